import { AppError } from '../../app-error.ts';
import { openEntry } from '../../billing-plans/store.ts';
import { activeConnection, ownedConnection } from '../../connection/invoice-access.ts';
import type { Ctx } from '../../context.ts';
import { fallbackWhenUnavailable } from '../../vendor-calls/fallback-when-unavailable.ts';
import type { DraftForm } from '../contract.ts';
import { type Draft, draftById, unfinishedDrafts } from '../store.ts';
import { freshForm } from './fresh-form.ts';
import { reopenedForm } from './reopened-form.ts';

type OpenInput = {
  dealId: number;
  draftId: string | null;
  fresh: boolean;
  difference?: boolean;
  entryId?: string | undefined;
};

/**
 * Selects the draft that *+ Invoice* opens: the requested one, else one that is being sent, else
 * the latest unfinished one unless a fresh form was requested.
 */
const selectDraft = async (ctx: Ctx, realmId: string, input: OpenInput): Promise<Draft | null> => {
  const realmKey = { companyId: ctx.companyId, realmId };
  if (input.draftId) {
    const requested = await draftById(ctx.db, realmKey, input.draftId);
    if (requested?.dealId !== input.dealId) throw new AppError('not_found');
    return requested;
  }
  const [first] = await unfinishedDrafts(ctx.db, realmKey, [input.dealId]);
  const isFresh = input.fresh || input.difference === true;
  const show = first && (first.state !== 'editing' || !isFresh);
  return show ? draftById(ctx.db, realmKey, first.id) : null;
};

/**
 * Returns the form of a stored draft, or a fresh one filled from the deal. While Pipedrive is
 * unavailable, a stored draft opens with the stored deal.
 */
export const openDraft = async (ctx: Ctx, input: OpenInput): Promise<DraftForm> => {
  const connection = await ownedConnection(ctx);
  const storedDeal = await ctx.dealCheck(ctx, input.dealId);
  const { realmId } = connection;
  const { dealId, entryId } = input;
  const key = { companyId: ctx.companyId, realmId, dealId };
  const entry = entryId === undefined ? null : await openEntry(ctx.db, key, entryId);
  // Null also when it was discarded: the form is filled again, and saved to the same draft.
  const draft = entry
    ? await draftById(ctx.db, key, entry.draftId)
    : await selectDraft(ctx, realmId, input);
  if (!draft) {
    const active = await activeConnection(ctx);
    const deal = await ctx.dealCheck.fresh(ctx, storedDeal.id);
    return freshForm(ctx, active, deal, { entry, difference: input.difference ?? false });
  }
  const freshDeal = await fallbackWhenUnavailable(
    () => ctx.dealCheck.fresh(ctx, storedDeal.id),
    null,
  );
  return reopenedForm(ctx, connection, freshDeal ?? { ...storedDeal, fields: {} }, draft);
};
