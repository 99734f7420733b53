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
] as const;
export type FailpointName = (typeof failpointNames)[number];

type Hook = (name: FailpointName, subject: string) => Promise<void> | void;

let hook: Hook | null = null;

export function failpoint(name: FailpointName, subject: string): Promise<void> | void {
  return hook ? hook(name, subject) : undefined;
}

/** Only tests call this; null takes it away again. */
export function setFailpoint(next: Hook | null): void {
  hook = next;
}
