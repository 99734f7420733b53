'use client';
// The button of a form that must not be sent twice: while its form is on the way it says so and takes no second press.
// Without a connection nothing is sent, and it says that too. Correctness does not rest on it; the database meets a second press with the same order.
import { type MouseEvent, type ReactNode, useEffect, useState } from 'react';
import { useFormStatus } from 'react-dom';
import { type ButtonLook, buttonClass } from './button.tsx';

type Props = ButtonLook & { children: ReactNode; pendingLabel: string; className?: string; name?: string; value?: string };

export function SubmitButton({ tone, size, wide, className, children, pendingLabel, name, value }: Props): ReactNode {
  const { pending } = useFormStatus();
  const [offline, setOffline] = useState(false);
  const [pressed, setPressed] = useState(false);
  useEffect(() => {
    if (!pending) setPressed(false);
  }, [pending]);

  function holdBack(event: MouseEvent): void {
    setOffline(!navigator.onLine);
    if (pending || !navigator.onLine) event.preventDefault();
    else setPressed(true);
  }

  const sending = pending && pressed; // a form may have another button, and then it is that one's turn to say so
  return (
    <>
      <button
        type="submit"
        name={name}
        value={value}
        aria-busy={sending}
        aria-disabled={pending}
        onClick={holdBack}
        className={buttonClass({ tone, size, wide }, className)}
      >
        {sending && <span aria-hidden="true" className="size-4 animate-spin rounded-full border-2 border-current border-t-transparent" />}
        {sending ? pendingLabel : offline ? 'You are offline. Nothing was sent.' : children}
      </button>
      <span role="alert" className="sr-only">
        {offline && 'You are offline. Nothing was sent.'}
      </span>
    </>
  );
}
