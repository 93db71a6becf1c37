import type { Candidate } from '@dealbill/server/contract/customers';
import { takesName } from '@dealbill/server/shared/text/full-name';

/** Name and e-mail by which candidates are searched. */
export type Buyer = { name: string; email: string };

/** Keeps the replacement of a lost customer among the candidates, whatever name is typed. */
export const mergedFirst = (opened: Candidate[], candidates: Candidate[]): Candidate[] => {
  const other = opened.find(({ reason }) => reason === 'merged');
  return other ? [other, ...candidates.filter(({ id }) => id !== other.id)] : candidates;
};

/**
 * Candidates that a new customer may duplicate. One in another currency is none, because QuickBooks
 * fixes a customer's currency at creation (Customer.CurrencyRef).
 */
export const doubledBy = (currency: string, candidates: Candidate[]): Candidate[] =>
  candidates.filter((one) => !one.currency || !currency || one.currency === currency);

/**
 * Returns true when QuickBooks would reject this name, as far as the candidates show; a saved link
 * may be our own customer.
 */
export const isTaken = (name: string, candidates: Candidate[]): boolean =>
  candidates.some((one) => one.reason !== 'saved_link' && takesName(one.name, name));
