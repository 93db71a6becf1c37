import type { InvoicePage } from '@dealbill/server/contract/invoices';
import { termAfterEdit } from '@dealbill/server/shared/dates/fitting-term';
import type { InvoiceDocument } from '../../editor/document.ts';
import { type EditFields, fieldsOf, withFields } from './edit-document.ts';

/** The term after saving: it follows a changed due date. */
export const termAfter = (
  page: Pick<InvoicePage, 'invoice' | 'termId' | 'terms' | 'defaultTermId'>,
  typed: Pick<EditFields, 'dueDate' | 'termId'>,
) => {
  const { issueDate, dueDate } = page.invoice;
  const chosen = typed.termId || null;
  const changes = {
    ...(typed.dueDate !== (dueDate ?? '') && { dueDate: typed.dueDate }),
    ...(chosen !== page.termId && { termId: chosen }),
  };
  const before = { issueDate, dueDate, termId: page.termId };
  return termAfterEdit(before, changes, page);
};

/** The values as they will be saved. */
export const withTermAfter = (page: InvoicePage, typed: InvoiceDocument): InvoiceDocument =>
  withFields(typed, { termId: termAfter(page, fieldsOf(typed)).termId ?? '' });
