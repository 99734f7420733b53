// An amount as a person reads it: currency always there, figures aligned, never broken over two lines.
import type { ReactNode } from 'react';
import { formatMoney } from '#lib/money/format-money.ts';
import type { Money as Amount } from '#lib/money/money.ts';
import { classNames } from './class-names.ts';

export function Money({ amount, className }: { amount: Amount; className?: string }): ReactNode {
  return <span className={classNames('money', className)}>{formatMoney(amount)}</span>;
}
