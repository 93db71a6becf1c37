import { and, inArray } from 'drizzle-orm';
import { isAppError } from '../../app-error.ts';
import type { Dependencies } from '../../context.ts';
import type { Reader } from '../../db/database.ts';
import { inRealm, type RealmKey } from '../../db/realm.ts';
import { transact } from '../../db/transact.ts';
import { recordFault } from '../../quickbooks/calls/read-errors.ts';
import type { Realm } from '../../quickbooks/gateway.ts';
import type { QuickbooksPayment } from '../../quickbooks/models.ts';
import { invoices } from '../tables.ts';
import { mirrorPage, mirrorRead } from './mirror.ts';
import { mirroredPayments, storePayments } from './payment-store.ts';
import { paymentsBeyond } from './refresh-invoices.ts';
import type { ReadHow } from './store-invoices.ts';

const mirroredOnes = async (
  db: Reader,
  realmKey: RealmKey,
  invoiceIds: string[],
): Promise<string[]> => {
  if (invoiceIds.length === 0) return [];
  const rows = await db
    .select({ invoiceId: invoices.invoiceId })
    .from(invoices)
    .where(and(inRealm(invoices, realmKey), inArray(invoices.invoiceId, invoiceIds)));
  return rows.map(({ invoiceId }) => invoiceId);
};

/** A payment that cannot be read must not keep its invoices from being mirrored. */
const nullWhenUnreadable = async <Value>(read: Promise<Value>): Promise<Value | null> => {
  try {
    return await read;
  } catch (error) {
    if (isAppError(error, 'quickbooks_refused') || recordFault(error) !== null) return null;
    throw error;
  }
};

const isFound = <Value>(value: Value | null): value is Value => value !== null;

/**
 * Reads changed invoices, and those that changed payments pay or paid before, and mirrors them.
 * Invoices that are not mirrored are left out. Reads each by id, because a query may not show a
 * change that has just happened. Throws the read errors.
 */
export const refreshChanged = async (
  { db, clock, quickbooks }: Pick<Dependencies, 'db' | 'clock' | 'quickbooks'>,
  { companyId, realm }: { companyId: number; realm: Realm },
  changed: { invoiceIds: string[]; paymentIds: string[] },
  how: ReadHow,
): Promise<void> => {
  const realmKey = { companyId, realmId: realm.realmId };
  const before = await mirroredPayments(db, realmKey, changed.paymentIds);
  const paymentsReadAt = clock.now();
  const readNow = changed.paymentIds.map((paymentId) => quickbooks.paymentNow(realm, paymentId));
  const payments = (await Promise.all(readNow)).filter(isFound);
  const paidIds = [...before, ...payments].flatMap(({ applied }) =>
    applied.map(({ invoiceId }) => invoiceId),
  );
  const invoiceIds = await mirroredOnes(db, realmKey, [
    ...new Set([...changed.invoiceIds, ...paidIds]),
  ]);
  const mirrored = new Set(invoiceIds);
  const isKnown = new Set(before.map(({ id }) => id));
  const concerning = payments.filter(
    ({ id, applied }) => isKnown.has(id) || applied.some((part) => mirrored.has(part.invoiceId)),
  );
  const store = (read: QuickbooksPayment[]) =>
    transact(db, (tx) => storePayments(tx, realmKey, read, paymentsReadAt));
  if (invoiceIds.length === 0) return void (await store(concerning));
  const readAt = clock.now();
  const read = invoiceIds.map((invoiceId) => quickbooks.invoiceNow(realm, invoiceId));
  const found = (await Promise.all(read)).filter(isFound);
  const beyond = await paymentsBeyond(
    db,
    realmKey,
    { found, read: concerning },
    async (paymentIds) => {
      const missing = paymentIds.map((paymentId) =>
        nullWhenUnreadable(quickbooks.paymentNow(realm, paymentId)),
      );
      return (await Promise.all(missing)).filter(isFound);
    },
  );
  await mirrorRead(db, realmKey, {
    requestedInvoiceIds: invoiceIds,
    found,
    unreadable: [],
    payments: { read: [], known: [...beyond.read, ...beyond.known] },
    readAt,
    how,
  });
  // Last: until then the mirror knows which invoices a payment paid before, also after a crash.
  await store(beyond.read);
};

/**
 * Reads the mirrored invoices of customers that were merged into others, and mirrors them: they
 * have another customer now, and QuickBooks may not report each as changed. Throws the read errors.
 */
export const refreshMerged = async (
  { db, clock, quickbooks }: Pick<Dependencies, 'db' | 'clock' | 'quickbooks'>,
  { companyId, realm }: { companyId: number; realm: Realm },
  goneCustomerIds: string[],
  how: ReadHow,
): Promise<void> => {
  if (goneCustomerIds.length === 0) return;
  const realmKey = { companyId, realmId: realm.realmId };
  const rows = await db
    .select({ invoiceId: invoices.invoiceId })
    .from(invoices)
    .where(and(inRealm(invoices, realmKey), inArray(invoices.customerId, goneCustomerIds)));
  if (rows.length === 0) return;
  const readAt = clock.now();
  const read = await quickbooks.invoicesById(
    realm,
    rows.map(({ invoiceId }) => invoiceId),
  );
  await mirrorPage(db, realmKey, read.invoices, { readAt, how });
};
