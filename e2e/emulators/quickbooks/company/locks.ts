import { refusal } from '../wire/faults.ts';
import type { Company, Lock } from './realm.ts';

export type Act = 'change' | 'void' | 'delete';

const refusals: Record<Lock, { code: string; detail: string; acts: Act[] }> = {
  settled: {
    code: '6450',
    detail:
      'Attempt to Void Transaction failed : The transaction is already settled and cannot be voided.',
    acts: ['void'],
  },
  matched: {
    code: '6480',
    detail:
      'Matched Transaction Delete Error : The transaction is matched to another one and cannot be deleted.',
    acts: ['void', 'delete'],
  },
  deposited: {
    code: '6540',
    detail:
      'Deposited Transaction cannot be changed : The transaction is part of a deposit. Remove it from the deposit first.',
    acts: ['change', 'void', 'delete'],
  },
};

/**
 * Throws 6450, 6480 or 6540 when a lock forbids this action on the transaction.
 * https://developer.intuit.com/app/developer/qbo/docs/develop/troubleshooting/error-codes
 */
export function refuseLocked(company: Company, txnId: string, act: Act): void {
  const lock = company.locks[txnId];
  if (!lock) return;
  const { code, detail, acts } = refusals[lock];
  if (acts.includes(act)) throw refusal(code, detail);
}
