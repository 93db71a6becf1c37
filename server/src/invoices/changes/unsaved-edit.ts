import { and, desc, eq } from 'drizzle-orm';
import type { Db } from '../../db/open-database.ts';
import type { BooksInvoice } from '../../quickbooks/told.ts';
import type { InvoicePage } from '../contract.ts';
import type { BooksKey } from '../mirror/row-statements.ts';
import { linesCanChange } from '../possible-actions.ts';
import { invoiceChanges } from '../tables.ts';
import { untouched } from './as-seen.ts';

/**
 * What the last thing done to an invoice asked for, where that was an edit which turned out not to have
 * happened: whoever typed it should not have to type it again. Its lines fit while those of the invoice
 * are the ones it was typed on.
 */
export const unsavedEdit = (
  db: Db,
  { companyId, realmId, invoiceId }: BooksKey & { invoiceId: string },
  now: BooksInvoice,
): InvoicePage['unsaved'] => {
  const last = db
    .select()
    .from(invoiceChanges)
    .where(
      and(
        eq(invoiceChanges.companyId, companyId),
        eq(invoiceChanges.realmId, realmId),
        eq(invoiceChanges.invoiceId, invoiceId),
      ),
    )
    .orderBy(desc(invoiceChanges.sentAt))
    .limit(1)
    .get();
  if (last?.kind !== 'edit' || last.state !== 'not_done' || !last.asked.changes) return null;
  const { changes, seen = '' } = last.asked;
  const fit = untouched(seen, now, { lines: changes.lines }) && linesCanChange(now);
  return { changes, linesFit: fit };
};
