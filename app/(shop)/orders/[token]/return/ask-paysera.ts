// Asks Paysera how a payment stands, and waits only so long: a page that says "checking" now is better than a blank one.
import { refreshOrder } from '#lib/checkout/refresh-order.ts';
import { services } from '#lib/services.ts';

const patienceMs = 2_500;

export async function askPaysera(orderId: string): Promise<void> {
  const s = services();
  let timer: NodeJS.Timeout | undefined;
  const enough = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, patienceMs);
  });
  const asked = refreshOrder(s, orderId, 'return').catch((error: unknown) =>
    s.log.warn({ error, order: orderId }, 'Paysera could not be asked'),
  );
  await Promise.race([asked, enough]);
  clearTimeout(timer);
}
