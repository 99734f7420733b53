/** Section 6.6: what a request for a transaction may say, checked. */
import { invalid } from '../http/refusal.ts';
import type { Inquiry, InquiryItem, Restrictions, Span } from '../world/records.ts';
import { type AllowanceDraft, readAllowanceRequest } from './read-allowance-request.ts';
import { boolField, type Fields, fieldsOf, intField, isFields, listField, spanField, textField } from './read-fields.ts';
import { type PaymentDraft, readPaymentRequest } from './read-payment-request.ts';

export type TransactionDraft = {
  payments: (number | PaymentDraft)[];
  allowance: { optional: boolean; content: number | AllowanceDraft } | undefined;
  reserve: Span;
  useAllowance: boolean;
  suggestAllowance: boolean;
  autoConfirm: boolean;
  validForPaymentCardDebit: boolean;
  redirectUri: string | undefined;
  callbackUri: string | false | undefined;
  user: { email: string } | undefined;
  restrictions: Restrictions | undefined;
  inquiries: Inquiry[];
  projectId: number | undefined;
  locationId: number | undefined;
};

/** Thirty days, as in the recorded response. */
export const defaultReserveSeconds = 2_592_000;
const mostPayments = 200;

export function readTransactionRequest(source: Fields): TransactionDraft {
  const payments = (listField(source, 'payments') ?? []).map((value) => {
    if (typeof value === 'number') return intField({ payments: value }, 'payments') as number;
    return readPaymentRequest(fieldsOf(value, 'payments'));
  });
  if (payments.length > mostPayments) throw invalid('payments', `at most ${mostPayments}`);
  const allowance = source.allowance == null ? undefined : readAllowancePart(source.allowance);
  if (payments.length === 0 && !allowance) throw invalid('payments', 'payments or allowance is required');
  return {
    payments,
    allowance,
    reserve: spanField(source, 'reserve') ?? { for: defaultReserveSeconds },
    useAllowance: boolField(source, 'use_allowance') ?? true,
    suggestAllowance: boolField(source, 'suggest_allowance') ?? false,
    autoConfirm: boolField(source, 'auto_confirm') ?? false,
    validForPaymentCardDebit: boolField(source, 'valid_for_payment_card_debit') ?? false,
    redirectUri: uriField(source, 'redirect_uri'),
    callbackUri: source.callback_uri === false ? false : uriField(source, 'callback_uri'),
    user: readUser(source),
    restrictions: source.restrictions == null ? undefined : readRestrictions(source.restrictions),
    inquiries: (listField(source, 'inquiries') ?? []).map(readInquiry),
    projectId: intField(source, 'project_id'),
    locationId: intField(source, 'location_id'),
  };
}

/** Either `{data, optional}`, `{id, optional}`, or the allowance's fields directly. */
function readAllowancePart(value: unknown): TransactionDraft['allowance'] {
  const fields = fieldsOf(value, 'allowance');
  const optional = boolField(fields, 'optional') ?? false;
  if (isFields(fields.data)) return { optional, content: readAllowanceRequest(fields.data) };
  const id = intField(fields, 'id');
  return { optional, content: id ?? readAllowanceRequest(fields) };
}

function uriField(source: Fields, name: string): string | undefined {
  const text = textField(source, name);
  if (text === undefined) return undefined;
  if (!URL.canParse(text) || !/^[a-z][a-z0-9+.-]*:/i.test(text) || /^(javascript|data):/i.test(text))
    throw invalid(name, 'must be a full address');
  return text;
}

function readUser(source: Fields): { email: string } | undefined {
  if (source.user == null) return undefined;
  const email = textField(fieldsOf(source.user, 'user'), 'email');
  return email ? { email } : undefined;
}

const levels = ['unidentified', 'semi_identified', 'identified', 'fully_identified'];

function readRestrictions(value: unknown): Restrictions {
  const owner = fieldsOf(value, 'restrictions').account_owner;
  if (owner == null) return {};
  const fields = fieldsOf(owner, 'account_owner');
  const type = textField(fields, 'type');
  const level = textField(fields, 'level');
  const requirements = listField(fields, 'requirements')?.map(String);
  if (type !== undefined && type !== 'natural' && type !== 'legal') throw invalid('restrictions', 'type must be natural or legal');
  if (level !== undefined && !levels.includes(level)) throw invalid('restrictions', `level must be one of ${levels.join(', ')}`);
  if (requirements?.some((name) => name !== 'identity')) throw invalid('restrictions', 'the only requirement is identity');
  return {
    account_owner: {
      ...(type ? { type } : {}),
      ...(requirements ? { requirements } : {}),
      ...(level ? { level: level as 'identified' } : {}),
    },
  };
}

function readInquiry(value: unknown): Inquiry {
  const fields = fieldsOf(value, 'inquiries');
  const identifier = textField(fields, 'identifier');
  const type = textField(fields, 'type');
  if (!identifier) throw invalid('inquiries', 'each needs an identifier');
  if (type !== 'required' && type !== 'optional') throw invalid('inquiries', 'type must be required or optional');
  const items = (listField(fields, 'items') ?? []).map((item): InquiryItem => {
    const inner = fieldsOf(item, 'items');
    const kind = textField(inner, 'type');
    const name = textField(inner, 'identifier');
    if (!name || (kind !== 'person_code' && kind !== 'user_identity'))
      throw invalid('inquiries', 'items need an identifier and a known type');
    return { identifier: name, type: kind, title: textField(inner, 'title') ?? name };
  });
  if (items.length === 0) throw invalid('inquiries', 'each needs items');
  return { identifier, type, description: textField(fields, 'description'), items };
}
