import { and, asc, eq, or, sql } from 'drizzle-orm';
import { customerLinks } from '../customers/tables.ts';
import type { Db } from '../db/open-database.ts';
import { prepared } from '../db/prepared.ts';
import type { DealInvoices, PanelPlace } from './contract.ts';
import type { SeenPanelPlace } from './place.ts';
import type { BooksKey } from './row-statements.ts';

const isParty = (party: 'organization' | 'person') =>
  and(eq(customerLinks.party, party), eq(customerLinks.partyId, sql.placeholder(party)));

const statement = prepared((db) =>
  db
    .select({ id: customerLinks.customerId, name: customerLinks.customerName })
    .from(customerLinks)
    .where(
      and(
        eq(customerLinks.companyId, sql.placeholder('companyId')),
        eq(customerLinks.realmId, sql.placeholder('realmId')),
        or(isParty('organization'), isParty('person')),
      ),
    )
    .orderBy(asc(customerLinks.party))
    .limit(1)
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
  const parties =
    place.of === 'deal'
      ? { organization: deal?.organizationId ?? 0, person: deal?.personId ?? 0 }
      : // No id matches nothing: Pipedrive numbers from 1.
        { organization: 0, person: 0, [place.of]: place.id };
  return statement(db).get({ ...books, ...parties }) ?? null;
};
