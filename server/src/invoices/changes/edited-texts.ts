import { and, desc, eq } from 'drizzle-orm';
import type { Reader } from '../../db/database.ts';
import type { RealmKey } from '../../db/realm.ts';
import { ofSubject } from '../../operations/store.ts';
import { operations } from '../../operations/tables.ts';
import type { QuickbooksInvoice } from '../../quickbooks/models.ts';
import { linesWithKinds } from '../../quickbooks/translate/raw-lines.ts';
import { type ChangedText, changedIn } from '../../shared/text/changed-text.ts';
import type { ChangeData } from '../operations/invoice-change.ts';

/**
 * Returns texts of the last edit in which QuickBooks replaced letters by `?`, as long as the
 * invoice still has the replaced text.
 */
export const editedTexts = async (
  db: Reader,
  { companyId, realmId, invoiceId }: RealmKey & { invoiceId: string },
  invoice: QuickbooksInvoice,
): Promise<ChangedText[]> => {
  const subject = { companyId, realmId, subject: 'invoice' as const, subjectId: invoiceId };
  const [lastEdit] = await db
    .select({ data: operations.data })
    .from(operations)
    .where(
      and(ofSubject(subject), eq(operations.kind, 'edit_invoice'), eq(operations.state, 'done')),
    )
    .orderBy(desc(operations.sentAt))
    .limit(1);
  const { changes } = (lastEdit?.data ?? {}) as Partial<ChangeData>;
  if (!changes) return [];
  const { message, memo, lines = [] } = changes;
  const stored = linesWithKinds(invoice);
  return changedIn([
    ...lines.map(({ description }, index) => ({
      what: 'description' as const,
      sent: description,
      stored: [stored[index]?.description ?? ''],
    })),
    { what: 'message', sent: message, stored: [invoice.message] },
    { what: 'memo', sent: memo, stored: [invoice.memo] },
  ]);
};
