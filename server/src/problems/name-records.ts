import type { Ctx } from '../context.ts';
import { pageUrl } from '../invoices/linked-deals.ts';
import { remainingDeals } from '../invoices/remaining-deals.ts';
import type { PartyRef } from '../pipedrive/party-check.ts';
import type { Problem } from './contract.ts';

type Concerned = { dealId: number | null; party: PartyRef | null };

/** Names and URLs of what rows concern in Pipedrive. */
export const nameRecords = async (ctx: Ctx, rows: Concerned[]) => {
  const dealIds = rows.flatMap(({ dealId }) => dealId ?? []);
  const remaining = await remainingDeals(ctx.db, ctx.companyId, dealIds);
  const shownId = (dealId: number) => remaining.get(dealId) ?? dealId;
  const nameOf = await ctx.recordNames(ctx, [
    ...dealIds.map((dealId) => ({ of: 'deal' as const, id: shownId(dealId) })),
    ...rows.flatMap(({ party }) => party ?? []),
  ]);
  const urls = {
    deal: await pageUrl(ctx, 'deal'),
    organization: await pageUrl(ctx, 'organization'),
    person: await pageUrl(ctx, 'person'),
  };
  return {
    deal: (dealId: number): NonNullable<Problem['deal']> => ({
      id: dealId,
      title: nameOf({ of: 'deal', id: shownId(dealId) }),
      url: remaining.get(dealId) === null ? null : `${urls.deal}${shownId(dealId)}`,
    }),
    party: (party: PartyRef): NonNullable<Problem['party']> => ({
      ...party,
      name: nameOf(party),
      url: `${urls[party.of]}${party.id}`,
    }),
  };
};
