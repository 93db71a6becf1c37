import { and, inArray } from 'drizzle-orm';
import { customerLinks } from '../customers/tables.ts';
import type { Tx } from '../db/database.ts';
import { inRealm, type RealmKey } from '../db/realm.ts';
import { recordRemoved } from './store.ts';

/**
 * Invoices have another customer than before: an edit of one invoice, or a merge of the customers. Records
 * a linked former customer, so that the job finds out which.
 */
export const noticeCustomerChanges = async (
  tx: Tx,
  realmKey: RealmKey,
  changes: { from: string; to: string }[],
  now: number,
): Promise<void> => {
  if (changes.length === 0) return;
  const candidates = new Map(changes.map(({ from, to }) => [from, to]));
  const linked = await tx
    .selectDistinct({ customerId: customerLinks.customerId })
    .from(customerLinks)
    .where(
      and(
        inRealm(customerLinks, realmKey),
        inArray(customerLinks.customerId, [...candidates.keys()]),
      ),
    );
  for (const { customerId } of linked.toSorted((a, b) =>
    a.customerId.localeCompare(b.customerId),
  )) {
    const { companyId, realmId } = realmKey;
    const record = { companyId, realmId, kind: 'customer' as const, recordId: customerId };
    const candidateId = candidates.get(customerId) ?? '';
    await recordRemoved(tx, { ...record, candidateId, foundBy: 'read' }, now);
  }
};
