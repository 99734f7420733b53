// All products with their prices and what is left of them, hidden ones included.
import type { ReactNode } from 'react';
import { type Column, DataTable } from '#app/_ui/data-table.tsx';
import { EmptyState } from '#app/_ui/empty-state.tsx';
import { Picture } from '#app/_ui/picture.tsx';
import { StatusBadge } from '#app/_ui/status-badge.tsx';
import type { Product } from '#lib/catalog/catalog-store.ts';
import { formatMoney } from '#lib/money/format-money.ts';

const columns: Column<Product>[] = [
  {
    key: 'product',
    head: 'Product',
    className: 'w-full',
    cell: (product) => (
      <span className="flex items-center gap-3">
        <span className="w-6 shrink-0">
          {product.pictures[0] && <Picture picture={{ ...product.pictures[0], alt: '' }} sizes="24px" />}
        </span>
        <a
          href={`/admin/products/${product.id}`}
          className="font-semibold after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
        >
          {product.title}
        </a>
      </span>
    ),
  },
  { key: 'kind', head: 'Kind', from: 'md', cell: ({ kind }) => <span className="capitalize">{kind}</span> },
  {
    key: 'sizes',
    head: 'Sizes',
    from: 'sm',
    cell: ({ variants }) => variants.map(({ name }) => name ?? 'One size').join(' · '),
    className: 'whitespace-nowrap',
  },
  { key: 'price', head: 'Price', align: 'right', cell: ({ variants }) => variants.map(({ price }) => formatMoney(price)).join(' · ') },
  {
    key: 'stock',
    head: 'Available',
    align: 'right',
    from: 'sm',
    cell: ({ variants }) => variants.map(({ available }) => available).join(' · '),
  },
  { key: 'state', head: 'State', cell: (product) => <ProductState product={product} /> },
];

export function ProductsTable({ products }: { products: Product[] }): ReactNode {
  return (
    // The link of a row covers it, so the row must be what it is positioned in.
    <div className="-mx-4 [&_tbody_tr]:relative">
      <DataTable
        caption="Products in the order the shop shows them"
        columns={columns}
        rows={products}
        rowKey={({ id }) => id}
        empty={<EmptyState title="No products yet">The seed of the shop brings the first ones.</EmptyState>}
      />
    </div>
  );
}

/** What is as it should be stays quiet; only the exceptions are marked. */
function ProductState({ product }: { product: Product }): ReactNode {
  if (!product.active) return <StatusBadge tone="neutral">Hidden</StatusBadge>;
  if (product.variants.every(({ available }) => available === 0)) return <StatusBadge tone="warning">Out of stock</StatusBadge>;
  return <span className="whitespace-nowrap text-ink-soft">In the shop</span>;
}
