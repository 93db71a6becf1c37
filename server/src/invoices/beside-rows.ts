import { aliasedTable, and, eq, sql } from 'drizzle-orm';
import type { Ctx } from '../context.ts';
import { customerLinks } from '../customers/tables.ts';
import { preparedRows } from '../db/prepared.ts';
import { anyRealm, inRealm, type RealmKey } from '../db/realm.ts';
import { hasUnfinishedDrafts } from '../drafts/store.ts';
import { hasBilledDeal, mayHaveDrift } from '../drift/store.ts';
import { progressColumns, shownProgress } from '../initial-sync/mirror-state.ts';
import { initialSyncs } from '../initial-sync/tables.ts';
import { mayHaveOffers, type OfferParties } from '../invoice-offers/offers.ts';
import { preferences } from '../preferences/tables.ts';
import type { DealBasis } from '../shared/money/deal-value-basis.ts';
import { savedSyncSettings } from '../sync-settings/tables.ts';
import type { DealInvoices, PanelContext } from './contract.ts';
import { basisFrom } from './deal-basis.ts';
import { type InvoiceOwner, type Orphan, orphansOf } from './orphans.ts';
import { dealBases } from './tables.ts';
import type { VisiblePanelContext } from './visible-context.ts';

const ofOrganization = aliasedTable(customerLinks, 'of_organization');
const ofPerson = aliasedTable(customerLinks, 'of_person');

const columns = {
  organizationsId: ofOrganization.customerId,
  organizationsName: ofOrganization.customerName,
  personsId: ofPerson.customerId,
  personsName: ofPerson.customerName,
  value: dealBases.value,
  currency: dealBases.currency,
  basis: dealBases.basis,
  saved: preferences.saved,
  /** Few companies have deleted deals, and the orphans statement is expensive to build. */
  hasDeletedDeals: sql<unknown>`exists (select 1 from deal_presence p
    where p.company_id = ${sql.placeholder('companyId')} and p.gone)`,
  hasMerges: sql<unknown>`exists (select 1 from removed_records r
    where r.company_id = ${sql.placeholder('companyId')} and r.moved_at is not null)`,
  hasDrafts: hasUnfinishedDrafts,
  hasPlan: sql<unknown>`exists (select 1 from plan_entries e
    where e.company_id = ${sql.placeholder('companyId')} and e.realm_id = ${sql.placeholder('realmId')}
    and e.deal_id = ${sql.placeholder('dealId')})`,
  updates: savedSyncSettings.updates,
  ...progressColumns,
  mayHaveOffers,
  mayHaveDrift,
  hasBilledDeal,
};

/** The party's link for the deal's currency, else its main one. */
const linkOf = (links: typeof customerLinks, party: 'organization' | 'person') =>
  and(
    inRealm(links, anyRealm),
    eq(links.party, party),
    eq(links.partyId, sql.placeholder(`${party}Id`)),
    eq(
      links.currency,
      sql`coalesce((select c.currency from customer_links c
        where c.company_id = ${anyRealm.companyId} and c.realm_id = ${anyRealm.realmId}
        and c.party = ${party} and c.party_id = ${sql.placeholder(`${party}Id`)}
        and c.currency = ${sql.placeholder('dealCurrency')}), '')`,
    ),
  );

const ofDeal = and(
  eq(dealBases.companyId, sql.placeholder('companyId')),
  eq(dealBases.dealId, sql.placeholder('dealId')),
);

const ofCompany = eq(preferences.companyId, sql.placeholder('companyId'));

/** One joined statement: a round trip costs more than running the query. */
const statement = preparedRows(columns, (db) =>
  db
    .select(columns)
    .from(sql`(select 1) as one`)
    .leftJoin(ofOrganization, linkOf(ofOrganization, 'organization'))
    .leftJoin(ofPerson, linkOf(ofPerson, 'person'))
    .leftJoin(dealBases, ofDeal)
    .leftJoin(preferences, ofCompany)
    .leftJoin(savedSyncSettings, inRealm(savedSyncSettings, anyRealm))
    .leftJoin(initialSyncs, inRealm(initialSyncs, anyRealm)),
);

type Joined = Awaited<ReturnType<typeof statement>>[number];

/** Columns of a left join are null when no row matches. */
type Row = { [Name in keyof Joined]: Joined[Name] | null };

const partiesOf = (
  context: PanelContext,
  { deals: [deal] }: Pick<VisiblePanelContext, 'deals'>,
) => {
  if (context.of === 'deal') {
    return {
      dealId: context.id,
      organizationId: deal?.organizationId ?? null,
      personId: deal?.personId ?? null,
      dealCurrency: deal?.currency ?? '',
    };
  }
  const { of, id } = context;
  return {
    dealId: null,
    organizationId: of === 'organization' ? id : null,
    personId: of === 'person' ? id : null,
    dealCurrency: '',
  };
};

const customerOf = (row: Row | undefined): DealInvoices['customer'] => {
  if (row?.organizationsId) return { id: row.organizationsId, name: row.organizationsName ?? '' };
  return row?.personsId ? { id: row.personsId, name: row.personsName ?? '' } : null;
};

/** What the panel shows next to the invoices of a context. */
type BesideRows = {
  /**
   * Linked QuickBooks customer with its last known name: the organization's link, else the
   * person's.
   */
  customer: DealInvoices['customer'];
  owner: InvoiceOwner;
  orphans: Orphan[];
  /** Whether the deal's value is compared with invoice totals including or excluding tax. */
  basis: DealBasis;
  /** False when the deal has no unfinished drafts. Always true for other contexts. */
  mayHaveDrafts: boolean;
  /** False when the deal and its invoices have no differences. Always true for other contexts. */
  mayHaveDrift: boolean;
  /**
   * Whether an invoice was created from this deal, so that the deal's rows are compared with it.
   */
  hasBilledDeal: boolean;
  /** Whether the deal has a billing plan; false for other contexts. */
  hasPlan: boolean;
  /** Organization and person whose customers' invoices may be offered; null when there are none. */
  offerParties: OfferParties | null;
  /** Whether changes in QuickBooks are read in the background. */
  updates: boolean;
  /** Progress of the first reading of the invoices; null when there is none. */
  reading: DealInvoices['reading'];
  /** Whether records of the company were merged. */
  hasMerges: boolean;
};

/**
 * Reads the customer, orphans and value basis of a context. Calls no vendor, because the panel's
 * first paint waits for it.
 */
export const besideRows = async (
  ctx: Pick<Ctx, 'db'>,
  realmKey: RealmKey,
  context: PanelContext,
  visible: Pick<VisiblePanelContext, 'deals' | 'party'>,
): Promise<BesideRows> => {
  const parties = partiesOf(context, visible);
  const [row]: Row[] = await statement(ctx.db, { ...realmKey, ...parties });
  const customer = customerOf(row);
  const owner = { party: visible.party, customerId: customer?.id ?? null };
  const orphans = row?.hasDeletedDeals
    ? await orphansOf(ctx.db, realmKey, owner, parties.dealId)
    : [];
  const deal = (context.of === 'deal' && visible.deals[0]) || null;
  const mayHaveDrafts = context.of !== 'deal' || Boolean(row?.hasDrafts);
  const { organizationId, personId } = parties;
  return {
    customer,
    owner,
    orphans,
    basis: basisFrom(deal, row),
    mayHaveDrafts,
    mayHaveDrift: context.of !== 'deal' || Boolean(row?.mayHaveDrift),
    hasBilledDeal: Boolean(row?.hasBilledDeal),
    hasPlan: Boolean(row?.hasPlan),
    hasMerges: Boolean(row?.hasMerges),
    offerParties: row?.mayHaveOffers ? { organizationId, personId } : null,
    updates: row?.updates ?? true,
    reading: row ? shownProgress(row) : null,
  };
};
