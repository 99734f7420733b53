// What was bought, frozen as it was when the order was placed, with the total under its column.
import type { ReactNode } from 'react';
import { Money } from '#app/_ui/money.tsx';
import { Picture } from '#app/_ui/picture.tsx';
import type { OrderView } from '#lib/orders/order-store.ts';

export function Lines({ lines, total }: Pick<OrderView, 'lines' | 'total'>): ReactNode {
  return (
    <section aria-labelledby="lines">
      <h2 id="lines" className="mb-2 text-14 font-semibold">
        Items
      </h2>
      <table className="w-full">
        <thead className="sr-only">
          <tr>
            <th scope="col">Item</th>
            <th scope="col">Quantity and price</th>
            <th scope="col">Total</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={`${line.title} ${line.option}`}>
              <td className="border-t border-line py-1 pr-3">
                <span className="flex items-center gap-3">
                  <span className="w-6 shrink-0">
                    <Picture picture={{ ...line.picture, alt: '' }} sizes="24px" />
                  </span>
                  <span>
                    {line.title}
                    {line.option && <span className="text-ink-soft"> · {line.option}</span>}
                  </span>
                </span>
              </td>
              <td className="money border-t border-line px-3 text-right text-ink-soft">
                {line.quantity} × <Money amount={line.unitPrice} />
              </td>
              <td className="border-t border-line pl-3 text-right">
                <Money amount={line.lineTotal} />
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr className="text-14 font-semibold">
            <th scope="row" colSpan={2} className="border-t border-line-strong py-2.5 text-left">
              Total
            </th>
            <td className="border-t border-line-strong pl-3 text-right">
              <Money amount={total} className="text-16" />
            </td>
          </tr>
        </tfoot>
      </table>
    </section>
  );
}
