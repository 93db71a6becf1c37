import { and, eq, inArray } from 'drizzle-orm';
import type { Db, Tx } from '../../db/open-database.ts';
import type { BooksPayment } from '../../quickbooks/told.ts';
import { payments } from '../tables.ts';
import type { BooksKey } from './row-statements.ts';

/** The same within a transaction. */
export const paymentsInMirror = (
  db: Pick<Db | Tx, 'select'>,
  books: BooksKey,
  ids: string[],
): BooksPayment[] => {
  if (ids.length === 0) return [];
  const rows = db
    .select({ facts: payments.facts })
    .from(payments)
    .where(
      and(
        eq(payments.companyId, books.companyId),
        eq(payments.realmId, books.realmId),
        inArray(payments.paymentId, ids),
      ),
    )
    .all();
  return rows.map(({ facts }) => facts);
};

/** Those of these payments that we have a copy of. */
export const mirroredPayments = async (
  db: Db,
  books: BooksKey,
  ids: string[],
): Promise<BooksPayment[]> => paymentsInMirror(db, books, ids);
