import { and, eq, or } from 'drizzle-orm';
import type { Db } from '../db/open-database.ts';
import { customerLinks } from './tables.ts';

export type CustomerLinkRow = typeof customerLinks.$inferSelect;

/** Remembers which customer an organization or a person is; inside a transaction when `db` is one. */
export const linkCustomer = (db: Pick<Db, 'insert'>, link: CustomerLinkRow): void => {
  const { companyId: _c, realmId: _r, party: _p, partyId: _i, ...known } = link;
  db.insert(customerLinks)
    .values(link)
    .onConflictDoUpdate({
      target: [
        customerLinks.companyId,
        customerLinks.realmId,
        customerLinks.party,
        customerLinks.partyId,
      ],
      set: known,
    })
    .run();
};

/** The customers that a deal's organization and person were linked to, the organization's first. */
export const linksOf = async (
  db: Db,
  books: { companyId: number; realmId: string },
  deal: { organizationId: number | null; personId: number | null },
): Promise<CustomerLinkRow[]> => {
  const rows = db
    .select()
    .from(customerLinks)
    .where(
      and(
        eq(customerLinks.companyId, books.companyId),
        eq(customerLinks.realmId, books.realmId),
        or(isParty('organization', deal.organizationId), isParty('person', deal.personId)),
      ),
    )
    .all();
  return rows.toSorted((a, b) => a.party.localeCompare(b.party));
};

/** No id matches nothing: Pipedrive numbers from 1. */
const isParty = (party: CustomerLinkRow['party'], id: number | null) =>
  and(eq(customerLinks.party, party), eq(customerLinks.partyId, id ?? 0));
