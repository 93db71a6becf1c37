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
import { inLinkOrder } from './link-order.ts';
import { customerLinks } from './tables.ts';

export type CustomerLinkRow = typeof customerLinks.$inferSelect;

/** A link whose currency `linkCurrency` decides. */
export type NewLink = Omit<CustomerLinkRow, 'currency'>;

/** Stores a customer of an organization or person, replacing an earlier link of this currency. */
export const linkCustomer = async (
  tx: Tx,
  link: typeof customerLinks.$inferInsert,
): Promise<void> => {
  const { companyId: _c, realmId: _r, party: _p, partyId: _i, currency: _u, ...columns } = link;
  await tx
    .insert(customerLinks)
    .values(link)
    .onConflictDoUpdate({
      target: [
        customerLinks.companyId,
        customerLinks.realmId,
        customerLinks.party,
        customerLinks.partyId,
        customerLinks.currency,
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
  { companyId, realmId, party, partyId }: NewLink,
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

type LinkKey = Pick<CustomerLinkRow, 'companyId' | 'realmId' | 'party' | 'partyId' | 'currency'>;

/** The link of a party for deals in a currency, or of its main customer with an empty one. */
export const partyLink = async (tx: Reader, link: LinkKey): Promise<CustomerLinkRow | null> => {
  const [row] = await tx.select().from(customerLinks).where(byKey(link)).limit(1);
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

/**
 * Links a created customer, under the currency that `linkCurrency` decided, unless another was
 * linked after its creation was requested.
 */
export const linkCreated = async (tx: Tx, link: CustomerLinkRow): Promise<void> => {
  const previous = await partyLink(tx, link);
  if (!previous || previous.linkedAt <= link.linkedAt) await linkCustomer(tx, link);
};

/** The deal's organization, person and currency; without a currency, main customers apply. */
export type DealParties = {
  organizationId: number | null;
  personId: number | null;
  currency?: string | undefined;
};

/** Returns the links of a deal's organization and person in the order of `inLinkOrder`. */
export const customerLinksOf = async (
  db: Reader,
  realmKey: { companyId: number; realmId: string },
  deal: DealParties,
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
  return inLinkOrder(rows, deal.currency);
};

/** A missing id becomes 0, which matches nothing: Pipedrive ids start at 1. */
const isParty = (party: CustomerLinkRow['party'], partyId: number | null) =>
  and(eq(customerLinks.party, party), eq(customerLinks.partyId, partyId ?? 0));

const byKey = ({ companyId, realmId, party, partyId, currency }: LinkKey) =>
  and(
    inRealm(customerLinks, { companyId, realmId }),
    eq(customerLinks.party, party),
    eq(customerLinks.partyId, partyId),
    eq(customerLinks.currency, currency),
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
 * Links a party to a customer, under the currency that `linkCurrency` decided, and audits it,
 * unless a later link is stored. Linking the customer that is linked already updates only its name.
 * Runs inside the given transaction.
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
      .where(and(byKey(link), eq(customerLinks.customerId, customerId)))
      .returning({ customerId: customerLinks.customerId });
    if (deleted.length === 0) return;
    const details = { name: customerName };
    const action = 'customer_unlinked';
    await writeAudit(tx, { ...by, companyId, realmId, action, subject: customerId, details });
    await markParty(tx, link, by.at);
    announceCustomer(tx, { companyId, realmId });
  });
};
