import { and, eq, inArray } from 'drizzle-orm';
import { writeAudit } from '../audit/store.ts';
import type { Db, Tx } from '../db/open-database.ts';
import { type BooksKey, ofBooks } from '../invoices/row-statements.ts';
import { dealInvoices, invoices } from '../invoices/tables.ts';

/** Which invoices, which deal, and who wants it when. */
export type Linking = BooksKey & {
  dealId: number;
  invoiceIds: string[];
  userId: number;
  at: number;
};

const numbersOf = (tx: Tx, books: BooksKey, ids: string[]): Map<string, string> =>
  new Map(
    tx
      .select({ id: invoices.invoiceId, number: invoices.number })
      .from(invoices)
      .where(and(ofBooks(books), inArray(invoices.invoiceId, ids), eq(invoices.deleted, false)))
      .all()
      .map(({ id, number }) => [id, number]),
  );

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
    const numbers = numbersOf(tx, linking, invoiceIds);
    for (const [id, number] of numbers) {
      const row = { companyId, realmId, dealId, invoiceId: id, how: 'linked' as const };
      const { changes } = tx
        .insert(dealInvoices)
        .values({ ...row, linkedById: userId, linkedAt: at })
        .onConflictDoNothing()
        .run();
      if (changes === 1) note(tx, linking, 'invoice_linked', { id, number });
    }
    return [...numbers.keys()];
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
    const numbers = numbersOf(tx, linking, ids);
    for (const id of ids) {
      note(tx, linking, 'invoice_unlinked', { id, number: numbers.get(id) ?? '' });
    }
  });
};
