// A table that fills its place: caption for screen readers, figures at the right, the header staying in sight while rows scroll.
import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

export type Column<Row> = {
  key: string;
  head: ReactNode;
  cell: (row: Row) => ReactNode;
  align?: 'left' | 'right';
  /** Hidden below this width, where the row still says enough without it. */
  from?: 'sm' | 'md' | 'lg';
  className?: string;
};

type Props<Row> = { caption: string; columns: Column<Row>[]; rows: Row[]; rowKey: (row: Row) => string; empty?: ReactNode };

const shownFrom = { sm: 'hidden sm:table-cell', md: 'hidden md:table-cell', lg: 'hidden lg:table-cell' };

function cellClass<Row>(column: Column<Row>): string {
  return classNames(
    column.align === 'right' ? 'money text-right' : 'text-left',
    column.from && shownFrom[column.from],
    'px-3 first:pl-4 last:pr-4',
    column.className,
  );
}

export function DataTable<Row>({ caption, columns, rows, rowKey, empty }: Props<Row>): ReactNode {
  if (rows.length === 0 && empty) return empty;
  return (
    <table className="w-full border-separate border-spacing-0 text-13">
      <caption className="sr-only">{caption}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <th
              key={column.key}
              scope="col"
              className={classNames(cellClass(column), 'sticky top-0 z-10 h-9 border-b border-line bg-paper font-semibold text-ink-soft')}
            >
              {column.head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={rowKey(row)} className="group hover:bg-paper-sunk has-focus-visible:bg-paper-sunk">
            {columns.map((column) => (
              <td key={column.key} className={classNames(cellClass(column), 'h-9 border-b border-line')}>
                {column.cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
