import type { OwnedConnection } from '../../connection/owned-connection.ts';
import type { Ctx } from '../../context.ts';
import type { Candidate, Trouble } from '../contract.ts';
import { because, type LostCustomer } from './candidates.ts';
import { findMergedCustomer } from './find-merged-customer.ts';

/**
 * What became of a customer that can no longer be invoiced, and whose its invoices are now, if that can
 * be told. Two calls.
 */
export const resolveLostCustomer = async (
  ctx: Ctx,
  connection: OwnedConnection,
  { id, inactive }: Pick<LostCustomer, 'id' | 'inactive'>,
  dealIds: number[],
): Promise<{ trouble: Trouble; other: Candidate | null }> => {
  // Nobody can delete a customer, so one that is gone was merged; an inactive one may just rest.
  const other = await findMergedCustomer(ctx, connection, id, inactive ? [] : dealIds);
  if (other) return { trouble: 'merged', other: because('merged')(other) };
  return { trouble: inactive ? 'inactive' : 'gone', other: null };
};

/** Whoever took a lost customer's place stands before all others. */
export const otherFirst = (other: Candidate | null, candidates: Candidate[]): Candidate[] =>
  other ? [other, ...candidates.filter(({ id }) => id !== other.id)] : candidates;
