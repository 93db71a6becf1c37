import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { isAppError } from '../app-error.ts';
import { writeAudit } from '../audit/store.ts';
import type { Reader, Tx } from '../db/database.ts';
import type { Kind, Work } from '../operations/kinds.ts';
import { begin } from '../operations/store.ts';
import type { NoteDetail } from '../preferences/contract.ts';
import { preferences } from '../preferences/tables.ts';
import { linkIn, type NotedInvoice, type NoteEvent, noteText } from './note-text.ts';

export type { NoteEvent } from './note-text.ts';

type DealNote = { html: string };

/** How much the company's notes tell; the number only until somebody chooses. */
const noteDetailOf = async (db: Reader, companyId: number): Promise<NoteDetail> => {
  const [row] = await db
    .select({ saved: preferences.saved })
    .from(preferences)
    .where(eq(preferences.companyId, companyId))
    .limit(1);
  return row?.saved.notes ?? 'number';
};

/** Tells the deal what happened to an invoice, after the transaction that makes it true. */
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
  const books = { webUrl: work.settings.quickbooks.webUrl, realmId };
  const html = noteText(event, invoice, books, await noteDetailOf(tx, companyId));
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
      subjectId: `${dealId} ${linkIn(html) ?? id}`,
      dealId,
      userId,
      requestId: id,
      body: null,
      data: { html },
    },
    { later: true },
  );
};

/** Writes a note on a deal. One whose response was lost is looked up first, so none stands there twice. */
export const dealNoteKind: Kind<DealNote, null> = {
  name: 'deal_note',
  again: 'until_done',
  asks: false,

  send({ pipedrive, operation }, call) {
    const { companyId, userId, dealId, data } = operation;
    return call(async () => {
      const answer = await pipedrive.addNote({ companyId, userId }, dealId ?? 0, data.html);
      return answer.kind === 'done'
        ? { kind: 'done', value: null, tid: null }
        : { kind: 'unclear', tid: null };
    });
  },

  async recognise({ pipedrive, operation }) {
    const { companyId, userId, dealId, data } = operation;
    const notes = await pipedrive.notes({ companyId, userId }, dealId ?? 0);
    const link = linkIn(data.html);
    const there = link !== null && notes.some((note) => linkIn(note.content) === link);
    return there ? { kind: 'found', value: null } : { kind: 'not_found' };
  },

  apply: async () => null,

  /** Records that the note was given up. */
  async end(tx, { operation, clock }, { fault }) {
    const { companyId, userId, dealId } = operation;
    const details = { why: fault?.code ?? '' };
    const at = clock.now();
    await writeAudit(tx, { companyId, userId, at, action: 'note_given_up', dealId, details });
  },

  /** Somebody whose grant ended may install again; a deal that is gone stays gone. */
  isHopeless: (error) => isAppError(error, 'deal_not_found', 'not_found'),
};
