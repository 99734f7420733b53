// Named places where a test may hold, pause or kill the process. In the shop they cost one comparison and do nothing.

export const failpointNames = [
  'before-create',
  'after-create',
  'after-store-key',
  'before-read',
  'after-read',
  'before-claim',
  'after-claim',
  'before-confirm',
  'after-confirm',
  'before-settle',
  'after-settle',
  'before-let-go',
  'after-let-go',
  'before-revoke',
  'after-revoke',
  'before-bury',
  'after-bury',
  'before-inbox',
  'after-inbox',
  'before-send',
  'after-send',
  'before-end-order',
  'after-end-order',
  'before-take-use',
  'after-take-use',
  'after-reserve',
  'after-make-sure',
  'after-keep-held',
  'before-give-back',
  'after-give-back',
  'before-undo',
  'after-undo',
  'before-activate',
  'after-activate',
  'before-end-permission',
  'after-end-permission',
  'before-tell',
  'after-tell',
  'before-refund',
  'after-refund',
  'before-settle-refund',
  'after-settle-refund',
] as const;
export type FailpointName = (typeof failpointNames)[number];

type Hook = (name: FailpointName, subject: string) => Promise<void> | void;

// Next loads a module once per bundle; a process has one hook all the same.
const holder = globalThis as { tiltasFailpoint?: Hook | null };

export function failpoint(name: FailpointName, subject: string): Promise<void> | void {
  return holder.tiltasFailpoint?.(name, subject);
}

/** Only tests call this; null takes it away again. */
export function setFailpoint(next: Hook | null): void {
  holder.tiltasFailpoint = next;
}
