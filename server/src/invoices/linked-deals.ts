import { and, desc, eq } from 'drizzle-orm';
import { isAppError } from '../app-error.ts';
import type { Ctx } from '../context.ts';
import { inRealm, type RealmKey } from '../db/realm.ts';
import { requireGrant } from '../install/service.ts';
import type { InvoicePage } from './contract.ts';
import { dealInvoices } from './tables.ts';

/** More than one likes to read, and each may be a call. */
const mostDeals = 20;

type LinkedDeal = InvoicePage['linkedDeals'][number];

/** Nothing for a deal that this user may not see; without its title while Pipedrive does not answer. */
const titleOf = async (ctx: Ctx, dealId: number): Promise<string | null> => {
  try {
    return (await ctx.dealCheck(ctx, dealId)).title;
  } catch (error) {
    if (isAppError(error, 'deal_not_found', 'pipedrive_forbidden')) return null;
    if (isAppError(error, 'pipedrive_unavailable', 'pipedrive_busy')) return '';
    throw error;
  }
};

/** Where Pipedrive shows a deal, but for its id at the end. */
export const dealUrl = async (ctx: Ctx): Promise<string> =>
  `${(await requireGrant(ctx)).apiDomain}/deal/`;

/** The deals an invoice is linked to, the last linked first, with their titles in Pipedrive. */
export const linkedDeals = async (
  ctx: Ctx,
  realmKey: RealmKey,
  invoiceId: string,
): Promise<LinkedDeal[]> => {
  const url = await dealUrl(ctx);
  const links = await ctx.db
    .select({ id: dealInvoices.dealId })
    .from(dealInvoices)
    .where(and(inRealm(dealInvoices, realmKey), eq(dealInvoices.invoiceId, invoiceId)))
    .orderBy(desc(dealInvoices.linkedAt))
    .limit(mostDeals);
  const deals = await Promise.all(
    links.map(async ({ id }) => ({
      id,
      title: await titleOf(ctx, id),
      url: `${url}${id}`,
    })),
  );
  return deals.flatMap(({ title, ...deal }) => (title === null ? [] : [{ ...deal, title }]));
};
