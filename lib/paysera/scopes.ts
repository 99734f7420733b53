// What a user is asked to share (section 4.7). Suffixes are built, not spelled: `scope.email.offline.optional` is "email_offline_optional".

/** A scope as it stands in the authorization URL. */
export type Scope = string & { readonly scope?: never };

type Suffixed = { readonly text: Scope; readonly optional: Scope };
type OfflineCapable = Suffixed & { readonly offline: Suffixed };

const offlineNames = [
  'balance',
  'statements',
  'phone_confirmation',
  'phone',
  'email',
  'address',
  'identity',
  'full_name',
  'identification_level',
  'wallet_list',
  'dob',
  'gender',
  'identification_data',
] as const;

const onlineNames = [
  'user_info',
  'check_has_sufficient_balance',
  'recent_statements',
  'incoming_payments',
  'outgoing_payments',
  'initiate_transfers',
  'pep',
  'projects',
  'cards',
  'favourites',
  'avatar',
  'services',
  'user_position',
  'manage_account',
  'sent_transaction_requests',
  'received_transaction_requests',
] as const;

/** Extended scopes cannot be asked at the page: an SMS code brings them when refreshing. */
const extendedNames = ['convert_currency', 'make_bank_transfers'] as const;

const online = (name: string): Suffixed => Object.freeze({ text: name, optional: `${name}_optional` });
const offline = (name: string): OfflineCapable => Object.freeze({ ...online(name), offline: online(`${name}_offline`) });

function record<Name extends string, Value>(names: readonly Name[], suffixed: (name: Name) => Value): Readonly<Record<Name, Value>> {
  return Object.freeze(Object.fromEntries(names.map((name) => [name, suffixed(name)])) as Record<Name, Value>);
}

/**
 * `scope.email.text`, `scope.email.optional` (the user may skip it), `scope.email.offline.text` (stays when the token dies),
 * `scope.email.offline.optional`. Scopes that have no offline form have no `.offline`.
 */
export const scope = Object.freeze({ ...record(offlineNames, offline), ...record(onlineNames, online) });

/** For `oauth.refresh({ scopes, code })` only. */
export const extendedScope = record(extendedNames, (name): Scope => name);

/** Space separated; an empty text is legal and gives only the ids of the user and the wallets. */
export function scopeText(scopes: readonly Scope[]): string {
  return [...new Set(scopes)].join(' ');
}
