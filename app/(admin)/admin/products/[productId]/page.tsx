import { ArrowLeft, ExternalLink } from 'lucide-react';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import type { ReactNode } from 'react';
import { requireStaff } from '#app/_auth/session.ts';
import { DeskHeading } from '#app/_ui/heading.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import { Picture } from '#app/_ui/picture.tsx';
import { mayDo } from '#lib/accounts/permissions.ts';
import { readProduct } from '#lib/catalog/catalog-store.ts';
import { services } from '#lib/services.ts';
import { DeskFrame } from '../../desk-frame.tsx';
import { productFields } from './product-fields.ts';
import { ProductForm } from './product-form.tsx';

type Props = { params: Promise<{ productId: string }> };

export const metadata: Metadata = { title: 'Product' };

export default async function ProductPage({ params }: Props): Promise<ReactNode> {
  const { productId } = await params;
  const staff = await requireStaff('products.read', `/admin/products/${encodeURIComponent(productId)}`);
  const product = await readProduct(services(), productId);
  if (!product) notFound();
  const mayEdit = mayDo(staff.role, 'products.edit');
  return (
    <DeskFrame staff={staff} section="products">
      <a href="/admin/products" className="mb-3 inline-flex min-h-8 items-center gap-1.5 text-ink-soft transition-colors hover:text-ink">
        <ArrowLeft aria-hidden="true" className="size-4" strokeWidth={1.75} />
        Products
      </a>
      <DeskHeading
        title={product.title}
        aside={
          product.active && (
            <a href={`/products/${product.slug}`} className="link inline-flex min-h-8 items-center gap-1.5">
              Open in the shop
              <ExternalLink aria-hidden="true" className="size-3.5" strokeWidth={1.75} />
            </a>
          )
        }
      />
      <div className="grid gap-8 lg:grid-cols-[minmax(0,40rem)_14rem] lg:gap-12">
        <div className="grid content-start gap-5">
          {!mayEdit && (
            <Notice size="desk" title="You can look, not change">
              Titles, prices and stock are changed by the owner.
            </Notice>
          )}
          <ProductForm product={productFields(product)} readOnly={!mayEdit} />
        </div>
        <div className="flex gap-3 lg:grid lg:content-start">
          {product.pictures.map((picture) => (
            <Picture key={picture.name} picture={picture} sizes="224px" className="w-28 lg:w-full" />
          ))}
        </div>
      </div>
    </DeskFrame>
  );
}
