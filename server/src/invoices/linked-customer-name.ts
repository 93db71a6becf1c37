import { and, eq, sql } from 'drizzle-orm';
import { customerLinks } from '../customers/tables.ts';
import type { Reader } from '../db/database.ts';
import { preparedRows } from '../db/prepared.ts';
import { anyRealm, inRealm, type RealmKey } from '../db/realm.ts';
import type { DealInvoices, PanelPlace } from './contract.ts';
import type { SeenPanelPlace } from './place.ts';

const columns = { id: customerLinks.customerId, name: customerLinks.customerName };

const ofParty = preparedRows(columns, (db) =>
  db
    .select(columns)
    .from(customerLinks)
    .where(
      and(
        inRealm(customerLinks, anyRealm),
        eq(customerLinks.party, sql.placeholder('of')),
        eq(customerLinks.partyId, sql.placeholder('id')),
      ),
    ),
);

/**
 * Which customer is linked where the panel stands, by the name we knew last: of a deal its organization's,
 * then its person's. Null where nobody is. Stands in the way of the panel's first paint.
 */
export const linkedCustomerName = async (
  db: Reader,
  books: RealmKey,
  place: PanelPlace,
  { deals: [deal] }: SeenPanelPlace,
): Promise<DealInvoices['customer']> => {
  const parties = place.of === 'deal' ? partiesOf(deal) : [place];
  for (const { of, id } of parties) {
    const [customer] = id === null ? [] : await ofParty(db, { ...books, of, id });
    if (customer) return customer;
  }
  return null;
};

const partiesOf = (deal: SeenPanelPlace['deals'][number] | undefined) => [
  { of: 'organization', id: deal?.organizationId ?? null },
  { of: 'person', id: deal?.personId ?? null },
];
