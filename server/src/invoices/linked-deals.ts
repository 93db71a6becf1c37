import { and, desc, eq } from 'drizzle-orm';
import { isAppError } from '../app-error.ts';
import type { Ctx } from '../context.ts';
import { inRealm, type RealmKey } from '../db/realm.ts';
import { requireGrant } from '../install/service.ts';
import type { InvoicePage } from './contract.ts';
import { dealInvoices } from './tables.ts';

/** Each title may cost a Pipedrive call. */
const maxDeals = 20;

type LinkedDeal = InvoicePage['linkedDeals'][number];

/** Null when this user may not see the deal; empty while Pipedrive is unavailable. */
const titleOf = async (ctx: Ctx, dealId: number): Promise<string | null> => {
  try {
    return (await ctx.dealCheck(ctx, dealId)).title;
  } catch (error) {
    if (isAppError(error, 'deal_not_found', 'pipedrive_forbidden')) return null;
    if (isAppError(error, 'pipedrive_unavailable', 'pipedrive_busy')) return '';
    throw error;
  }
};

/** Base URL of deal pages in Pipedrive; append the deal's id. */
export const dealUrl = async (ctx: Ctx): Promise<string> =>
  `${(await requireGrant(ctx)).apiDomain}/deal/`;

/** Returns the deals an invoice is linked to, last linked first, with their titles in Pipedrive. */
export const linkedDeals = async (
  ctx: Ctx,
  realmKey: RealmKey,
  invoiceId: string,
): Promise<LinkedDeal[]> => {
  const url = await dealUrl(ctx);
  const links = await ctx.db
    .select({ dealId: dealInvoices.dealId })
    .from(dealInvoices)
    .where(and(inRealm(dealInvoices, realmKey), eq(dealInvoices.invoiceId, invoiceId)))
    .orderBy(desc(dealInvoices.linkedAt))
    .limit(maxDeals);
  const deals = await Promise.all(
    links.map(async ({ dealId }) => ({
      id: dealId,
      title: await titleOf(ctx, dealId),
      url: `${url}${dealId}`,
    })),
  );
  return deals.flatMap(({ title, ...deal }) => (title === null ? [] : [{ ...deal, title }]));
};
