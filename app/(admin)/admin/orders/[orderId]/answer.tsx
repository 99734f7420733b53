// What came of "Ask Paysera now" or of giving back, said once at the top of the page; the details are the newest lines of the timeline.
import type { ReactNode } from 'react';
import { Notice, type NoticeTone } from '#app/_ui/notice.tsx';

const answers = {
  moved: { tone: 'positive', title: 'Paysera had news', text: 'The order is shown as it is now; what was said is in the timeline.' },
  unchanged: { tone: 'info', title: 'Nothing new', text: 'Paysera says what we had recorded.' },
  settled: { tone: 'info', title: 'Nothing to ask', text: 'No payment of this order is open, so nothing about it can change at Paysera.' },
  unreachable: { tone: 'warning', title: 'Paysera could not be reached', text: 'Nothing was changed, and we keep asking on our own.' },
  refunded: { tone: 'positive', title: 'Given back', text: 'It is in the ledger and the timeline, and the customer’s page says so.' },
  already: { tone: 'info', title: 'Given back already', text: 'Another press or another person was faster; it was done once.' },
} as const satisfies Record<string, { tone: NoticeTone; title: string; text: string }>;

export type Asked = keyof typeof answers;

export function Answer({ asked }: { asked: string | string[] | undefined }): ReactNode {
  if (typeof asked !== 'string' || !Object.hasOwn(answers, asked)) return null;
  const { tone, title, text } = answers[asked as Asked];
  return (
    <div className="mb-5">
      <Notice tone={tone} size="desk" role="status" title={title}>
        {text}
      </Notice>
    </div>
  );
}
