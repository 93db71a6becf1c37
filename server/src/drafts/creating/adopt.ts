import { and, eq, ne } from 'drizzle-orm';
import { writeAudit } from '../../audit/store.ts';
import { keptBooks, rememberTaxRounding } from '../../books/store.ts';
import type { Doors } from '../../context.ts';
import { linkedName, takeCustomer } from '../../customers/store.ts';
import type { Tx } from '../../db/open-database.ts';
import { foundGoneAfter } from '../../invoices/gone-deals.ts';
import { linkToDeal, mirrorInvoice } from '../../invoices/mirror/mirror.ts';
import { linkItems } from '../../items/store.ts';
import { dealNote } from '../../outbox/deal-note.ts';
import { noteDetailOf, postLater } from '../../outbox/store.ts';
import type { BooksInvoice } from '../../quickbooks/told.ts';
import { fullName } from '../../shared/full-name.ts';
import type { Draft } from '../store.ts';
import type { Attempt } from '../tables.ts';
import { drafts } from '../tables.ts';
import { endAttempt, lookAgain } from './attempt-outcome.ts';
import { changedTexts } from './changed-texts.ts';
import { proofOf } from './proof.ts';

const isAnothers = (tx: Tx, draft: Draft, invoiceId: string): boolean =>
  tx
    .select({ id: drafts.id })
    .from(drafts)
    .where(
      and(
        eq(drafts.companyId, draft.companyId),
        eq(drafts.realmId, draft.realmId),
        eq(drafts.invoiceId, invoiceId),
        ne(drafts.id, draft.id),
      ),
    )
    .get() !== undefined;

/**
 * The invoice with its currency, which a company of one currency may leave out, and the full name of a
 * sub-customer. The stored link is newer than the name in the draft.
 */
const completed = (tx: Tx, draft: Draft, told: BooksInvoice): BooksInvoice => {
  const { customer, details } = draft.content;
  const currency = told.currency || details.currency;
  if (customer.choice.kind !== 'existing') return { ...told, currency };
  const { id: customerId, name } = customer.choice;
  const known = linkedName(tx, { ...draft, customerId }) ?? name;
  return { ...told, currency, customerName: fullName(told.customerName, known) };
};

/**
 * The invoice exists and is this draft's: everything that follows from it, in one transaction. False,
 * and nothing is changed, when another draft already is that invoice or somebody else has taken the
 * attempt over.
 */
export const adoptInvoice = async (
  doors: Doors,
  draft: Draft,
  attempt: Attempt,
  told: BooksInvoice,
  { deleted = false, tid = null as string | null } = {},
): Promise<boolean> => {
  const now = doors.clock.now();
  const { choice } = draft.content.customer;
  const books = { companyId: draft.companyId, realmId: draft.realmId };
  const by = { linkedById: draft.userId, linkedAt: now };
  const kept = await keptBooks(doors.db, draft.companyId, draft.realmId);
  const proof = kept && {
    ...proofOf(draft.content, kept.profile, told),
    texts: changedTexts(attempt.body, draft.content.customer, told),
  };
  const pages = { webUrl: doors.settings.quickbooks.webUrl, realmId: draft.realmId };
  const detail = await noteDetailOf(doors.db, draft.companyId);
  const adopt = (tx: Tx): boolean => {
    if (isAnothers(tx, draft, told.id)) return false;
    const invoice = completed(tx, draft, told);
    if (!endAttempt(tx, attempt, { state: 'done', resultId: invoice.id, tid })) return false;
    tx.update(drafts)
      .set({ state: 'created', invoiceId: invoice.id, proof, refusal: null, updatedAt: now })
      .where(eq(drafts.id, draft.id))
      .run();
    if (proof?.roundedAs) rememberTaxRounding(tx, { ...books, taxRounding: proof.roundedAs });
    lookAgain(tx, books, invoice.id);
    mirrorInvoice(tx, books, invoice, { readAt: now, how: 'create' }, { deleted });
    linkToDeal(tx, {
      ...books,
      dealId: draft.dealId,
      invoiceId: invoice.id,
      how: 'created',
      ...by,
    });
    if (draft.party && choice.kind === 'existing') {
      const link = {
        ...books,
        ...draft.party,
        customerId: choice.id,
        customerName: invoice.customerName || choice.name,
        why: 'picked' as const,
        linkedById: draft.userId,
        linkedAt: attempt.sentAt,
      };
      takeCustomer(tx, link, draft.dealId);
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
    const note = dealNote('created', invoice, pages, detail);
    const { companyId, dealId } = draft;
    if (note !== null && !foundGoneAfter(tx, { companyId, dealId, time: attempt.sentAt })) {
      postLater(tx, {
        companyId: draft.companyId,
        userId: draft.userId,
        dealId: draft.dealId,
        kind: 'deal_note',
        content: note,
        now,
      });
    }
    return true;
  };
  return doors.db.transaction(adopt, { behavior: 'immediate' });
};
