/** The part of user management that the model needs: people who register, change and confirm their contacts. */
import { randomInt } from 'node:crypto';
import { requirePermission } from '../auth/scopes.ts';
import { type Call, jsonObject } from '../http/call.ts';
import { invalid, Refusal } from '../http/refusal.ts';
import type { Route } from '../http/router.ts';
import { findUserByEmail, findUserByPhone } from '../transactions/beneficiary.ts';
import { type Fields, fieldsOf, textField } from '../transactions/read-fields.ts';
import { settlePending } from '../transactions/settle-pending.ts';
import type { User } from '../world/records.ts';
import { registerUser } from '../world/register-user.ts';
import type { World } from '../world/world.ts';
import { callerOf, userOf } from './paths.ts';

const shortestPassword = 8;

export function userManagementRoutes(world: World): Route[] {
  const route = (method: string, pattern: string, run: (call: Call) => unknown): Route => ({ method, pattern, access: 'caller', run });
  const contact = (name: 'phone' | 'email'): Route[] => [
    ...['POST', 'PUT'].map((method) => route(method, `user/{user}/${name}`, (call) => askToConfirm(world, call, name))),
    ...['POST', 'PUT'].map((method) => route(method, `user/{user}/${name}/confirm`, (call) => confirmContact(world, call, name))),
  ];
  return [
    route('POST', 'user', (call) => register(world, call)),
    ...contact('phone'),
    ...contact('email'),
    route('POST', 'user/password/reset', (call) => {
      mayManage(call);
      return {};
    }),
    route('PUT', 'user/{user}/password', (call) => {
      const user = managed(world, call);
      const password = textField(jsonObject(call), 'password');
      checkPassword(password);
      user.password = password;
      world.users.touch(user.id);
      return {};
    }),
  ];
}

function mayManage(call: Call): void {
  requirePermission(callerOf(call), 'provide_registration_parameters');
}

function managed(world: World, call: Call): User {
  mayManage(call);
  return userOf(world, call);
}

function register(world: World, call: Call): unknown {
  mayManage(call);
  const body = jsonObject(call);
  const phone = textField(body, 'phone')?.replace(/\D/g, '');
  const email = textField(body, 'email');
  if (!phone && !email) throw invalid('phone', 'is required');
  if (phone?.startsWith('850')) throw new Refusal('phone_from_prohibited_country', 'Phones of this country are not accepted');
  if ((phone && findUserByPhone(world, phone)) || (email && findUserByEmail(world, email))) {
    throw new Refusal('user_already_exists', 'There is such a user');
  }
  const password = textField(body.credentials == null ? {} : fieldsOf(body.credentials, 'credentials'), 'password');
  if (password !== undefined) checkPassword(password);
  const user = registerUser(world, { phone, email, password, locale: textField(body, 'locale') });
  settlePending(world);
  return { id: user.id, ...(email ? { email } : {}), ...(phone ? { phone } : {}) };
}

function checkPassword(password: string | undefined): asserts password is string {
  if (password === undefined) throw invalid('password', 'is required');
  if (password.length < shortestPassword) throw new Refusal('password_too_short', `At least ${shortestPassword} characters`);
  if (/^(.)\1*$|^12345678|^password/i.test(password)) throw new Refusal('password_too_risky', 'Too easy to guess');
}

/** A new contact counts once the code sent there has come back; tests read the code at the control door. */
function askToConfirm(world: World, call: Call, name: 'phone' | 'email'): unknown {
  const user = managed(world, call);
  const value = contactIn(jsonObject(call), name);
  const owner = name === 'phone' ? findUserByPhone(world, value) : findUserByEmail(world, value);
  if (owner && owner.id !== user.id)
    throw new Refusal(name === 'phone' ? 'phone_already_assigned' : 'user_already_exists', 'It belongs to another user');
  const code = String(randomInt(1_000_000)).padStart(6, '0');
  world.contactCodes.set(`${user.id}|${name}`, { code, value });
  return { id: user.id };
}

function confirmContact(world: World, call: Call, name: 'phone' | 'email'): unknown {
  const user = managed(world, call);
  const awaited = world.contactCodes.get(`${user.id}|${name}`);
  if (!awaited || awaited.code !== textField(jsonObject(call), 'code')) throw new Refusal('invalid_code', 'The code is wrong');
  world.contactCodes.delete(`${user.id}|${name}`);
  user[name] = awaited.value;
  world.users.touch(user.id);
  settlePending(world);
  return { id: user.id, [name]: awaited.value };
}

function contactIn(body: Fields, name: 'phone' | 'email'): string {
  const value = textField(body, name);
  if (!value) throw invalid(name, 'is required');
  if (name === 'phone') return value.replace(/\D/g, '');
  if (!/^\S+@\S+\.\S+$/.test(value)) throw invalid('email', 'is no e-mail address');
  return value;
}
