import { eq } from 'drizzle-orm';
import { writeAudit } from '../audit/store.ts';
import type { Doors } from '../context.ts';
import { linkCustomer } from '../customers/store.ts';
import { linkToDeal, mirrorInvoice } from '../invoices/store.ts';
import { linkItems } from '../items/store.ts';
import { dealNote } from '../outbox/deal-note.ts';
import { postLater } from '../outbox/store.ts';
import type { BooksInvoice } from '../quickbooks/gateway.ts';
import { type Attempt, endAttempt } from './attempt-store.ts';
import type { Draft } from './store.ts';
import { drafts } from './tables.ts';

/**
 * The invoice exists and is this draft's: everything that follows from it, in one transaction. The
 * database refuses an invoice that another draft already is (`one_draft_per_invoice`), by throwing.
 */
export const adoptInvoice = async (
  doors: Doors,
  draft: Draft,
  attempt: Attempt,
  told: BooksInvoice,
  { deleted = false, tid = null as string | null } = {},
): Promise<void> => {
  const now = doors.clock.now();
  // A company that keeps one currency may leave it out; the form was checked to be in that one.
  const invoice = { ...told, currency: told.currency || draft.content.details.currency };
  const books = { companyId: draft.companyId, realmId: draft.realmId };
  const by = { linkedById: draft.userId, linkedAt: now };
  const { choice } = draft.content.customer;
  doors.db.transaction((tx) => {
    endAttempt(tx, attempt, { state: 'done', resultId: invoice.id, tid });
    tx.update(drafts)
      .set({ state: 'created', invoiceId: invoice.id, refusal: null, updatedAt: now })
      .where(eq(drafts.id, draft.id))
      .run();
    mirrorInvoice(tx, books, invoice, now, deleted);
    linkToDeal(tx, {
      ...books,
      dealId: draft.dealId,
      invoiceId: invoice.id,
      how: 'created',
      ...by,
    });
    if (draft.party && choice.kind === 'existing') {
      linkCustomer(tx, {
        ...books,
        ...draft.party,
        customerId: choice.id,
        customerName: invoice.customerName || choice.name,
        why: 'picked',
        ...by,
      });
    }
    linkItems(
      tx,
      draft.content.lines.flatMap(({ productId, item }) =>
        productId === null || item === null
          ? []
          : [
              {
                ...books,
                productId,
                itemId: item.id,
                itemName: item.name,
                taxable: item.taxable,
                ...by,
              },
            ],
      ),
    );
    writeAudit(tx, {
      companyId: draft.companyId,
      userId: draft.userId,
      at: now,
      action: 'invoice_created',
      realmId: draft.realmId,
      dealId: draft.dealId,
      subject: invoice.id,
      details: { number: invoice.number, total: invoice.total, currency: invoice.currency },
    });
    postLater(tx, {
      companyId: draft.companyId,
      userId: draft.userId,
      dealId: draft.dealId,
      kind: 'deal_note',
      content: dealNote(invoice, {
        webUrl: doors.settings.quickbooks.webUrl,
        realmId: draft.realmId,
      }),
      now,
    });
  });
};
