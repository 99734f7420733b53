// Older and newer: the list turns by where it stands, not by page number, so it is as fast at the end as at the start.
import { ArrowLeft, ArrowRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { buttonClass } from '#app/_ui/button.tsx';

/** The addresses of the two neighbours, or null where the list ends. */
export function PageTurner({ newer, older }: { newer: string | null; older: string | null }): ReactNode {
  if (!newer && !older) return null;
  return (
    <nav aria-label="Pages" className="mt-4 flex justify-end gap-2">
      {newer && (
        <a href={newer} rel="prev" className={buttonClass({ tone: 'secondary', size: 'desk' })}>
          <ArrowLeft aria-hidden="true" className="size-4" strokeWidth={1.75} />
          Newer
        </a>
      )}
      {older && (
        <a href={older} rel="next" className={buttonClass({ tone: 'secondary', size: 'desk' })}>
          Older
          <ArrowRight aria-hidden="true" className="size-4" strokeWidth={1.75} />
        </a>
      )}
    </nav>
  );
}
