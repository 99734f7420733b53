import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { requireStaff } from '#app/_auth/session.ts';
import { DeskHeading } from '#app/_ui/heading.tsx';
import { listAllProducts } from '#lib/catalog/catalog-store.ts';
import { services } from '#lib/services.ts';
import { DeskFrame } from '../desk-frame.tsx';
import { ProductsTable } from './products-table.tsx';

export const metadata: Metadata = { title: 'Products' };

export default async function ProductsPage(): Promise<ReactNode> {
  const staff = await requireStaff('products.read', '/admin/products');
  const products = await listAllProducts(services());
  return (
    <DeskFrame staff={staff} section="products">
      <DeskHeading title="Products" intro={`${products.length} products, in the order the shop shows them`} />
      <ProductsTable products={products} />
    </DeskFrame>
  );
}
