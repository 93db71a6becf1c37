import { and, eq, inArray, lt, lte, or } from 'drizzle-orm';
import type { Reader, Tx } from '../../db/database.ts';
import { preparedInsert } from '../../db/prepared.ts';
import { inRealm, type RealmKey } from '../../db/realm.ts';
import { newValues } from '../../db/schema-kit.ts';
import type { QuickbooksPayment } from '../../quickbooks/models.ts';
import { payments } from '../tables.ts';
import { forgetUnreadable } from './unreadable-records.ts';
import { vendorTime } from './vendor-time.ts';

/** Returns the mirrored ones of these payments. */
export const mirroredPayments = async (
  db: Reader,
  realmKey: RealmKey,
  paymentIds: string[],
): Promise<QuickbooksPayment[]> => {
  if (paymentIds.length === 0) return [];
  const rows = await db
    .select({ facts: payments.facts })
    .from(payments)
    .where(and(inRealm(payments, realmKey), inArray(payments.paymentId, paymentIds)));
  return rows.map(({ facts }) => facts);
};

const incoming = newValues(payments);

const insertPayments = preparedInsert((tx, rows: (typeof payments.$inferInsert)[]) =>
  tx
    .insert(payments)
    .values(rows)
    .onConflictDoUpdate({
      target: [payments.companyId, payments.realmId, payments.paymentId],
      set: incoming,
      setWhere: or(
        lt(payments.changedAt, incoming.changedAt),
        and(eq(payments.changedAt, incoming.changedAt), lte(payments.readAt, incoming.readAt)),
      ),
    })
    .returning({ paymentId: payments.paymentId }),
);

/** Mirrors payments. A response older than the stored row changes nothing. */
export const storePayments = async (
  tx: Tx,
  realmKey: RealmKey,
  received: QuickbooksPayment[],
  readAt: number,
): Promise<void> => {
  const rows = received.map((facts) => ({
    ...realmKey,
    paymentId: facts.id,
    facts,
    changedAt: vendorTime(facts.updatedAt) ?? 0,
    readAt,
  }));
  const unique = new Map(rows.map((row) => [row.paymentId, row]));
  await insertPayments(tx, [...unique.values()]);
  await forgetUnreadable(tx, realmKey, 'Payment', [...unique.keys()]);
};

/** Removes payments that were deleted in QuickBooks. */
export const forgetPayments = async (
  tx: Tx,
  realmKey: RealmKey,
  paymentIds: string[],
): Promise<void> => {
  await tx
    .delete(payments)
    .where(and(inRealm(payments, realmKey), inArray(payments.paymentId, paymentIds)));
  await forgetUnreadable(tx, realmKey, 'Payment', paymentIds);
};
