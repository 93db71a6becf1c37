import { and, desc, eq, gte, lt, type SQL, sql } from 'drizzle-orm';
import type { Reader } from '../db/database.ts';
import { inRealm, type RealmKey } from '../db/realm.ts';
import type { PanelContext } from '../invoices/contract.ts';
import { rowColumns, type StoredRow } from '../invoices/mirror/invoice-row-queries.ts';
import { invoices } from '../invoices/tables.ts';
import { syncSettingsOf } from '../sync-settings/store.ts';

/** The organization and person of a panel; null where it has none. */
export type OfferParties = { organizationId: number | null; personId: number | null };

export type Offers = {
  /** The newest, at most `maxOffers`. */
  rows: StoredRow[];
  count: number;
  /** Unlinked invoices with an issue date before `from`. */
  earlier: number;
  from: string;
};

const maxOffers = 20;

/** Counts end here. */
const maxCounted = 1_000;

/** No invoice of this table row is linked to a deal. */
export const isUnlinked = sql`not exists (select 1 from deal_invoices d
  where d.company_id = invoices.company_id and d.realm_id = invoices.realm_id
  and d.invoice_id = invoices.invoice_id)`;

/**
 * An invoice that Dealbill is creating may be mirrored before its operation is resolved: QuickBooks
 * carries out a repeated request within an hour, and an hour allows for the clocks.
 */
export const mayBeOurs = sql`exists (select 1 from drafts b
  where b.company_id = invoices.company_id and b.realm_id = invoices.realm_id
  and b.state = 'sending' and invoices.created_at >= b.updated_at - 3600000
  and invoices.created_at <= b.updated_at + 7200000)`;

/** Customers linked to the organization, to the person, or to persons of the organization. */
const ofParties = ({ organizationId, personId }: { organizationId: unknown; personId: unknown }) =>
  sql`invoices.customer_id in (select l.customer_id from customer_links l
    where l.company_id = invoices.company_id and l.realm_id = invoices.realm_id
    and ((l.party = 'organization' and l.party_id = ${organizationId})
      or (l.party = 'person' and l.party_id = ${personId})
      or (l.party = 'person' and l.party_id in (select o.person_id from primary_organizations o
        where o.company_id = l.company_id and o.organization_id = ${organizationId}))))`;

/** Pipedrive's ids start at 1. */
const orNone = (id: number | null): number => id ?? 0;

const isDeclined = (where: SQL) => sql`exists (select 1 from declined_offers x
  where x.company_id = invoices.company_id and x.realm_id = invoices.realm_id
  and x.invoice_id = invoices.invoice_id and ${where})`;

const isDeclinedAt = (context: PanelContext, { organizationId, personId }: OfferParties) =>
  isDeclined(sql`((x.of_kind = ${context.of} and x.of_id = ${context.id})
    or (x.of_kind = 'organization' and x.of_id = ${orNone(organizationId)})
    or (x.of_kind = 'person' and x.of_id = ${orNone(personId)}))`);

/**
 * Expression for a prepared statement with the values `companyId`, `realmId`, `organizationId` and
 * `personId`: whether there may be offers. Cheap for the many panels without any.
 */
export const mayHaveOffers = sql<unknown>`exists (select 1 from invoices
  where invoices.company_id = ${sql.placeholder('companyId')}
  and invoices.realm_id = ${sql.placeholder('realmId')}
  and ${ofParties({
    organizationId: sql.placeholder('organizationId'),
    personId: sql.placeholder('personId'),
  })}
  and ${isUnlinked})`;

/**
 * Returns the invoices that are offered to a deal, organization or person: unlinked ones of its
 * customers since the first day of the settings. Null when the settings offer none. Calls no vendor.
 */
export const offersOf = async (
  db: Reader,
  realmKey: RealmKey,
  context: PanelContext,
  parties: OfferParties,
): Promise<Offers | null> => {
  const { created, from } = await syncSettingsOf(db, realmKey);
  if (created === 'nothing') return null;
  const offered = and(
    inRealm(invoices, realmKey),
    ofParties({
      organizationId: orNone(parties.organizationId),
      personId: orNone(parties.personId),
    }),
    eq(invoices.deleted, false),
    eq(invoices.voided, false),
    isUnlinked,
    sql`not ${mayBeOurs}`,
    sql`not ${isDeclinedAt(context, parties)}`,
  );
  const rows = await db
    .select(rowColumns)
    .from(invoices)
    .where(and(offered, gte(invoices.issueDate, from)))
    .orderBy(desc(invoices.issueDate), desc(invoices.createdAt))
    .limit(maxOffers);
  const isFull = rows.length === maxOffers;
  const count = isFull
    ? await countInvoices(db, and(offered, gte(invoices.issueDate, from)))
    : rows.length;
  const earlier = await countInvoices(db, and(offered, lt(invoices.issueDate, from)));
  return { rows, count, earlier, from };
};

/** Counts matching invoices, `maxCounted` at most. */
const countInvoices = async (db: Reader, where: SQL | undefined): Promise<number> => {
  const counted = db
    .select({ one: sql<number>`1`.as('one') })
    .from(invoices)
    .where(where)
    .limit(maxCounted)
    .as('counted');
  const [row] = await db.select({ count: sql<number>`count(*)` }).from(counted);
  return Number(row?.count ?? 0);
};

/** Counts the company's unlinked invoices of linked customers: since `from`, and earlier ones. */
export const countOffers = async (
  db: Reader,
  realmKey: RealmKey,
  from: string,
): Promise<{ offered: number; earlier: number }> => {
  const unlinked = and(
    inRealm(invoices, realmKey),
    sql`invoices.customer_id in (select l.customer_id from customer_links l
      where l.company_id = invoices.company_id and l.realm_id = invoices.realm_id)`,
    eq(invoices.deleted, false),
    eq(invoices.voided, false),
    isUnlinked,
  );
  return {
    offered: await countInvoices(db, and(unlinked, gte(invoices.issueDate, from))),
    earlier: await countInvoices(db, and(unlinked, lt(invoices.issueDate, from))),
  };
};
