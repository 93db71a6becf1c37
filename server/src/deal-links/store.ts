import { and, eq, inArray } from 'drizzle-orm';
import { writeAudit } from '../audit/store.ts';
import type { Db, Reader, Tx } from '../db/database.ts';
import { inRealm, type RealmKey } from '../db/realm.ts';
import { transact } from '../db/transact.ts';
import { dealInvoices, invoices } from '../invoices/tables.ts';

/** Which invoices, which deal, and who wants it when. */
export type Linking = RealmKey & {
  dealId: number;
  invoiceIds: string[];
  userId: number;
  at: number;
};

type Known = { id: string; number: string; deleted: boolean };

const known = async (tx: Reader, realmKey: RealmKey, ids: string[]): Promise<Known[]> =>
  tx
    .select({ id: invoices.invoiceId, number: invoices.number, deleted: invoices.deleted })
    .from(invoices)
    .where(and(inRealm(invoices, realmKey), inArray(invoices.invoiceId, ids)))
    .orderBy(invoices.invoiceId);

const note = (
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

/** Links those that are mirrored and not deleted, and returns their ids; doing it twice is fine. */
export const linkInvoices = async (db: Db, linking: Linking): Promise<string[]> => {
  const { companyId, realmId, dealId, invoiceIds, userId, at } = linking;
  return transact(db, async (tx) => {
    const there = (await known(tx, linking, invoiceIds)).filter(({ deleted }) => !deleted);
    for (const { id, number } of there) {
      const row = { companyId, realmId, dealId, invoiceId: id, how: 'linked' as const };
      const linked = await tx
        .insert(dealInvoices)
        .values({ ...row, linkedById: userId, linkedAt: at })
        .onConflictDoNothing()
        .returning({ id: dealInvoices.invoiceId });
      if (linked.length === 1) await note(tx, linking, 'invoice_linked', { id, number });
    }
    return there.map(({ id }) => id);
  });
};

/** Takes these from the deal; in QuickBooks and on other deals they stay. */
export const unlinkInvoices = async (db: Db, linking: Linking): Promise<void> => {
  const { companyId, realmId, dealId, invoiceIds } = linking;
  await transact(db, async (tx) => {
    const gone = await tx
      .delete(dealInvoices)
      .where(
        and(
          inRealm(dealInvoices, { companyId, realmId }),
          eq(dealInvoices.dealId, dealId),
          inArray(dealInvoices.invoiceId, invoiceIds),
        ),
      )
      .returning({ id: dealInvoices.invoiceId });
    const ids = gone.map(({ id }) => id);
    for (const invoice of await known(tx, linking, ids)) {
      await note(tx, linking, 'invoice_unlinked', invoice);
    }
  });
};
