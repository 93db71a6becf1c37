import { and, eq, sql } from 'drizzle-orm';
import { customerLinks } from '../customers/tables.ts';
import type { Db } from '../db/open-database.ts';
import { preparedRows } from '../db/prepared.ts';
import type { DealInvoices, PanelPlace } from './contract.ts';
import type { BooksKey } from './mirror/row-statements.ts';
import type { SeenPanelPlace } from './place.ts';

const columns = { id: customerLinks.customerId, name: customerLinks.customerName };

const ofParty = preparedRows(columns, (db) =>
  db
    .select(columns)
    .from(customerLinks)
    .where(
      and(
        eq(customerLinks.companyId, sql.placeholder('companyId')),
        eq(customerLinks.realmId, sql.placeholder('realmId')),
        eq(customerLinks.party, sql.placeholder('of')),
        eq(customerLinks.partyId, sql.placeholder('id')),
      ),
    )
    .prepare(),
);

/**
 * Which customer is linked where the panel stands, by the name we knew last: of a deal its organization's,
 * then its person's. Null where nobody is. Stands in the way of the panel's first paint.
 */
export const linkedCustomerName = async (
  db: Db,
  books: BooksKey,
  place: PanelPlace,
  { deals: [deal] }: SeenPanelPlace,
): Promise<DealInvoices['customer']> => {
  const parties = place.of === 'deal' ? partiesOf(deal) : [place];
  for (const { of, id } of parties) {
    const [customer] = id === null ? [] : ofParty(db, { ...books, of, id });
    if (customer) return customer;
  }
  return null;
};

const partiesOf = (deal: SeenPanelPlace['deals'][number] | undefined) => [
  { of: 'organization', id: deal?.organizationId ?? null },
  { of: 'person', id: deal?.personId ?? null },
];
