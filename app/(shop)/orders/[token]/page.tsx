import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { orderOfLink } from './order-of-link.ts';
import { OrderPage } from './order-page.tsx';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: 'Order', robots: { index: false } };

export default async function Page({ params }: { params: Promise<{ token: string }> }): Promise<ReactNode> {
  return <OrderPage order={await orderOfLink((await params).token)} />;
}
