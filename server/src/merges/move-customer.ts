import { and, eq, inArray, sql } from 'drizzle-orm';
import { writeAudit } from '../audit/store.ts';
import { moveRecipients } from '../customers/recipients.ts';
import { linkedName } from '../customers/store.ts';
import { customerLinks } from '../customers/tables.ts';
import type { Reader, Tx } from '../db/database.ts';
import { inRealm, type RealmKey } from '../db/realm.ts';
import { drafts } from '../drafts/tables.ts';
import { syncRanges } from '../invoice-list/tables.ts';
import { announceChange } from '../live/changes.ts';
import { mirroredNamesById } from '../names/names-by-id.ts';
import { markRecords } from '../pipedrive-fields/dirty-records.ts';
import type { DraftContent } from '../shared/contract/draft-content.ts';
import { type Moved, nobody } from './tables.ts';

type CustomerMerge = RealmKey & {
  from: string;
  into: { id: string; name: string };
  now: number;
};

const chosenIn = (content: DraftContent): string | null => {
  const { choice } = content.customer;
  return choice.kind === 'existing' ? choice.id : null;
};

/** The unfinished drafts of a realm that name this customer. */
const draftsNaming = async (tx: Reader, realmKey: RealmKey, customerId: string) => {
  const naming = sql`cast(${drafts.content} as text) like ${`%"${customerId}"%`}`;
  const rows = await tx
    .select()
    .from(drafts)
    .where(and(inRealm(drafts, realmKey), sql`${drafts.state} in ('editing', 'sending')`, naming));
  return rows.filter(({ content }) => chosenIn(content) === customerId);
};

/** Whether a draft that names the customer is being sent; it keeps what was sent until resolved. */
export const isCustomerInFlight = async (
  tx: Reader,
  realmKey: RealmKey,
  customerId: string,
): Promise<boolean> =>
  (await draftsNaming(tx, realmKey, customerId)).some(({ state }) => state === 'sending');

/**
 * Points links, recipients and drafts of a merged customer to the one that remains, marks the linked
 * organizations and persons for an update of their fields, and writes the history. Several of them
 * may then have the same customer.
 */
export const moveCustomer = async (
  tx: Tx,
  { from, into, now, ...realmKey }: CustomerMerge,
): Promise<Moved> => {
  const { companyId, realmId } = realmKey;
  const nameOf = await mirroredNamesById(tx, realmKey, [{ kind: 'Customer', id: from }]);
  const linked = await linkedName(tx, { ...realmKey, customerId: from });
  const name = linked || nameOf({ kind: 'Customer', id: from });
  const links = await tx
    .update(customerLinks)
    .set({ customerId: into.id, customerName: into.name })
    .where(and(inRealm(customerLinks, realmKey), eq(customerLinks.customerId, from)))
    .returning();
  const parties = links.map(({ party, partyId }) => ({ of: party, recordId: partyId }));
  await markRecords(tx, realmKey, parties, now);
  for (const { party, partyId } of links) {
    await writeAudit(tx, {
      companyId,
      realmId,
      userId: nobody,
      at: now,
      action: 'customer_merged',
      subject: into.id,
      details: { name: into.name, from, party, partyId: String(partyId) },
    });
  }
  await moveRecipients(tx, { ...realmKey, from, into: into.id, now });
  let moved = 0;
  for (const draft of await draftsNaming(tx, realmKey, from)) {
    const { choice } = draft.content.customer;
    if (draft.state !== 'editing' || choice.kind !== 'existing') continue;
    const customer = { ...draft.content.customer, choice: { ...choice, ...into } };
    const { estimate } = draft.content;
    const moves = estimate?.customerId === from && { ...estimate, customerId: into.id };
    // Keeps its version, so that a form that is open can still save what was typed.
    await tx
      .update(drafts)
      .set({
        content: { ...draft.content, customer, ...(moves && { estimate: moves }) },
        summary: { ...draft.summary, customerName: into.name },
      })
      .where(and(eq(drafts.id, draft.id), eq(drafts.version, draft.version)));
    moved += 1;
    announceChange(tx, { companyId, realmId, dealIds: [draft.dealId] });
  }
  // Their lists may lack invoices of the other customer that are not mirrored.
  await tx
    .delete(syncRanges)
    .where(and(inRealm(syncRanges, realmKey), inArray(syncRanges.customerId, [from, into.id])));
  if (links.length > 0) announceChange(tx, { companyId, realmId, dealIds: null });
  return { invoices: 0, drafts: moved, links: links.length, ...(name && { name }) };
};
