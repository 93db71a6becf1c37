import type { Reader } from '../../db/database.ts';
import type { RealmKey } from '../../db/realm.ts';
import { lastOf } from '../../operations/store.ts';
import type { QuickbooksInvoice } from '../../quickbooks/models.ts';
import type { InvoicePage } from '../contract.ts';
import type { ChangeData } from '../operations/invoice-change.ts';
import { linesCanChange } from '../possible-actions.ts';
import { unchangedSince } from './edit-fingerprint.ts';

/**
 * Returns the last requested edit when QuickBooks did not apply it, so the user can restore it.
 * `linesFit` is true while the invoice's lines are still those the edit was based on.
 */
export const unsavedEdit = async (
  db: Reader,
  { companyId, realmId, invoiceId }: RealmKey & { invoiceId: string },
  invoice: QuickbooksInvoice,
): Promise<InvoicePage['unsaved']> => {
  const lastOperation = await lastOf(db, {
    companyId,
    realmId,
    subject: 'invoice',
    subjectId: invoiceId,
  });
  if (lastOperation?.kind !== 'edit_invoice' || lastOperation.state !== 'not_done') return null;
  const { changes, seen = '' } = lastOperation.data as ChangeData;
  if (!changes) return null;
  const linesFit =
    unchangedSince(seen, invoice, { lines: changes.lines }) && linesCanChange(invoice);
  return { changes, linesFit };
};
