import type { Ctx } from '../context.ts';
import type { Deal } from '../pipedrive/gateway.ts';
import type { PartyRef } from '../pipedrive/party-check.ts';
import { fallbackWhenUnavailable } from '../vendor-calls/fallback-when-unavailable.ts';
import type { Context, PanelContext } from './contract.ts';

/** Deals and party of a context that the user may see. */
export type VisiblePanelContext = {
  deals: Deal[];
  /** The organization or person itself, or the deal's. */
  party: PartyRef | null;
  /** Name of the organization or person of the context; null for a deal. */
  partyName: string | null;
};

/** The same for the whole company; `deals` is null for all of them. */
export type VisibleContext = { deals: Deal[] | null; party: PartyRef | null };

/** The deal's organization, else its person. */
export const partyOf = ({ organizationId, personId }: Deal): PartyRef | null => {
  if (organizationId !== null) return { of: 'organization', id: organizationId };
  return personId === null ? null : { of: 'person', id: personId };
};

/**
 * Checks with the user's own grant that the deal, organization or person is visible; caches success
 * for five minutes. Throws `AppError` deal_not_found, not_found and the errors of Pipedrive calls.
 */
export const visiblePanelContext = async (
  ctx: Ctx,
  context: PanelContext,
): Promise<VisiblePanelContext> => {
  const { of, id } = context;
  if (of === 'deal') {
    const deal = await ctx.dealCheck(ctx, id);
    return { deals: [deal], party: partyOf(deal), partyName: null };
  }
  const { deals, party } = await ctx.partyCheck(ctx, { of, id });
  return { deals, party: { of, id }, partyName: party.name };
};

/**
 * Like `visiblePanelContext`, reading Pipedrive again so that a deal's value is current. Uses the
 * cached response while Pipedrive is unavailable.
 */
export const freshPanelContext = async (
  ctx: Ctx,
  context: PanelContext,
): Promise<VisiblePanelContext> => {
  const { of, id } = context;
  await fallbackWhenUnavailable<unknown>(
    () => (of === 'deal' ? ctx.dealCheck.now(ctx, id) : ctx.partyCheck.now(ctx, { of, id })),
    null,
  );
  return visiblePanelContext(ctx, context);
};

/**
 * Like `visiblePanelContext`, and unrestricted for the company list, which every user with access
 * sees in full.
 */
export const visibleContext = async (ctx: Ctx, context: Context): Promise<VisibleContext> =>
  context.of === 'company' ? { deals: null, party: null } : visiblePanelContext(ctx, context);

/** Ids of the visible deals; null for the whole company. */
export const dealIdsOf = ({ deals }: VisibleContext): number[] | null =>
  deals?.map(({ id }) => id) ?? null;
