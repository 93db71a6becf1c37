import { isAppError } from '../../app-error.ts';
import { todayIn } from '../../clock.ts';
import { storedProfile } from '../../company-profile/store.ts';
import { type OwnedConnection, ownedConnection } from '../../connection/invoice-access.ts';
import type { Ctx } from '../../context.ts';
import type { NumberPattern } from '../../preferences/contract.ts';
import { checkPattern } from '../../preferences/number-fields.ts';
import { numberByPattern } from './propose-invoice-number.ts';

type PreviewInput = { dealId: number; numberPattern: NumberPattern };

/** Throws invalid_input for a pattern that cannot be used, not_owner, and what the gateways throw. */
export const previewNumber = async (ctx: Ctx, { dealId, numberPattern }: PreviewInput) => {
  const connection = await ownersConnection(ctx);
  checkPattern(numberPattern);
  const deal = await ctx.dealCheck.fresh(ctx, dealId);
  const stored = connection && (await storedProfile(ctx.db, ctx.companyId, connection.realmId));
  const date = todayIn(stored?.profile.zone ?? 'UTC', ctx.clock.now());
  const numbered = { deal, date, draftId: null };
  const proposal = await numberByPattern(ctx, connection, numberPattern, numbered);
  return { ...proposal, dealTitle: deal.title };
};

/** Null before QuickBooks is connected, and while its connection has ended. */
const ownersConnection = async (ctx: Ctx): Promise<OwnedConnection | null> => {
  try {
    return await ownedConnection(ctx);
  } catch (error) {
    if (isAppError(error, 'not_connected')) return null;
    throw error;
  }
};
