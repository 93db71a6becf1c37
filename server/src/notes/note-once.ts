import { and, eq } from 'drizzle-orm';
import { connectionForRealm } from '../connection/invoice-access.ts';
import type { Reader, Tx } from '../db/database.ts';
import { inRealm, type RealmKey } from '../db/realm.ts';
import { dealInvoices, dealPresence } from '../invoices/tables.ts';
import type { NoteEvent } from '../preferences/contract.ts';
import { postDealNote } from './deal-note.ts';
import { noteSettingsOf } from './note-settings.ts';
import type { NotedInvoice } from './note-text.ts';
import { notedEvents } from './tables.ts';

/** An event of an invoice, found by comparing two reads of it. */
export type InvoiceEvent = {
  event: NoteEvent;
  invoice: NotedInvoice;
  /** Names the event; a note is written only if one of the keys is new. */
  keys: string[];
};

/**
 * Writes a note about each event on the invoice's deals, once, as the connection owner. Does nothing
 * for an event that the company has switched off.
 */
export const noteOnce = async (
  tx: Tx,
  realmKey: RealmKey,
  events: InvoiceEvent[],
  now: number,
): Promise<void> => {
  const { companyId, realmId } = realmKey;
  const settings = await noteSettingsOf(tx, companyId);
  const connection = await connectionForRealm(tx, companyId, realmId);
  for (const { event, invoice, keys } of events) {
    const newKeys = await rememberEvents(tx, realmKey, invoice.id, keys, now);
    const [mark] = newKeys;
    if (mark === undefined || !connection || !settings.events.has(event)) continue;
    for (const dealId of await dealsOf(tx, realmKey, invoice.id)) {
      const note = { event, invoice, dealId, userId: connection.ownerId, mark };
      await postDealNote(tx, realmKey, note, settings, now);
    }
  }
};

/** Stores what needs no note any more, and returns the keys that were new. */
export const rememberEvents = async (
  tx: Tx,
  { companyId, realmId }: RealmKey,
  invoiceId: string,
  keys: string[],
  now: number,
): Promise<string[]> => {
  if (keys.length === 0) return [];
  const rows = [...new Set(keys)]
    .toSorted()
    .map((key) => ({ companyId, realmId, invoiceId, key, at: now }));
  const stored = await tx
    .insert(notedEvents)
    .values(rows)
    .onConflictDoNothing()
    .returning({ key: notedEvents.key });
  return stored.map(({ key }) => key).toSorted();
};

/** Each note is a Pipedrive call. */
const maxNotes = 20;

/** The deals of an invoice, without those known to be deleted: Pipedrive refuses notes on them. */
const dealsOf = async (tx: Reader, realmKey: RealmKey, invoiceId: string): Promise<number[]> => {
  const rows = await tx
    .select({ dealId: dealInvoices.dealId, gone: dealPresence.gone })
    .from(dealInvoices)
    .leftJoin(
      dealPresence,
      and(
        eq(dealPresence.companyId, dealInvoices.companyId),
        eq(dealPresence.dealId, dealInvoices.dealId),
      ),
    )
    .where(and(inRealm(dealInvoices, realmKey), eq(dealInvoices.invoiceId, invoiceId)));
  return rows.flatMap(({ dealId, gone }) => (gone ? [] : [dealId])).slice(0, maxNotes);
};
