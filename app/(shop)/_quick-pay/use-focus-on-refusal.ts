// A form whose button stands at the bottom: when it comes back refused, the eye is led to what was wrong, which may be far above.
import { type RefObject, useEffect, useRef } from 'react';

/** @returns the reference for the form. Fields that are wrong carry aria-invalid; every other refusal is said in its alert. */
export function useFocusOnRefusal(state: { kind: string }): RefObject<HTMLFormElement | null> {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    const there = state.kind === 'invalid' ? '[aria-invalid]' : '[role=alert]';
    if (state.kind !== 'fresh') form.current?.querySelector<HTMLElement>(there)?.focus();
  }, [state]);
  return form;
}
