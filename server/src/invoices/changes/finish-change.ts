import { and, eq, not } from 'drizzle-orm';
import { writeAudit } from '../../audit/store.ts';
import type { Doors } from '../../context.ts';
import type { Tx } from '../../db/open-database.ts';
import { dealNote, type NoteEvent } from '../../outbox/deal-note.ts';
import { noteDetailOf, postLater } from '../../outbox/store.ts';
import type { BooksInvoice } from '../../quickbooks/told.ts';
import { linkedDealIsGone } from '../gone-deals.ts';
import { markDeleted, mirrorInvoices } from '../mirror/mirror.ts';
import type { BooksKey } from '../mirror/row-statements.ts';
import { dealInvoices } from '../tables.ts';
import { tracesOf } from './actions/all.ts';
import { type Change, endChange } from './change-store.ts';

/** What the deals of an invoice are told; they were told of its creation. */
const noted: Partial<Record<Change['kind'], NoteEvent>> = { void: 'voided', delete: 'deleted' };

/**
 * A change is known to have happened: all that follows from it, in one transaction. `now` null when
 * nothing is left of the invoice. Nothing changes when somebody else has concluded it already.
 */
export const changeIsDone = async (
  { db, clock, settings }: Pick<Doors, 'db' | 'clock' | 'settings'>,
  change: Change,
  { now, tid }: { now: BooksInvoice | null; tid: string | null },
): Promise<void> => {
  const { companyId, realmId, userId, invoiceId, asked, dealId } = change;
  const { entry, details } = tracesOf[change.kind];
  const reading = { readAt: clock.now(), how: 'action' as const };
  const { number, total, currency } = asked.was;
  const event = noted[change.kind];
  const detail = await noteDetailOf(db, companyId);
  const books = { webUrl: settings.quickbooks.webUrl, realmId };
  const was = { id: invoiceId, number, total, currency };
  const note = event ? dealNote(event, was, books, detail) : null;
  db.transaction((tx) => {
    if (!endChange(tx, change, { state: 'done', tid })) return;
    if (now === null) markDeleted(tx, { companyId, realmId }, [invoiceId], reading);
    // A company that keeps one currency may leave it out of the answer to a write.
    else {
      const facts = { ...now, currency: now.currency || currency };
      const voided = change.kind === 'void' ? { voided: true } : {};
      mirrorInvoices(tx, { companyId, realmId }, [facts], reading, voided);
    }
    writeAudit(tx, {
      companyId,
      userId,
      at: change.sentAt,
      action: entry,
      realmId,
      dealId,
      subject: invoiceId,
      details: { number, total, currency, ...details?.(asked) },
    });
    if (note === null) return;
    for (const linked of dealsOf(tx, { companyId, realmId }, invoiceId)) {
      const message = { companyId, userId, dealId: linked, content: note, now: clock.now() };
      postLater(tx, { ...message, kind: 'deal_note' });
    }
  });
};

/** Each note is a call to Pipedrive; one on a deal that is gone would be refused. */
const mostNotes = 20;

const dealsOf = (tx: Tx, { companyId, realmId }: BooksKey, invoiceId: string): number[] =>
  tx
    .select({ dealId: dealInvoices.dealId })
    .from(dealInvoices)
    .where(
      and(
        eq(dealInvoices.companyId, companyId),
        eq(dealInvoices.realmId, realmId),
        eq(dealInvoices.invoiceId, invoiceId),
        not(linkedDealIsGone),
      ),
    )
    .limit(mostNotes)
    .all()
    .map(({ dealId }) => dealId);
