// What happened with permissions as their owners saw it, for the auditor: noted before a call where the call may be what is asked about.
import type { ChosenGrant } from './quick-pay-calls.ts';

export type QuickPayNotes = {
  /** Wallets by shopper. */
  wallets: Map<string, number>;
  /** Who an order belongs to; orders of guests are not in it. */
  owners: Map<string, string>;
  /** What was chosen on the pay page, by order. */
  grants: Map<string, ChosenGrant & { shopperId: string }>;
  clicks: { orderId: string; shopperId: string; fresh: boolean }[];
  answers: {
    orderId: string;
    shopperId: string;
    fresh: boolean;
    kind: string;
    reason: string | null;
    untilMs: number | null;
    key: string | null;
  }[];
  undos: { orderId: string; kind: string; askedAtMs: number; answeredAtMs: number; untilMs: number }[];
  /** Orders that raced for one permission which covers so many of them. */
  races: { orders: string[]; covers: number }[];
  /** What a card said when all was at rest. */
  cards: { shopperId: string; left: string | null }[];
};

export const emptyNotes = (): QuickPayNotes => ({
  wallets: new Map(),
  owners: new Map(),
  grants: new Map(),
  clicks: [],
  answers: [],
  undos: [],
  races: [],
  cards: [],
});
