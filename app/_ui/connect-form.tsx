// The one way to sign in: what Paysera will be asked for, what will not be, and the button that goes there.
import { Check, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { SubmitButton } from './submit-button.tsx';

type Props = {
  action: (form: FormData) => Promise<void>;
  returnTo: string;
  /** The shop would like to know beforehand whether an order can be paid; may be left out at Paysera. */
  asksFunds: boolean;
};

const shared = ['Your name and e-mail address', 'The numbers of your wallets, to show which one is connected'];
const funds = 'If you allow it there: whether you have enough for an order, as a yes or no';
const notShared = [
  'Your balance and what you bought elsewhere',
  'The right to take money: every payment needs your PIN, unless you allow quick pay later',
];

export function ConnectForm({ action, returnTo, asksFunds }: Props): ReactNode {
  return (
    <form action={action} className="grid gap-8">
      <input type="hidden" name="returnTo" value={returnTo} />
      <div className="grid gap-6 rounded-card border border-line bg-paper-raised p-6 sm:p-8">
        <Facts
          title="Paysera will share with us"
          facts={asksFunds ? [...shared, funds] : shared}
          icon={<Check aria-hidden="true" className="mt-1 size-4 shrink-0 text-positive" />}
        />
        <Facts title="It will not share" facts={notShared} icon={<X aria-hidden="true" className="mt-1 size-4 shrink-0 text-ink-soft" />} />
      </div>
      <div className="grid gap-3">
        <SubmitButton tone="wallet" wide pendingLabel="Opening Paysera…">
          Connect Paysera wallet
        </SubmitButton>
        <p className="text-14 text-ink-soft">
          You will log in at Paysera, see what we ask for, and come back here. You can disconnect at any time.
        </p>
      </div>
    </form>
  );
}

function Facts({ title, facts, icon }: { title: string; facts: string[]; icon: ReactNode }): ReactNode {
  return (
    <section className="grid gap-2">
      <h2 className="text-14 font-semibold">{title}</h2>
      <ul className="grid gap-2 text-ink-soft">
        {facts.map((fact) => (
          <li key={fact} className="flex gap-3">
            {icon}
            <span>{fact}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
