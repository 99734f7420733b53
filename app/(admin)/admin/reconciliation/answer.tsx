// What came of "Check now" and "Repair", said once at the top.
import type { ReactNode } from 'react';
import { SaidOnce, type Sayings } from '../said-once.tsx';

const answers = {
  done: { tone: 'positive', title: 'Checked', text: 'The last two hours were compared with Paysera just now.' },
  'just-done': {
    tone: 'info',
    title: 'Checked a moment ago',
    text: 'Another check began within the last seconds; Paysera limits how often we may ask.',
  },
  failed: { tone: 'warning', title: 'The check could not be finished', text: 'Paysera did not answer. It is tried again every minute.' },
  asked: {
    tone: 'positive',
    title: 'Paysera was asked again',
    text: 'What it said was written down. The next check says whether the difference is gone.',
  },
  unreachable: { tone: 'warning', title: 'Paysera could not be reached', text: 'Nothing was changed.' },
  'needs-a-person': {
    tone: 'warning',
    title: 'This needs a person',
    text: 'Money is never mended by itself. Look at the order and at Paysera, then decide.',
  },
  settled: {
    tone: 'positive',
    title: 'Settled',
    text: 'It stands below with who and why, and opens again as soon as it changes.',
  },
  changed: {
    tone: 'warning',
    title: 'Nothing was settled',
    text: 'It looks different by now, or somebody was faster. Look at it again.',
  },
  unknown: { tone: 'info', title: 'Nothing to repair', text: 'This difference is not known any more.' },
} as const satisfies Sayings;

export type Answered = keyof typeof answers;

export function Answer({ answered }: { answered: string | string[] | undefined }): ReactNode {
  return <SaidOnce sayings={answers} name={answered} />;
}
