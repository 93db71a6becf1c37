import { and, eq, inArray } from 'drizzle-orm';
import { writeAudit } from '../audit/store.ts';
import type { Db, Tx } from '../db/open-database.ts';
import { type BooksKey, ofBooks } from '../invoices/mirror/row-statements.ts';
import { dealInvoices, invoices } from '../invoices/tables.ts';

/** Which invoices, which deal, and who wants it when. */
export type Linking = BooksKey & {
  dealId: number;
  invoiceIds: string[];
  userId: number;
  at: number;
};

type Known = { id: string; number: string; deleted: boolean };

const known = (tx: Tx, books: BooksKey, ids: string[]): Known[] =>
  tx
    .select({ id: invoices.invoiceId, number: invoices.number, deleted: invoices.deleted })
    .from(invoices)
    .where(and(ofBooks(books), inArray(invoices.invoiceId, ids)))
    .all();

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
  return db.transaction((tx) => {
    const there = known(tx, linking, invoiceIds).filter(({ deleted }) => !deleted);
    for (const { id, number } of there) {
      const row = { companyId, realmId, dealId, invoiceId: id, how: 'linked' as const };
      const { changes } = tx
        .insert(dealInvoices)
        .values({ ...row, linkedById: userId, linkedAt: at })
        .onConflictDoNothing()
        .run();
      if (changes === 1) note(tx, linking, 'invoice_linked', { id, number });
    }
    return there.map(({ id }) => id);
  });
};

/** Takes these from the deal; in QuickBooks and on other deals they stay. */
export const unlinkInvoices = async (db: Db, linking: Linking): Promise<void> => {
  const { companyId, realmId, dealId, invoiceIds } = linking;
  db.transaction((tx) => {
    const gone = tx
      .delete(dealInvoices)
      .where(
        and(
          eq(dealInvoices.companyId, companyId),
          eq(dealInvoices.realmId, realmId),
          eq(dealInvoices.dealId, dealId),
          inArray(dealInvoices.invoiceId, invoiceIds),
        ),
      )
      .returning({ id: dealInvoices.invoiceId })
      .all();
    const ids = gone.map(({ id }) => id);
    for (const invoice of known(tx, linking, ids)) note(tx, linking, 'invoice_unlinked', invoice);
  });
};
