/** Data a transaction asks the payer for, supplied while accepting. */
import { Refusal } from '../http/refusal.ts';
import type { Inquiry, InquiryItem, Transaction, User } from '../world/records.ts';
import type { World } from '../world/world.ts';
import { type Fields, isFields } from './read-fields.ts';

/** What the payer's own data says to an item; undefined when Paysera does not know it. */
export function ownAnswer(user: User, item: InquiryItem): unknown {
  if (item.type === 'person_code') return user.code;
  if (!user.name || !user.surname) return undefined;
  return {
    name: user.name,
    surname: user.surname,
    ...(user.nationality ? { nationality: user.nationality } : {}),
    ...(user.code ? { code: user.code } : {}),
  };
}

export function recordAnswers(world: World, transaction: Transaction, user: User, accepted: (inquiry: Inquiry) => boolean): void {
  const answers: NonNullable<Transaction['answers']> = [];
  for (const inquiry of transaction.inquiries) {
    const values = inquiry.items.map((item) => ({
      inquiry: inquiry.identifier,
      item: item.identifier,
      type: item.type,
      value: ownAnswer(user, item),
    }));
    const given = accepted(inquiry) && values.every((one) => one.value !== undefined);
    if (!given && inquiry.type === 'required') throw new Refusal('identity_required', `The payer must answer "${inquiry.identifier}"`);
    inquiry.status = given ? 'accepted' : 'declined';
    if (given) answers.push(...values);
  }
  transaction.answers = answers;
  world.transactions.touch(transaction.key);
}

/** Through the API: `inquiries` names those the payer agreed to answer. */
export function answerInquiries(world: World, transaction: Transaction, user: User, given: unknown): void {
  const named = new Set<unknown>();
  if (Array.isArray(given)) for (const one of given) named.add(isFields(one) ? (one.identifier ?? one.inquiry_identifier) : one);
  else if (isFields(given)) for (const [name, value] of Object.entries(given as Fields)) if (value !== false) named.add(name);
  if (transaction.inquiries.length > 0) recordAnswers(world, transaction, user, (inquiry) => named.has(inquiry.identifier));
}

export function showAnswers(transaction: Transaction): unknown {
  const items = (transaction.answers ?? []).map((one) => ({
    inquiry_identifier: one.inquiry,
    item_identifier: one.item,
    item_type: one.type,
    value: one.value,
  }));
  return { items };
}
