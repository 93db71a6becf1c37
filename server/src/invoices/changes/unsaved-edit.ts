import type { Reader } from '../../db/database.ts';
import type { RealmKey } from '../../db/realm.ts';
import { lastOf } from '../../operations/store.ts';
import type { QuickbooksInvoice } from '../../quickbooks/models.ts';
import type { InvoicePage } from '../contract.ts';
import type { Asked } from '../operations/invoice-change.ts';
import { linesCanChange } from '../possible-actions.ts';
import { untouched } from './edit-fingerprint.ts';

/**
 * What the last change of an invoice asked for, where that was an edit which turned out not to have happened:
 * whoever typed it should not have to type it again. Its lines fit while those of the invoice are the ones it
 * was typed on.
 */
export const unsavedEdit = async (
  db: Reader,
  { companyId, realmId, invoiceId }: RealmKey & { invoiceId: string },
  now: QuickbooksInvoice,
): Promise<InvoicePage['unsaved']> => {
  const last = await lastOf(db, { companyId, realmId, subject: 'invoice', subjectId: invoiceId });
  if (last?.kind !== 'edit_invoice' || last.state !== 'not_done') return null;
  const { changes, seen = '' } = last.data as Asked;
  if (!changes) return null;
  const fit = untouched(seen, now, { lines: changes.lines }) && linesCanChange(now);
  return { changes, linesFit: fit };
};
