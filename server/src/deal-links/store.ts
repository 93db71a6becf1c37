import { and, eq, inArray } from 'drizzle-orm';
import { writeAudit } from '../audit/store.ts';
import type { Db, Reader, Tx } from '../db/database.ts';
import { inRealm, type RealmKey } from '../db/realm.ts';
import { transact } from '../db/transact.ts';
import { dealInvoices, invoices } from '../invoices/tables.ts';

export type Linking = RealmKey & {
  dealId: number;
  invoiceIds: string[];
  userId: number;
  /** Epoch milliseconds of the request. */
  at: number;
};

type MirroredInvoice = { id: string; number: string; deleted: boolean };

const mirroredInvoices = async (
  tx: Reader,
  realmKey: RealmKey,
  ids: string[],
): Promise<MirroredInvoice[]> =>
  tx
    .select({ id: invoices.invoiceId, number: invoices.number, deleted: invoices.deleted })
    .from(invoices)
    .where(and(inRealm(invoices, realmKey), inArray(invoices.invoiceId, ids)))
    .orderBy(invoices.invoiceId);

const writeLinkAudit = (
  tx: Tx,
  { companyId, realmId, dealId, userId, at }: Linking,
  action: 'invoice_linked' | 'invoice_unlinked',
  invoice: { id: string; number: string },
) =>
  writeAudit(tx, {
    companyId,
    realmId,
    userId,
    at,
    action,
    dealId,
    subject: invoice.id,
    details: { number: invoice.number },
  });

/** Links the mirrored, undeleted invoices and returns their ids. Idempotent. */
export const linkInvoices = async (db: Db, linking: Linking): Promise<string[]> => {
  const { companyId, realmId, dealId, invoiceIds, userId, at } = linking;
  return transact(db, async (tx) => {
    const existing = (await mirroredInvoices(tx, linking, invoiceIds)).filter(
      ({ deleted }) => !deleted,
    );
    for (const { id, number } of existing) {
      const row = { companyId, realmId, dealId, invoiceId: id, how: 'linked' as const };
      const linked = await tx
        .insert(dealInvoices)
        .values({ ...row, linkedById: userId, linkedAt: at })
        .onConflictDoNothing()
        .returning({ id: dealInvoices.invoiceId });
      if (linked.length === 1) await writeLinkAudit(tx, linking, 'invoice_linked', { id, number });
    }
    return existing.map(({ id }) => id);
  });
};

/** Removes the links to this deal only. Idempotent. */
export const unlinkInvoices = async (db: Db, linking: Linking): Promise<void> => {
  const { companyId, realmId, dealId, invoiceIds } = linking;
  await transact(db, async (tx) => {
    const removed = await tx
      .delete(dealInvoices)
      .where(
        and(
          inRealm(dealInvoices, { companyId, realmId }),
          eq(dealInvoices.dealId, dealId),
          inArray(dealInvoices.invoiceId, invoiceIds),
        ),
      )
      .returning({ id: dealInvoices.invoiceId });
    const ids = removed.map(({ id }) => id);
    for (const invoice of await mirroredInvoices(tx, linking, ids)) {
      await writeLinkAudit(tx, linking, 'invoice_unlinked', invoice);
    }
  });
};
