import { and, eq } from 'drizzle-orm';
import { writeAudit } from '../audit/store.ts';
import { currencyOf } from '../customers/link-currency.ts';
import type { CustomerLinkRow } from '../customers/store.ts';
import { customerLinks } from '../customers/tables.ts';
import type { Reader, Tx } from '../db/database.ts';
import { announceChange } from '../live/changes.ts';
import { nobody } from './tables.ts';

type Party = CustomerLinkRow['party'];
type PartyMerge = { companyId: number; party: Party; from: number; into: number; now: number };

/** A link and the currency of its customer; null while that is unknown. */
type Resolved = { link: CustomerLinkRow; currency: string | null };

/**
 * Moves the customer links of a merged organization or person to the one that remains. Customers of
 * the remaining one stay linked for their currencies, as its main customer too; the history names
 * those that are not moved. Returns the realms of all links, and how many were moved.
 */
export const moveLinks = async (
  tx: Tx,
  { companyId, party, from, into, now }: PartyMerge,
): Promise<{ realmIds: string[]; moved: number }> => {
  const own = await resolve(
    tx,
    await tx
      .select()
      .from(customerLinks)
      .where(ofParty(companyId, party, into)),
  );
  const links = await tx
    .delete(customerLinks)
    .where(ofParty(companyId, party, from))
    .returning();
  // The main one last: another customer of its currency was linked for deals in this currency.
  const ordered = links.toSorted((a, b) => b.currency.localeCompare(a.currency));
  let moved = 0;
  for (const merged of await resolve(tx, ordered)) {
    const { link } = merged;
    const currency = newCurrency(merged, own);
    const isMoved =
      currency !== null && (await insertFree(tx, { ...link, partyId: into, currency }));
    if (isMoved) moved += 1;
    await writeAudit(tx, {
      companyId,
      realmId: link.realmId,
      userId: nobody,
      at: now,
      action: isMoved ? 'customer_link_moved' : 'customer_link_replaced',
      subject: link.customerId,
      details: { name: link.customerName, party, from: String(from), into: String(into) },
    });
    announceChange(tx, { companyId, realmId: link.realmId, dealIds: null });
  }
  return { realmIds: links.map(({ realmId }) => realmId), moved };
};

const ofParty = (companyId: number, party: Party, partyId: number) =>
  and(
    eq(customerLinks.companyId, companyId),
    eq(customerLinks.party, party),
    eq(customerLinks.partyId, partyId),
  );

const resolve = async (tx: Reader, links: CustomerLinkRow[]): Promise<Resolved[]> => {
  const resolved: Resolved[] = [];
  for (const link of links) {
    const currency = link.currency || (await currencyOf(tx, link, link.customerId));
    resolved.push({ link, currency });
  }
  return resolved;
};

/**
 * The currency under which the remaining party, with links of its own, gets a link; null when it
 * keeps its own customer. A main customer whose currency is unknown may have any.
 */
const newCurrency = ({ link, currency }: Resolved, own: Resolved[]): string | null => {
  const theirs = own.filter((one) => one.link.realmId === link.realmId);
  if (theirs.some((one) => one.link.customerId === link.customerId)) return null;
  const hasMain = theirs.some((one) => one.link.currency === '');
  if (currency === null) return hasMain ? null : '';
  if (theirs.some((one) => one.currency === null || one.currency === currency)) return null;
  return hasMain ? currency : link.currency;
};

/** Stores a link unless there is one under its currency; returns whether it was stored. */
const insertFree = async (tx: Tx, link: CustomerLinkRow): Promise<boolean> => {
  const inserted = await tx
    .insert(customerLinks)
    .values(link)
    .onConflictDoNothing()
    .returning({ customerId: customerLinks.customerId });
  return inserted.length > 0;
};
