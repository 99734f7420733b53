// A product's photograph in the few sizes that exist. Its place is kept before it arrives, so nothing moves.
import type { ReactNode } from 'react';
import { pictureWidths } from '#lib/catalog/picture-widths.ts';
import { classNames } from './class-names.ts';

function sources(name: string, format: 'avif' | 'webp'): string {
  return pictureWidths.map((width) => `/pictures/${name}-${width}.${format} ${width}w`).join(', ');
}

type Props = { picture: { name: string; alt: string }; sizes: string; eager?: boolean; className?: string };

export function Picture({ picture, sizes, eager = false, className }: Props): ReactNode {
  return (
    <picture className={classNames('block aspect-4/5 overflow-hidden rounded-control bg-paper-sunk', className)}>
      <source type="image/avif" srcSet={sources(picture.name, 'avif')} sizes={sizes} />
      <source type="image/webp" srcSet={sources(picture.name, 'webp')} sizes={sizes} />
      <img
        src={`/pictures/${picture.name}-640.webp`}
        alt={picture.alt}
        width={640}
        height={800}
        loading={eager ? 'eager' : 'lazy'}
        fetchPriority={eager ? 'high' : undefined}
        decoding="async"
        className="size-full object-cover dark:brightness-90"
      />
    </picture>
  );
}
