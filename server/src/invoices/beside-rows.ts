import { aliasedTable, and, eq, sql } from 'drizzle-orm';
import type { Ctx } from '../context.ts';
import { customerLinks } from '../customers/tables.ts';
import { preparedRows } from '../db/prepared.ts';
import { anyRealm, inRealm, type RealmKey } from '../db/realm.ts';
import { preferences } from '../preferences/tables.ts';
import type { DealBasis } from '../shared/money/deal-value-basis.ts';
import type { DealInvoices, PanelContext } from './contract.ts';
import { basisFrom } from './deal-basis.ts';
import { type Orphan, orphansOf, type Whose } from './orphans.ts';
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
  /** False in most companies: then the statement for orphans, which is slow to build, is skipped. */
  someGone: sql<unknown>`exists (select 1 from deal_presence p
    where p.company_id = ${sql.placeholder('companyId')} and p.gone)`,
};

const linkOf = (links: typeof customerLinks, party: 'organization' | 'person') =>
  and(
    inRealm(links, anyRealm),
    eq(links.party, party),
    eq(links.partyId, sql.placeholder(`${party}Id`)),
  );

const ofDeal = and(
  eq(dealBases.companyId, sql.placeholder('companyId')),
  eq(dealBases.dealId, sql.placeholder('dealId')),
);

const ofCompany = eq(preferences.companyId, sql.placeholder('companyId'));

/** One statement, because each takes longer to send than to answer. */
const statement = preparedRows(columns, (db) =>
  db
    .select(columns)
    .from(sql`(select 1) as one`)
    .leftJoin(ofOrganization, linkOf(ofOrganization, 'organization'))
    .leftJoin(ofPerson, linkOf(ofPerson, 'person'))
    .leftJoin(dealBases, ofDeal)
    .leftJoin(preferences, ofCompany),
);

type Joined = Awaited<ReturnType<typeof statement>>[number];

/** What was joined is null where there is none. */
type Row = { [Name in keyof Joined]: Joined[Name] | null };

const partiesOf = (context: PanelContext, { deals: [deal] }: VisiblePanelContext) => {
  if (context.of === 'deal') {
    return {
      dealId: context.id,
      organizationId: deal?.organizationId ?? null,
      personId: deal?.personId ?? null,
    };
  }
  const { of, id } = context;
  return {
    dealId: null,
    organizationId: of === 'organization' ? id : null,
    personId: of === 'person' ? id : null,
  };
};

const customerOf = (row: Row | undefined): DealInvoices['customer'] => {
  if (row?.organizationsId) return { id: row.organizationsId, name: row.organizationsName ?? '' };
  return row?.personsId ? { id: row.personsId, name: row.personsName ?? '' } : null;
};

/** What the panel shows beside the invoices of a place. */
type BesideRows = {
  /** Which customer is linked, by the name we knew last: of a deal its organization's, then its person's. */
  customer: DealInvoices['customer'];
  whose: Whose;
  orphans: Orphan[];
  /** Whether the deal's value is compared with tax or without. */
  basis: DealBasis;
};

/** Reads our own rows alone: the panel's first paint waits for it. */
export const besideRows = async (
  ctx: Pick<Ctx, 'db'>,
  realmKey: RealmKey,
  context: PanelContext,
  visible: VisiblePanelContext,
): Promise<BesideRows> => {
  const parties = partiesOf(context, visible);
  const [row]: Row[] = await statement(ctx.db, { ...realmKey, ...parties });
  const customer = customerOf(row);
  const whose = { party: visible.party, customerId: customer?.id ?? null };
  const orphans = row?.someGone ? await orphansOf(ctx.db, realmKey, whose, parties.dealId) : [];
  const deal = (context.of === 'deal' && visible.deals[0]) || null;
  return { customer, whose, orphans, basis: basisFrom(deal, row) };
};
