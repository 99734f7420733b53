/** Section 7 as a table: from which status a transaction may go where, and which arrivals its shop may hear of. */
import type { TransactionStatus } from '../world/records.ts';

const accepted: TransactionStatus[] = ['waiting_registration', 'waiting_password', 'reserved', 'failed'];

export const transitions: Record<TransactionStatus, TransactionStatus[]> = {
  new: ['waiting', 'waiting_funds', ...accepted, 'rejected', 'deleted'],
  waiting: ['waiting_funds', ...accepted, 'rejected', 'revoked'],
  waiting_funds: [...accepted, 'revoked'],
  waiting_registration: ['waiting_password', 'reserved', 'revoked', 'failed'],
  waiting_password: ['reserved', 'revoked', 'failed'],
  reserved: ['confirmed', 'revoked', 'failed'],
  confirmed: [],
  rejected: [],
  revoked: [],
  failed: [],
  deleted: [],
};

export const announced: TransactionStatus[] = [
  'rejected',
  'failed',
  'reserved',
  'confirmed',
  'waiting_funds',
  'waiting_registration',
  'waiting_password',
];

/** Money of the payer is held in these. */
export const holding: TransactionStatus[] = ['waiting_registration', 'waiting_password', 'reserved'];
