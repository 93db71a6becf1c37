import { and, inArray } from 'drizzle-orm';
import type { Reader } from '../../db/database.ts';
import { inRealm, type RealmKey } from '../../db/realm.ts';
import type { BooksPayment } from '../../quickbooks/told.ts';
import { payments } from '../tables.ts';

/** Those of these payments that we have a mirror of. */
export const mirroredPayments = async (
  db: Reader,
  books: RealmKey,
  ids: string[],
): Promise<BooksPayment[]> => {
  if (ids.length === 0) return [];
  const rows = await db
    .select({ facts: payments.facts })
    .from(payments)
    .where(and(inRealm(payments, books), inArray(payments.paymentId, ids)));
  return rows.map(({ facts }) => facts);
};
