import type { Product } from '#lib/catalog/catalog-store.ts';

export type Kind = Product['kind'];

/** The shelves of the shop, in the order in which they stand. */
export const kinds: { kind: Kind; title: string }[] = [
  { kind: 'ceramics', title: 'Ceramics' },
  { kind: 'linen', title: 'Linen' },
  { kind: 'coffee', title: 'Coffee' },
  { kind: 'paper', title: 'Paper' },
  { kind: 'home', title: 'House' },
];
