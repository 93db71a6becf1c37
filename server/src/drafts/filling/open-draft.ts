import { AppError } from '../../app-error.ts';
import { activeConnection, ownedConnection } from '../../connection/owned-connection.ts';
import type { Ctx } from '../../context.ts';
import { fallbackWhenUnavailable } from '../../fallback-when-unavailable.ts';
import type { DraftForm } from '../contract.ts';
import { type Draft, draftById, unfinishedDrafts } from '../store.ts';
import { freshForm } from './fresh-form.ts';
import { reopenedForm } from './reopened-form.ts';

type OpenInput = { dealId: number; draftId: string | null; fresh: boolean };

/**
 * Which draft *+ Invoice* shows: the one asked for; else one that is on its way, whatever was asked;
 * else the latest unfinished one, unless a fresh form was asked for.
 */
const pick = async (ctx: Ctx, realmId: string, input: OpenInput): Promise<Draft | null> => {
  const realmKey = { companyId: ctx.companyId, realmId };
  if (input.draftId) {
    const asked = await draftById(ctx.db, realmKey, input.draftId);
    if (asked?.dealId !== input.dealId) throw new AppError('not_found');
    return asked;
  }
  const [first] = await unfinishedDrafts(ctx.db, realmKey, [input.dealId]);
  const show = first && (first.state !== 'editing' || !input.fresh);
  return show ? draftById(ctx.db, realmKey, first.id) : null;
};

/**
 * The form: a draft as it was left, or a fresh one filled from the deal. While Pipedrive does not answer,
 * a draft opens by what is kept of its deal.
 */
export const openDraft = async (ctx: Ctx, input: OpenInput): Promise<DraftForm> => {
  const connection = await ownedConnection(ctx);
  const known = await ctx.dealCheck(ctx, input.dealId);
  const draft = await pick(ctx, connection.realmId, input);
  if (!draft) {
    const active = await activeConnection(ctx);
    return freshForm(ctx, active, await ctx.dealCheck.fresh(ctx, known.id));
  }
  const whole = await fallbackWhenUnavailable(() => ctx.dealCheck.fresh(ctx, known.id), null);
  return reopenedForm(ctx, connection, whole ?? { ...known, fields: {} }, draft);
};
