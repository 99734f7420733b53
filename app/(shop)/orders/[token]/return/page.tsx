// Where the browser comes back to from Paysera. It decides nothing: the server asks Paysera itself, and shows what it knows.
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import type { ReactNode } from 'react';
import { orderIdOfLink, orderOfLink } from '../order-of-link.ts';
import { OrderPage } from '../order-page.tsx';
import { askPaysera } from './ask-paysera.ts';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: 'Order', robots: { index: false } };

export default async function ReturnPage({ params }: { params: Promise<{ token: string }> }): Promise<ReactNode> {
  const { token } = await params;
  const orderId = orderIdOfLink(decodeURIComponent(token));
  if (orderId === null) notFound();
  await askPaysera(orderId);
  return <OrderPage order={await orderOfLink(token)} />;
}
