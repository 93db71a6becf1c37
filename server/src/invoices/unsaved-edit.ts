import { and, desc, eq } from 'drizzle-orm';
import type { Db } from '../db/open-database.ts';
import type { InvoicePage } from './contract.ts';
import type { BooksKey } from './row-statements.ts';
import { invoiceChanges } from './tables.ts';

/**
 * What the last thing done to an invoice asked for, where that was an edit which turned out not to have
 * happened: whoever typed it should not have to type it again.
 */
export const unsavedEdit = async (
  db: Db,
  { companyId, realmId, invoiceId }: BooksKey & { invoiceId: string },
): Promise<InvoicePage['unsaved']> => {
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
  return { changes: last.asked.changes, seen: String(last.body?.SyncToken ?? '') };
};
