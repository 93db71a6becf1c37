import { and, desc, eq, or } from 'drizzle-orm';
import { writeAudit } from '../audit/store.ts';
import type { Db, Reader, Tx } from '../db/database.ts';
import { inRealm } from '../db/realm.ts';
import { transact } from '../db/transact.ts';
import { invoices } from '../invoices/tables.ts';
import { folded } from '../shared/text/folded.ts';
import { isSubName } from '../shared/text/full-name.ts';
import { customerLinks } from './tables.ts';

export type CustomerLinkRow = typeof customerLinks.$inferSelect;

/** Remembers which customer an organization or a person is. */
export const linkCustomer = async (tx: Tx, link: CustomerLinkRow): Promise<void> => {
  const { companyId: _c, realmId: _r, party: _p, partyId: _i, ...known } = link;
  await tx
    .insert(customerLinks)
    .values(link)
    .onConflictDoUpdate({
      target: [
        customerLinks.companyId,
        customerLinks.realmId,
        customerLinks.party,
        customerLinks.partyId,
      ],
      set: known,
    });
  await nameInvoices(tx, link, link.customerName);
};

/** Invoices that came before the link, of a sub-customer: told without its parents, they follow it. */
const nameInvoices = async (
  tx: Tx,
  { companyId, realmId, customerId }: Pick<CustomerLinkRow, 'companyId' | 'realmId' | 'customerId'>,
  name: string,
): Promise<void> => {
  if (!isSubName(name)) return;
  await tx
    .update(invoices)
    .set({ customerName: name, searchedName: folded(name) })
    .where(and(inRealm(invoices, { companyId, realmId }), eq(invoices.customerId, customerId)));
};

/** Which customer a party is linked to. */
export const partyLink = async (
  tx: Reader,
  link: Pick<CustomerLinkRow, 'companyId' | 'realmId' | 'party' | 'partyId'>,
): Promise<CustomerLinkRow | null> => {
  const [row] = await tx.select().from(customerLinks).where(byParty(link)).limit(1);
  return row ?? null;
};

/** Remembers a customer that was created, unless somebody has linked another since it was asked for. */
export const linkCreated = async (tx: Tx, link: CustomerLinkRow): Promise<void> => {
  const before = await partyLink(tx, link);
  if (!before || before.linkedAt <= link.linkedAt) await linkCustomer(tx, link);
};

/** The customers that a deal's organization and person were linked to, the organization's first. */
export const linksOf = async (
  db: Reader,
  realmKey: { companyId: number; realmId: string },
  deal: { organizationId: number | null; personId: number | null },
): Promise<CustomerLinkRow[]> => {
  const rows = await db
    .select()
    .from(customerLinks)
    .where(
      and(
        inRealm(customerLinks, realmKey),
        or(isParty('organization', deal.organizationId), isParty('person', deal.personId)),
      ),
    );
  return rows.toSorted((a, b) => a.party.localeCompare(b.party));
};

/** No id matches nothing: Pipedrive numbers from 1. */
const isParty = (party: CustomerLinkRow['party'], id: number | null) =>
  and(eq(customerLinks.party, party), eq(customerLinks.partyId, id ?? 0));

const byParty = ({
  companyId,
  realmId,
  party,
  partyId,
}: Pick<CustomerLinkRow, 'companyId' | 'realmId' | 'party' | 'partyId'>) =>
  and(
    inRealm(customerLinks, { companyId, realmId }),
    eq(customerLinks.party, party),
    eq(customerLinks.partyId, partyId),
  );

/** The name of a customer that an organization or person is linked to; null where none is. */
export const linkedName = async (
  tx: Reader,
  { companyId, realmId, customerId }: Pick<CustomerLinkRow, 'companyId' | 'realmId' | 'customerId'>,
): Promise<string | null> => {
  const [link] = await tx
    .select({ name: customerLinks.customerName })
    .from(customerLinks)
    .where(
      and(inRealm(customerLinks, { companyId, realmId }), eq(customerLinks.customerId, customerId)),
    )
    .orderBy(desc(customerLinks.linkedAt))
    .limit(1);
  return link?.name ?? null;
};

/** Keeps what QuickBooks calls a linked customer now. */
export const renameLinked = async (
  tx: Tx,
  { companyId, realmId, customerId }: CustomerLinkRow,
  name: string,
): Promise<void> => {
  await tx
    .update(customerLinks)
    .set({ customerName: name })
    .where(
      and(inRealm(customerLinks, { companyId, realmId }), eq(customerLinks.customerId, customerId)),
    );
  await nameInvoices(tx, { companyId, realmId, customerId }, name);
};

/**
 * Says who a party is, whatever was said before, inside a transaction; what was said later stands. Who says
 * what it was already changes neither why nor since when: at most the name.
 */
export const takeCustomer = async (
  tx: Tx,
  link: CustomerLinkRow,
  dealId: number | null,
): Promise<void> => {
  const before = await partyLink(tx, link);
  if (before?.customerId === link.customerId) {
    await renameLinked(tx, link, link.customerName);
    return;
  }
  if (before && before.linkedAt > link.linkedAt) return;
  await linkCustomer(tx, link);
  await writeAudit(tx, {
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
  await transact(db, async (tx) => {
    const gone = await tx
      .delete(customerLinks)
      .where(and(byParty(link), eq(customerLinks.customerId, customerId)))
      .returning({ id: customerLinks.customerId });
    if (gone.length === 0) return;
    const details = { name: customerName };
    const action = 'customer_unlinked';
    await writeAudit(tx, { ...by, companyId, realmId, action, subject: customerId, details });
  });
};
