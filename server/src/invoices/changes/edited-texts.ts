import { and, desc, eq } from 'drizzle-orm';
import type { Db } from '../../db/open-database.ts';
import type { BooksInvoice } from '../../quickbooks/told.ts';
import { linesWithKinds } from '../../quickbooks/translate/told-lines.ts';
import { type ChangedText, changedIn } from '../../shared/changed-text.ts';
import type { BooksKey } from '../mirror/row-statements.ts';
import { invoiceChanges } from '../tables.ts';

/**
 * Texts of the last edit from here in which QuickBooks stored question marks for letters it does not keep,
 * while they stand like that on the invoice.
 */
export const editedTexts = (
  db: Db,
  { companyId, realmId, invoiceId }: BooksKey & { invoiceId: string },
  now: BooksInvoice,
): ChangedText[] => {
  const last = db
    .select({ asked: invoiceChanges.asked })
    .from(invoiceChanges)
    .where(
      and(
        eq(invoiceChanges.companyId, companyId),
        eq(invoiceChanges.realmId, realmId),
        eq(invoiceChanges.invoiceId, invoiceId),
        eq(invoiceChanges.kind, 'edit'),
        eq(invoiceChanges.state, 'done'),
      ),
    )
    .orderBy(desc(invoiceChanges.sentAt))
    .limit(1)
    .get();
  if (!last?.asked.changes) return [];
  const { message, memo, lines = [] } = last.asked.changes;
  const stored = linesWithKinds(now);
  return changedIn([
    ...lines.map(({ description }, at) => ({
      what: 'description' as const,
      sent: description,
      stored: [stored[at]?.description ?? ''],
    })),
    { what: 'message', sent: message, stored: [now.message] },
    { what: 'memo', sent: memo, stored: [now.memo] },
  ]);
};
