import { AppError } from '../app-error.ts';
import { type ConnectedRealm, realmOf } from '../company-profile/connected-realm.ts';
import type { Ctx } from '../context.ts';
import { wrong } from '../shared/checks/field-problems.ts';

/**
 * Reads an account that items can be sold on from QuickBooks. Throws invalid_input with a problem
 * of `accountId` when it is inactive, deleted or of another type.
 */
export const usableAccount = async (
  ctx: Ctx,
  connection: ConnectedRealm,
  accountId: string,
): Promise<{ id: string; name: string }> => {
  const account = await ctx.quickbooks.account(realmOf(connection), accountId);
  if (account?.active && account.isIncome) return { id: account.id, name: account.name };
  const fields = wrong('accountId', 'income_account_unusable', account?.name);
  throw new AppError('invalid_input', { fields });
};
