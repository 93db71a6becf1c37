import type { Candidate } from '@dealbill/server/contract/customers';
import { takesName } from '@dealbill/server/shared/text/full-name';

/** By what customers that may be meant are looked for. */
export type Buyer = { name: string; email: string };

/** Whoever took a lost customer's place is meant whatever name is typed. */
export const mergedFirst = (opened: Candidate[], candidates: Candidate[]): Candidate[] => {
  const other = opened.find(({ reason }) => reason === 'merged');
  return other ? [other, ...candidates.filter(({ id }) => id !== other.id)] : candidates;
};

/**
 * Customers that a new one may double. One in another currency is none: it could not stand for the new
 * one (Intuit: Customer, CurrencyRef).
 */
export const doubledBy = (currency: string, candidates: Candidate[]): Candidate[] =>
  candidates.filter((one) => !one.currency || !currency || one.currency === currency);

/** Whether QuickBooks would refuse this name, as far as is known here; one linked before may be our own. */
export const isTaken = (name: string, candidates: Candidate[]): boolean =>
  candidates.some((one) => one.reason !== 'saved_link' && takesName(one.name, name));
