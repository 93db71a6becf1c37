import type { Ctx } from '../context.ts';
import { fallbackWhenUnavailable } from '../fallback-when-unavailable.ts';
import type { Deal } from '../pipedrive/gateway.ts';
import type { PartyRef } from '../pipedrive/party-check.ts';
import type { Context, PanelContext } from './contract.ts';

/** What stands behind a place that the user may see. */
export type VisiblePanelContext = {
  deals: Deal[];
  /** Whose customer is meant there: the organization or person itself, or the deal's. */
  party: PartyRef | null;
};

/** The same for the whole company, whose deals are all of them. */
export type VisibleContext = { deals: Deal[] | null; party: PartyRef | null };

/** Whose deal it is: its organization's, else its person's. */
export const partyOf = ({ organizationId, personId }: Deal): PartyRef | null => {
  if (organizationId !== null) return { of: 'organization', id: organizationId };
  return personId === null ? null : { of: 'person', id: personId };
};

/**
 * Whether this user may see the deal, organization or person, asked with their own grant; a yes is kept
 * for five minutes. Throws `AppError` deal_not_found, not_found and what Pipedrive's calls throw.
 */
export const visiblePanelContext = async (
  ctx: Ctx,
  context: PanelContext,
): Promise<VisiblePanelContext> => {
  const { of, id } = context;
  if (of === 'deal') {
    const deal = await ctx.dealCheck(ctx, id);
    return { deals: [deal], party: partyOf(deal) };
  }
  const { deals } = await ctx.partyCheck(ctx, { of, id });
  return { deals, party: { of, id } };
};

/**
 * The same as it is in Pipedrive now, so that a deal's value is the one on its page; what we knew stands
 * for it while Pipedrive does not answer.
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

/** The same for the company's own list as well, which whoever sees invoices sees whole. */
export const visibleContext = async (ctx: Ctx, context: Context): Promise<VisibleContext> =>
  context.of === 'company' ? { deals: null, party: null } : visiblePanelContext(ctx, context);

/** The deals behind a place as the store asks for them. */
export const dealIdsOf = ({ deals }: VisibleContext): number[] | null =>
  deals?.map(({ id }) => id) ?? null;
