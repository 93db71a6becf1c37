import { and, desc, eq } from 'drizzle-orm';
import { isAppError } from '../app-error.ts';
import type { Ctx } from '../context.ts';
import { customerLinks } from '../customers/tables.ts';
import { inRealm, type RealmKey } from '../db/realm.ts';
import { requireGrant } from '../install/service.ts';
import type { Deal } from '../pipedrive/gateway.ts';
import type { PartyRef } from '../pipedrive/party-check.ts';
import type { InvoicePage } from './contract.ts';
import { remainingDeals } from './remaining-deals.ts';
import { dealInvoices } from './tables.ts';

/** Each title may cost a Pipedrive call. */
const maxDeals = 20;

/** Each name costs a Pipedrive call. */
const maxParties = 4;

type Belonging = Pick<InvoicePage, 'linkedDeals' | 'parties'>;

/** Null when this user may not see it; `fallback` while Pipedrive is unavailable. */
const visible = async <Value>(read: Promise<Value>, fallback: Value): Promise<Value | null> => {
  try {
    return await read;
  } catch (error) {
    if (isAppError(error, 'deal_not_found', 'not_found', 'pipedrive_forbidden')) return null;
    if (isAppError(error, 'pipedrive_unavailable', 'pipedrive_busy')) return fallback;
    throw error;
  }
};

/** Base URL of the pages of a kind of record in Pipedrive; append the record's id. */
export const pageUrl = async (ctx: Ctx, of: 'deal' | PartyRef['of']): Promise<string> =>
  `${(await requireGrant(ctx)).apiDomain}/${of}/`;

/** Base URL of deal pages in Pipedrive; append the deal's id. */
export const dealUrl = (ctx: Ctx): Promise<string> => pageUrl(ctx, 'deal');

type SeenDeal = Pick<Deal, 'id' | 'title'> & Partial<Deal>;

/**
 * Returns the deals an invoice is linked to, last linked first, with their titles in Pipedrive, and
 * the organizations and persons that it belongs to through them or through its customer.
 */
export const belongsTo = async (
  ctx: Ctx,
  realmKey: RealmKey,
  { invoiceId, customerId }: { invoiceId: string; customerId: string },
): Promise<Belonging> => {
  const [links, linkedParties] = await Promise.all([
    ctx.db
      .select({ dealId: dealInvoices.dealId })
      .from(dealInvoices)
      .where(and(inRealm(dealInvoices, realmKey), eq(dealInvoices.invoiceId, invoiceId)))
      .orderBy(desc(dealInvoices.linkedAt))
      .limit(maxDeals),
    ctx.db
      .select({ of: customerLinks.party, id: customerLinks.partyId })
      .from(customerLinks)
      .where(and(inRealm(customerLinks, realmKey), eq(customerLinks.customerId, customerId)))
      .orderBy(desc(customerLinks.linkedAt))
      .limit(maxParties),
  ]);
  const linkedIds = links.map(({ dealId }) => dealId);
  const remaining = await remainingDeals(ctx.db, ctx.companyId, linkedIds);
  const existing = [...new Set([...remaining.values()].filter((dealId) => dealId !== null))];
  const deleted = linkedIds.filter((dealId) => remaining.get(dealId) === null);
  const deals = await Promise.all(
    existing.map((dealId) =>
      visible<SeenDeal>(ctx.dealCheck(ctx, dealId), { id: dealId, title: '' }),
    ),
  );
  const seen = deals.filter((deal) => deal !== null);
  const url = await dealUrl(ctx);
  return {
    linkedDeals: [
      ...seen.map(({ id, title }) => ({ id, title, url: `${url}${id}` })),
      ...(await deletedDeals(ctx, deleted)),
    ],
    parties: await namedParties(ctx, [...seen.flatMap(partiesOf), ...linkedParties]),
  };
};

const deletedDeals = async (ctx: Ctx, dealIds: number[]): Promise<Belonging['linkedDeals']> => {
  const titleOf = await ctx.recordNames(
    ctx,
    dealIds.map((id) => ({ of: 'deal', id })),
  );
  return dealIds.map((id) => ({ id, title: titleOf({ of: 'deal', id }), url: null }));
};

const partiesOf = ({ organizationId, personId }: SeenDeal): PartyRef[] => [
  ...(organizationId ? [{ of: 'organization' as const, id: organizationId }] : []),
  ...(personId ? [{ of: 'person' as const, id: personId }] : []),
];

const namedParties = async (ctx: Ctx, parties: PartyRef[]): Promise<Belonging['parties']> => {
  const unique = [...new Map(parties.map((one) => [`${one.of} ${one.id}`, one])).values()];
  const named = await Promise.all(
    unique.slice(0, maxParties).map(async ({ of, id }) => {
      const read = ctx.pipedrive[of](ctx, id).then(({ name }) => name);
      const name = await visible(read, '');
      return name === null ? [] : [{ of, id, name, url: `${await pageUrl(ctx, of)}${id}` }];
    }),
  );
  return named.flat();
};
