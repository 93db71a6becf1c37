import type { OwnedConnection } from '../../connection/invoice-access.ts';
import type { Ctx } from '../../context.ts';
import type { Candidate, Trouble } from '../contract.ts';
import { type LostCustomer, toCandidate } from './candidates.ts';
import { findMergedCustomer } from './find-merged-customer.ts';

/**
 * Finds out whether a customer that can no longer be invoiced is missing, merged or inactive, and
 * the customer it was merged into. Two calls.
 */
export const resolveLostCustomer = async (
  ctx: Ctx,
  connection: OwnedConnection,
  { id: customerId, inactive }: Pick<LostCustomer, 'id' | 'inactive'>,
  dealIds: number[],
): Promise<{ trouble: Trouble; other: Candidate | null }> => {
  // Customers cannot be deleted, so a missing one was merged; an inactive one need not have been.
  const other = await findMergedCustomer(ctx, connection, customerId, inactive ? [] : dealIds);
  if (other) return { trouble: 'merged', other: toCandidate('merged')(other) };
  return { trouble: inactive ? 'inactive' : 'gone', other: null };
};

/** Puts a candidate before the others, once. */
export const withFirst = (first: Candidate | null, candidates: Candidate[]): Candidate[] =>
  first ? [first, ...candidates.filter(({ id }) => id !== first.id)] : candidates;
