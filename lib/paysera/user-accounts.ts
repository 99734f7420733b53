import type { CallOptions, Invoke } from './call.ts';
import { type JsonObject, objectOf, type Reader } from './decode.ts';
import { exactlyOne, filled, type OneOf, segment } from './request-checks.ts';
import type { Scope } from './scopes.ts';

export type Registration = {
  /** International digits. */
  phone: string;
  locale?: string;
  credentials?: { type: 'password'; password: string };
  scopes?: readonly Scope[];
};

export type RegisteredUser = { id: number; raw: JsonObject };

/**
 * The user management of section 6.2, for partners with the permission. A new contact counts once the code sent there came back.
 * `Refused` with `user_already_exists`, `phone_already_assigned`, `invalid_code`, `password_too_short`, `password_too_risky` and others.
 */
export type UserAccounts = {
  register(registration: Registration, options?: CallOptions): Promise<RegisteredUser>;
  changePhone(userId: number, phone: string, options?: CallOptions): Promise<void>;
  confirmPhone(userId: number, code: string, options?: CallOptions): Promise<void>;
  changeEmail(userId: number, email: string, options?: CallOptions): Promise<void>;
  confirmEmail(userId: number, code: string, options?: CallOptions): Promise<void>;
  changePassword(userId: number, password: string, options?: CallOptions): Promise<void>;
  /** Sends whoever has the contact a way to a new password. */
  resetPassword(contact: OneOf<{ phone: string; email: string }>, options?: CallOptions): Promise<void>;
};

export function createUserAccounts(invoke: Invoke): UserAccounts {
  const user = (id: number, part: string) => `/rest/v1/user/${segment('userId', id)}/${part}`;
  const put = async (name: string, path: string, json: Record<string, string>, options?: CallOptions, secrets?: string[]) =>
    invoke({ name, method: 'PUT', path, json, decode: () => {}, secrets }, options);
  return {
    register: async ({ phone, locale, credentials, scopes }, options) =>
      invoke(
        {
          name: 'userAccounts.register',
          method: 'POST',
          path: '/rest/v1/user',
          json: { phone: filled('phone', phone), locale, credentials, parameters: scopes && { scopes } },
          decode: objectOf((reader: Reader) => ({ id: reader.integer('id'), raw: reader.raw })),
          secrets: credentials ? [credentials.password] : [],
        },
        options,
      ),
    changePhone: async (id, phone, options) =>
      put('userAccounts.changePhone', user(id, 'phone'), { phone: filled('phone', phone) }, options),
    confirmPhone: async (id, code, options) =>
      put('userAccounts.confirmPhone', user(id, 'phone/confirm'), { code: filled('code', code) }, options, [code]),
    changeEmail: async (id, email, options) =>
      put('userAccounts.changeEmail', user(id, 'email'), { email: filled('email', email) }, options),
    confirmEmail: async (id, code, options) =>
      put('userAccounts.confirmEmail', user(id, 'email/confirm'), { code: filled('code', code) }, options, [code]),
    changePassword: async (id, password, options) =>
      put('userAccounts.changePassword', user(id, 'password'), { password: filled('password', password) }, options, [password]),
    resetPassword: async (contact, options) => {
      const by = exactlyOne('contact', contact, ['phone', 'email']);
      const json = { [by]: filled(`contact.${by}`, contact[by]) };
      return invoke(
        { name: 'userAccounts.resetPassword', method: 'POST', path: '/rest/v1/user/password/reset', json, decode: () => {} },
        options,
      );
    },
  };
}
