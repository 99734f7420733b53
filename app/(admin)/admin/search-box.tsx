// The search of a list: a form that keeps the other filters and works without JavaScript.
import { Search } from 'lucide-react';
import type { ReactNode } from 'react';

type Props = {
  action: string;
  name: string;
  text?: string | undefined;
  label: string;
  placeholder: string;
  keep: Record<string, string | undefined>;
};

export function SearchBox({ action, name, text, label, placeholder, keep }: Props): ReactNode {
  return (
    <form action={action} className="relative w-full sm:w-72">
      {Object.entries(keep).map(([kept, value]) => value && <input key={kept} type="hidden" name={kept} value={value} />)}
      <Search aria-hidden="true" className="pointer-events-none absolute top-2 left-2.5 size-4 text-ink-soft" strokeWidth={1.75} />
      <input
        type="search"
        name={name}
        defaultValue={text}
        aria-label={label}
        placeholder={placeholder}
        autoComplete="off"
        className="min-h-8 w-full rounded-control border border-line-strong bg-paper-raised py-1 pr-2.5 pl-8 text-13 transition-colors placeholder:text-ink-soft hover:border-ink"
      />
    </form>
  );
}
