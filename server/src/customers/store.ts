import { and, desc, eq, or } from 'drizzle-orm';
import { writeAudit } from '../audit/store.ts';
import type { Db, Tx } from '../db/open-database.ts';
import { invoices } from '../invoices/tables.ts';
import { folded } from '../shared/folded.ts';
import { isSubName } from '../shared/full-name.ts';
import { customerLinks } from './tables.ts';

export type CustomerLinkRow = typeof customerLinks.$inferSelect;

/** Remembers which customer an organization or a person is; inside a transaction when `db` is one. */
export const linkCustomer = (db: Pick<Db, 'insert' | 'update'>, link: CustomerLinkRow): void => {
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
  nameInvoices(db, link, link.customerName);
};

/** Invoices that came before the link, of a sub-customer: told without its parents, they follow it. */
const nameInvoices = (
  db: Pick<Db, 'update'>,
  { companyId, realmId, customerId }: Pick<CustomerLinkRow, 'companyId' | 'realmId' | 'customerId'>,
  name: string,
): void => {
  if (!isSubName(name)) return;
  db.update(invoices)
    .set({ customerName: name, searchedName: folded(name) })
    .where(
      and(
        eq(invoices.companyId, companyId),
        eq(invoices.realmId, realmId),
        eq(invoices.customerId, customerId),
      ),
    )
    .run();
};

const linkNow = (tx: Pick<Db, 'select'>, link: CustomerLinkRow): CustomerLinkRow | undefined =>
  tx.select().from(customerLinks).where(byParty(link)).get();

/** Remembers a customer that was created, unless somebody has linked another since it was asked for. */
export const linkCreated = (tx: Tx, link: CustomerLinkRow): void => {
  const before = linkNow(tx, link);
  if (!before || before.linkedAt <= link.linkedAt) linkCustomer(tx, link);
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

const byParty = ({ companyId, realmId, party, partyId }: CustomerLinkRow) =>
  and(
    eq(customerLinks.companyId, companyId),
    eq(customerLinks.realmId, realmId),
    eq(customerLinks.party, party),
    eq(customerLinks.partyId, partyId),
  );

/** The name of a customer that an organization or person is linked to; null where none is. */
export const linkedName = (
  tx: Pick<Db, 'select'>,
  { companyId, realmId, customerId }: Pick<CustomerLinkRow, 'companyId' | 'realmId' | 'customerId'>,
): string | null =>
  tx
    .select({ name: customerLinks.customerName })
    .from(customerLinks)
    .where(
      and(
        eq(customerLinks.companyId, companyId),
        eq(customerLinks.realmId, realmId),
        eq(customerLinks.customerId, customerId),
      ),
    )
    .orderBy(desc(customerLinks.linkedAt))
    .limit(1)
    .get()?.name ?? null;

/** Keeps what QuickBooks calls a linked customer now. */
export const renameLinked = (
  db: Pick<Db, 'update'>,
  { companyId, realmId, customerId }: CustomerLinkRow,
  name: string,
): void => {
  db.update(customerLinks)
    .set({ customerName: name })
    .where(
      and(
        eq(customerLinks.companyId, companyId),
        eq(customerLinks.realmId, realmId),
        eq(customerLinks.customerId, customerId),
      ),
    )
    .run();
  nameInvoices(db, { companyId, realmId, customerId }, name);
};

/**
 * Says who a party is, whatever was said before, inside a transaction; what was said later stands. Who says
 * what it was already changes neither why nor since when: at most the name.
 */
export const takeCustomer = (tx: Tx, link: CustomerLinkRow, dealId: number | null): void => {
  const before = linkNow(tx, link);
  if (before?.customerId === link.customerId) {
    renameLinked(tx, link, link.customerName);
    return;
  }
  if (before && before.linkedAt > link.linkedAt) return;
  linkCustomer(tx, link);
  writeAudit(tx, {
    companyId: link.companyId,
    realmId: link.realmId,
    userId: link.linkedById,
    at: link.linkedAt,
    action: 'customer_linked',
    dealId,
    subject: link.customerId,
    details: { name: link.customerName, ...(before && { before: before.customerName }) },
  });
};

/** Forgets who a party is; its invoices stay where they are. */
export const forgetCustomer = async (
  db: Db,
  link: CustomerLinkRow,
  by: { userId: number; at: number; dealId: number | null },
): Promise<void> => {
  const { companyId, realmId, customerId, customerName } = link;
  db.transaction((tx) => {
    const gone = tx
      .delete(customerLinks)
      .where(and(byParty(link), eq(customerLinks.customerId, customerId)))
      .run();
    if (gone.changes === 0) return;
    const details = { name: customerName };
    const action = 'customer_unlinked';
    writeAudit(tx, { ...by, companyId, realmId, action, subject: customerId, details });
  });
};
