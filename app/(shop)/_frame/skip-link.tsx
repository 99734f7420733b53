import type { ReactNode } from 'react';

/** First stop of the keyboard: past the header, to what the page is about. */
export function SkipLink(): ReactNode {
  return (
    <a
      href="#content"
      className="sr-only focus:not-sr-only focus:absolute focus:left-4 focus:top-2 focus:z-50 focus:bg-paper-raised focus:px-4 focus:py-3 focus:text-accent"
    >
      Skip to the content
    </a>
  );
}
