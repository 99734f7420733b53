import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { orderOfLink } from './order-of-link.ts';
import { OrderPage } from './order-page.tsx';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: 'Order', robots: { index: false } };

type Props = { params: Promise<{ token: string }>; searchParams: Promise<{ undo?: string }> };

export default async function Page({ params, searchParams }: Props): Promise<ReactNode> {
  const { undo } = await searchParams;
  return <OrderPage order={await orderOfLink((await params).token)} undoCameTooLate={undo === 'too-late'} />;
}
