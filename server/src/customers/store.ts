import { and, asc, desc, eq, ne, or } from 'drizzle-orm';
import { writeAudit } from '../audit/store.ts';
import type { Db, Reader, Tx } from '../db/database.ts';
import { inRealm } from '../db/realm.ts';
import { transact } from '../db/transact.ts';
import { invoices } from '../invoices/tables.ts';
import { announceChange } from '../live/changes.ts';
import { markRecord } from '../pipedrive-fields/dirty-records.ts';
import { folded } from '../shared/text/folded.ts';
import { isSubName } from '../shared/text/full-name.ts';
import { customerLinks } from './tables.ts';

export type CustomerLinkRow = typeof customerLinks.$inferSelect;

/** Stores the customer of an organization or person, replacing an earlier link. */
export const linkCustomer = async (tx: Tx, link: CustomerLinkRow): Promise<void> => {
  const { companyId: _c, realmId: _r, party: _p, partyId: _i, ...columns } = link;
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
      set: columns,
    });
  await renameInvoices(tx, link, link.customerName);
  await markParty(tx, link, link.linkedAt);
  announceCustomer(tx, link);
};

/** The fields of an organization or person follow the invoices of its customer. */
const markParty = (
  tx: Tx,
  { companyId, realmId, party, partyId }: CustomerLinkRow,
  now: number,
): Promise<void> => markRecord(tx, { companyId, realmId }, { of: party, recordId: partyId }, now);

/** Panels of an organization or person and of all their deals show the customer. */
const announceCustomer = (
  tx: Tx,
  { companyId, realmId }: Pick<CustomerLinkRow, 'companyId' | 'realmId'>,
): void => announceChange(tx, { companyId, realmId, dealIds: null });

/**
 * Gives mirrored invoices of a linked sub-customer its full name: QuickBooks sends it without
 * parents.
 */
const renameInvoices = async (
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

export const partyLink = async (
  tx: Reader,
  link: Pick<CustomerLinkRow, 'companyId' | 'realmId' | 'party' | 'partyId'>,
): Promise<CustomerLinkRow | null> => {
  const [row] = await tx.select().from(customerLinks).where(byParty(link)).limit(1);
  return row ?? null;
};

/** Links of other organizations and persons to the same customer, the oldest first. */
export const otherLinks = async (
  db: Reader,
  { companyId, realmId, party, partyId, customerId }: CustomerLinkRow,
): Promise<CustomerLinkRow[]> =>
  db
    .select()
    .from(customerLinks)
    .where(
      and(
        inRealm(customerLinks, { companyId, realmId }),
        eq(customerLinks.customerId, customerId),
        or(ne(customerLinks.party, party), ne(customerLinks.partyId, partyId)),
      ),
    )
    .orderBy(asc(customerLinks.linkedAt), asc(customerLinks.partyId));

/** Links a created customer, unless another was linked after its creation was requested. */
export const linkCreated = async (tx: Tx, link: CustomerLinkRow): Promise<void> => {
  const previous = await partyLink(tx, link);
  if (!previous || previous.linkedAt <= link.linkedAt) await linkCustomer(tx, link);
};

/** Returns the links of a deal's organization and person, the organization's first. */
export const customerLinksOf = async (
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

/** A missing id becomes 0, which matches nothing: Pipedrive ids start at 1. */
const isParty = (party: CustomerLinkRow['party'], partyId: number | null) =>
  and(eq(customerLinks.party, party), eq(customerLinks.partyId, partyId ?? 0));

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

/** Returns the stored name of a linked customer from its latest link; null without one. */
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

/** Stores the current QuickBooks name of a linked customer in its links and mirrored invoices. */
export const renameLinked = async (
  tx: Tx,
  { companyId, realmId, customerId }: CustomerLinkRow,
  name: string,
): Promise<void> => {
  const renamed = await tx
    .update(customerLinks)
    .set({ customerName: name })
    .where(
      and(
        inRealm(customerLinks, { companyId, realmId }),
        eq(customerLinks.customerId, customerId),
        ne(customerLinks.customerName, name),
      ),
    )
    .returning({ party: customerLinks.party });
  await renameInvoices(tx, { companyId, realmId, customerId }, name);
  if (renamed.length > 0) announceCustomer(tx, { companyId, realmId });
};

/**
 * Links a party to a customer and audits it, unless a later link is stored. Linking the customer
 * that is linked already updates only its name. Runs inside the given transaction.
 */
export const replaceLink = async (
  tx: Tx,
  link: CustomerLinkRow,
  dealId: number | null,
): Promise<void> => {
  const previous = await partyLink(tx, link);
  if (previous?.customerId === link.customerId) {
    await renameLinked(tx, link, link.customerName);
    return;
  }
  if (previous && previous.linkedAt > link.linkedAt) return;
  await linkCustomer(tx, link);
  await writeAudit(tx, {
    companyId: link.companyId,
    realmId: link.realmId,
    userId: link.linkedById,
    at: link.linkedAt,
    action: 'customer_linked',
    dealId,
    subject: link.customerId,
    details: { name: link.customerName, ...(previous && { before: previous.customerName }) },
  });
};

/** Deletes a link and audits it; invoices stay linked to their deals. */
export const deleteLink = async (
  db: Db,
  link: CustomerLinkRow,
  by: { userId: number; at: number; dealId: number | null },
): Promise<void> => {
  const { companyId, realmId, customerId, customerName } = link;
  await transact(db, async (tx) => {
    const deleted = await tx
      .delete(customerLinks)
      .where(and(byParty(link), eq(customerLinks.customerId, customerId)))
      .returning({ customerId: customerLinks.customerId });
    if (deleted.length === 0) return;
    const details = { name: customerName };
    const action = 'customer_unlinked';
    await writeAudit(tx, { ...by, companyId, realmId, action, subject: customerId, details });
    await markParty(tx, link, by.at);
    announceCustomer(tx, { companyId, realmId });
  });
};
