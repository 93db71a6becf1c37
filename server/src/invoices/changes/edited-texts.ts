import { and, desc, eq } from 'drizzle-orm';
import type { Reader } from '../../db/database.ts';
import type { RealmKey } from '../../db/realm.ts';
import { ofSubject } from '../../operations/store.ts';
import { operations } from '../../operations/tables.ts';
import type { QuickbooksInvoice } from '../../quickbooks/models.ts';
import { linesWithKinds } from '../../quickbooks/translate/raw-lines.ts';
import { type ChangedText, changedIn } from '../../shared/text/changed-text.ts';
import type { Asked } from '../operations/invoice-change.ts';

/**
 * Texts of the last edit from here in which QuickBooks stored question marks for letters it does not keep,
 * while they stand like that on the invoice.
 */
export const editedTexts = async (
  db: Reader,
  { companyId, realmId, invoiceId }: RealmKey & { invoiceId: string },
  now: QuickbooksInvoice,
): Promise<ChangedText[]> => {
  const subject = { companyId, realmId, subject: 'invoice' as const, subjectId: invoiceId };
  const [last] = await db
    .select({ data: operations.data })
    .from(operations)
    .where(
      and(ofSubject(subject), eq(operations.kind, 'edit_invoice'), eq(operations.state, 'done')),
    )
    .orderBy(desc(operations.sentAt))
    .limit(1);
  const { changes } = (last?.data ?? {}) as Partial<Asked>;
  if (!changes) return [];
  const { message, memo, lines = [] } = changes;
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
