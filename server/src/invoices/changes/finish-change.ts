import { writeAudit } from '../../audit/store.ts';
import type { Doors } from '../../context.ts';
import type { BooksInvoice } from '../../quickbooks/told.ts';
import { markDeleted, mirrorInvoices } from '../mirror/mirror.ts';
import { tracesOf } from './actions/all.ts';
import { type Change, endChange } from './change-store.ts';

/**
 * A change is known to have happened: all that follows from it, in one transaction. `now` null when
 * nothing is left of the invoice. Nothing changes when somebody else has concluded it already.
 */
export const changeIsDone = async (
  { db, clock }: Pick<Doors, 'db' | 'clock'>,
  change: Change,
  { now, tid }: { now: BooksInvoice | null; tid: string | null },
): Promise<void> => {
  const { companyId, realmId, userId, invoiceId, asked, dealId } = change;
  const { entry, details } = tracesOf[change.kind];
  const reading = { readAt: clock.now(), how: 'action' as const };
  const { number, total, currency } = asked.was;
  db.transaction((tx) => {
    if (!endChange(tx, change, { state: 'done', tid })) return;
    if (now === null) markDeleted(tx, { companyId, realmId }, [invoiceId], reading);
    // A company that keeps one currency may leave it out of the answer to a write.
    else {
      const facts = { ...now, currency: now.currency || currency };
      mirrorInvoices(tx, { companyId, realmId }, [facts], reading);
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
  });
};
