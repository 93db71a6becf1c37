import { createHash, randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { isAppError } from '../app-error.ts';
import { writeAudit } from '../audit/store.ts';
import type { Tx } from '../db/database.ts';
import type { RealmKey } from '../db/realm.ts';
import { dealPresence } from '../invoices/tables.ts';
import type { Kind, Work } from '../operations/kinds.ts';
import { enqueue } from '../operations/store.ts';
import type { NoteEvent } from '../preferences/contract.ts';
import type { NoteSettings } from './note-settings.ts';
import { invoiceLinkIn, type NotedInvoice, type NoteText, noteText } from './note-text.ts';

/** The text is made when the note is sent; operations of older versions contain it. */
type DealNote = { html: string } | { note: NoteText };

type NewNote = {
  event: NoteEvent;
  invoice: NotedInvoice;
  dealId: number;
  userId: number;
  /** Tells notes about the same event of an invoice apart, such as two payments. */
  mark: string;
};

/** Queues a note on the deal about an event of an invoice, if the company wants it. */
export const postDealNote = async (
  tx: Tx,
  { companyId, realmId }: RealmKey,
  { event, invoice, dealId, userId, mark }: NewNote,
  { detail, events }: NoteSettings,
  now: number,
): Promise<void> => {
  if (detail === 'none' || !events.has(event)) return;
  const id = randomUUID();
  const anchor = anchorOf(event, mark);
  await enqueue<DealNote>(
    tx,
    {
      companyId,
      realmId,
      id,
      kind: 'deal_note',
      subject: 'deal_note',
      subjectId: `${dealId} ${invoice.id}#${anchor}`,
      dealId,
      userId,
      requestId: id,
      body: null,
      data: { note: { event, invoice, detail, anchor } },
    },
    now,
  );
};

const anchorLength = 10;

/** Part of the note's link by which a note is found again; empty for the creation. */
const anchorOf = (event: NoteEvent, mark: string): string => {
  if (event === 'created') return '';
  if (event === 'voided' || event === 'deleted') return event;
  const digest = createHash('sha256').update(mark).digest('hex').slice(0, anchorLength);
  return `${event}-${digest}`;
};

const htmlOf = ({ operation, settings }: Work<DealNote>): string => {
  const { data, realmId } = operation;
  if ('html' in data) return data.html;
  return noteText(data.note, { webUrl: settings.quickbooks.webUrl, realmId });
};

/**
 * The deal's row also says when the deal was checked last: never, when this makes the row. Our own
 * note is no reason to read the deal's notes.
 */
const rememberNote = async (
  tx: Tx,
  companyId: number,
  dealId: number,
  noteId: number,
): Promise<void> => {
  await tx
    .insert(dealPresence)
    .values({ companyId, dealId, gone: false, checkedAt: 0, noteId, notesSeen: 1 })
    .onConflictDoUpdate({
      target: [dealPresence.companyId, dealPresence.dealId],
      set: { noteId, notesSeen: sql`coalesce(${dealPresence.notesSeen}, 0) + 1` },
    });
};

/**
 * Writes a note on a deal. After a lost response it looks the note up first, so none is written
 * twice. The value is the id of the note.
 */
export const dealNoteKind: Kind<DealNote, number> = {
  name: 'deal_note',
  again: 'until_done',
  asks: false,

  send(work, call) {
    const { pipedrive, operation } = work;
    const { companyId, userId, dealId } = operation;
    return call(async () => {
      const response = await pipedrive.addNote({ companyId, userId }, dealId ?? 0, htmlOf(work));
      return response.kind === 'done'
        ? { kind: 'done', value: response.id, tid: null }
        : { kind: 'unclear', tid: null };
    });
  },

  async recognise(work) {
    const { pipedrive, operation } = work;
    const { companyId, userId, dealId } = operation;
    const notes = await pipedrive.notes({ companyId, userId }, dealId ?? 0);
    const link = invoiceLinkIn(htmlOf(work));
    const found = notes.find((note) => link !== null && invoiceLinkIn(note.content) === link);
    return found ? { kind: 'found', value: found.id } : { kind: 'not_found' };
  },

  async apply(tx, { operation: { companyId, dealId } }, noteId) {
    if (dealId !== null) await rememberNote(tx, companyId, dealId, noteId);
    return null;
  },

  async end(tx, { operation, clock }, { fault }) {
    const { companyId, userId, dealId } = operation;
    await writeAudit(tx, {
      companyId,
      userId,
      at: clock.now(),
      action: 'note_given_up',
      dealId,
      details: { why: fault?.code ?? '' },
    });
  },

  /**
   * A deleted deal does not come back; a user whose grant ended may install again, so that is
   * retried.
   */
  isHopeless: (error) => isAppError(error, 'deal_not_found', 'not_found'),
};
