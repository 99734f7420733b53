// How much of the week's limit is left, as a bar beside the words that say it. Drawn as SVG: the content policy knows no inline styles.
import type { ReactNode } from 'react';
import type { Money } from '#lib/money/money.ts';

const width = 1_000;

export function LeftBar({ left, limit }: { left: Money; limit: Money }): ReactNode {
  const filled = limit.minor > 0n ? Number((left.minor * BigInt(width)) / limit.minor) : 0;
  return (
    <svg
      viewBox={`0 0 ${width} 8`}
      preserveAspectRatio="none"
      className="h-1.5 w-full overflow-hidden rounded-full bg-line forced-colors:border"
      aria-hidden="true"
    >
      <rect width={Math.min(filled, width)} height="8" className="fill-accent" />
    </svg>
  );
}
