import type { GrantField } from '#lib/allowances/grant.ts';
import type { TypedChoice } from '../../../_quick-pay/quick-pay-choice.tsx';

/** What the form says when it could not go on. Nothing has been charged in any of these. */
export type PayState =
  | { kind: 'fresh' }
  | { kind: 'invalid'; typed: TypedChoice; fields: Partial<Record<GrantField, string>> }
  /** Quick pay is not offered as it was chosen; or the payment was opened meanwhile with another choice. */
  | { kind: 'gone' | 'too-late'; typed: TypedChoice };

export const fresh: PayState = { kind: 'fresh' };
