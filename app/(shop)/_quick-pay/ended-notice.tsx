import type { ReactNode } from 'react';
import { Notice } from '#app/_ui/notice.tsx';
import type { EndedPermission } from '#lib/allowances/spending-card.ts';
import { endedWords, untoldWords } from './ended-words.ts';

/** Told by the books, whatever the address says. @param justNow the shopper pressed the button a moment ago */
export function EndedNotice({ ended, timeZone, justNow }: { ended: EndedPermission; timeZone: string; justNow: boolean }): ReactNode {
  const untold = untoldWords(ended);
  const pressed = justNow && ended.why === 'turned-off';
  return (
    <Notice
      tone={ended.why === 'wrong-wallet' || untold ? 'warning' : pressed ? 'positive' : 'info'}
      title={pressed ? 'Quick pay is off' : undefined}
      role={pressed ? 'status' : undefined}
    >
      <p>{endedWords(ended, timeZone)}</p>
      {untold && <p>{untold}</p>}
    </Notice>
  );
}
