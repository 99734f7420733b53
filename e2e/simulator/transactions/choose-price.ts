import { invalid } from '../http/refusal.ts';
import type { Payment } from '../world/records.ts';
import type { World } from '../world/world.ts';

/** The payer's price, where the payment leaves one to choose: one of the choices, or within min and max. */
export function choosePrice(world: World, payment: Payment, price: number): void {
  if (!fitsRules(payment, price)) throw invalid('price', 'is not one the payment allows');
  payment.price = price;
  world.payments.touch(payment.id);
}

export function fitsRules(payment: Payment, price: number): boolean {
  const rules = payment.priceRules;
  if (!rules) return price === payment.price;
  if (!Number.isSafeInteger(price) || price < 0 || price > 99_999_999_999) return false;
  if (rules.choices?.includes(price)) return true;
  if (rules.min === undefined && rules.max === undefined) return false;
  return price >= (rules.min ?? 0) && price <= (rules.max ?? Number.MAX_SAFE_INTEGER);
}
