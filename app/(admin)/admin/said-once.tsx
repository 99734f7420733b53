// What came of a button, said once at the top of the page it leads back to; the address says which.
import type { ReactNode } from 'react';
import { Notice, type NoticeTone } from '#app/_ui/notice.tsx';

export type Sayings = Record<string, { tone: NoticeTone; title: string; text: string }>;

/** Says nothing for a name that is none of the sayings: an address can be typed. */
export function SaidOnce({ sayings, name }: { sayings: Sayings; name: string | string[] | undefined }): ReactNode {
  if (typeof name !== 'string' || !Object.hasOwn(sayings, name)) return null;
  const { tone, title, text } = sayings[name] as Sayings[string];
  return (
    <div className="mb-5">
      <Notice tone={tone} size="desk" role="status" title={title}>
        {text}
      </Notice>
    </div>
  );
}
