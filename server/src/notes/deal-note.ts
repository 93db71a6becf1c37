import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { isAppError } from '../app-error.ts';
import { writeAudit } from '../audit/store.ts';
import type { Reader, Tx } from '../db/database.ts';
import type { Kind, Work } from '../operations/kinds.ts';
import { begin } from '../operations/store.ts';
import type { NoteDetail } from '../preferences/contract.ts';
import { preferences } from '../preferences/tables.ts';
import { invoiceLinkIn, type NotedInvoice, type NoteEvent, noteText } from './note-text.ts';

export type { NoteEvent } from './note-text.ts';

type DealNote = { html: string };

/** Returns the company's setting; `number` until one is saved. */
const noteDetailOf = async (db: Reader, companyId: number): Promise<NoteDetail> => {
  const [row] = await db
    .select({ saved: preferences.saved })
    .from(preferences)
    .where(eq(preferences.companyId, companyId))
    .limit(1);
  return row?.saved.notes ?? 'number';
};

/**
 * Queues a note on the deal about an event of an invoice, sent once the transaction has committed.
 */
export const postDealNote = async (
  tx: Tx,
  work: Work<unknown>,
  {
    event,
    invoice,
    dealId,
    userId,
  }: { event: NoteEvent; invoice: NotedInvoice; dealId: number; userId: number },
): Promise<void> => {
  const { companyId, realmId } = work.operation;
  const quickbooks = { webUrl: work.settings.quickbooks.webUrl, realmId };
  const html = noteText(event, invoice, quickbooks, await noteDetailOf(tx, companyId));
  if (html === null) return;
  const id = randomUUID();
  await begin<DealNote>(
    tx,
    work,
    {
      companyId,
      realmId,
      id,
      kind: 'deal_note',
      subject: 'deal_note',
      subjectId: `${dealId} ${invoiceLinkIn(html) ?? id}`,
      dealId,
      userId,
      requestId: id,
      body: null,
      data: { html },
    },
    { later: true },
  );
};

/**
 * Writes a note on a deal. After a lost response it looks the note up first, so none is written
 * twice.
 */
export const dealNoteKind: Kind<DealNote, null> = {
  name: 'deal_note',
  again: 'until_done',
  asks: false,

  send({ pipedrive, operation }, call) {
    const { companyId, userId, dealId, data } = operation;
    return call(async () => {
      const response = await pipedrive.addNote({ companyId, userId }, dealId ?? 0, data.html);
      return response.kind === 'done'
        ? { kind: 'done', value: null, tid: null }
        : { kind: 'unclear', tid: null };
    });
  },

  async recognise({ pipedrive, operation }) {
    const { companyId, userId, dealId, data } = operation;
    const notes = await pipedrive.notes({ companyId, userId }, dealId ?? 0);
    const link = invoiceLinkIn(data.html);
    const found = link !== null && notes.some((note) => invoiceLinkIn(note.content) === link);
    return found ? { kind: 'found', value: null } : { kind: 'not_found' };
  },

  apply: async () => null,

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
