import { realmOf } from '../../company-profile/connected-realm.ts';
import type { OwnedConnection } from '../../connection/invoice-access.ts';
import type { Ctx } from '../../context.ts';
import type { Reader } from '../../db/database.ts';
import type { RealmKey } from '../../db/realm.ts';
import type { ReadPayments, UnreadablePayment } from '../../quickbooks/gateway.ts';
import type { QuickbooksInvoice, QuickbooksPayment } from '../../quickbooks/models.ts';
import { Big, sum } from '../../shared/money/money.ts';
import { mirrorRead } from './mirror.ts';
import { mirroredPayments } from './payment-store.ts';
import type { ReadHow } from './store-invoices.ts';

/** Whether the amounts applied by these payments add up to what is paid of the invoice. */
export const isExplained = (invoice: QuickbooksInvoice, payments: QuickbooksPayment[]): boolean => {
  const applied = payments
    .filter(({ id }) => invoice.paymentIds.includes(id))
    .flatMap((payment) => payment.applied.filter(({ invoiceId }) => invoiceId === invoice.id));
  const settled = new Big(invoice.total).minus(invoice.deposit).minus(invoice.balance);
  return settled.eq(sum(applied.map(({ amount }) => new Big(amount))));
};

/** `beyond`: payments that were read in addition, a part of `read`. */
export type CompletedPayments = Record<'read' | 'known' | 'beyond', QuickbooksPayment[]> & {
  unreadable: UnreadablePayment[];
};

/**
 * Completes a read with the payments its invoices name beyond those read: mirrored payments when
 * they explain the balances, else payments that `readMissing` reads.
 */
export const paymentsBeyond = async (
  db: Reader,
  realmKey: RealmKey,
  { found, read }: { found: QuickbooksInvoice[]; read: QuickbooksPayment[] },
  readMissing: (paymentIds: string[]) => Promise<ReadPayments>,
): Promise<CompletedPayments> => {
  const readIds = new Set(read.map(({ id }) => id));
  const otherPayments = (invoice: QuickbooksInvoice) =>
    invoice.paymentIds.filter((paymentId) => !readIds.has(paymentId));
  const known = await mirroredPayments(db, realmKey, found.flatMap(otherPayments));
  const unexplained = found.filter(
    (invoice) => otherPayments(invoice).length > 0 && !isExplained(invoice, [...read, ...known]),
  );
  const missing = [...new Set(unexplained.flatMap(otherPayments))];
  if (missing.length === 0) return { read, known, beyond: [], unreadable: [] };
  const { payments: beyond, unreadablePayments } = await readMissing(missing);
  const fetched = new Set(beyond.map(({ id }) => id));
  return {
    read: [...read, ...beyond],
    known: known.filter(({ id }) => !fetched.has(id)),
    beyond,
    unreadable: unreadablePayments,
  };
};

/**
 * Reads these invoices and their payments, usually in one call, and mirrors them. Throws the read
 * errors.
 */
export const refreshInvoices = async (
  ctx: Ctx,
  connection: OwnedConnection,
  invoices: { invoiceId: string; customerId: string }[],
  how: ReadHow,
): Promise<void> => {
  if (invoices.length === 0) return;
  const readAt = ctx.clock.now();
  const invoiceIds = invoices.map(({ invoiceId }) => invoiceId);
  const customerIds = [...new Set(invoices.map(({ customerId }) => customerId))];
  const response = await ctx.quickbooks.readInvoicesWithPayments(
    realmOf(connection),
    invoiceIds,
    customerIds,
  );
  const realmKey = { companyId: ctx.companyId, realmId: connection.realmId };
  const payments = await paymentsBeyond(
    ctx.db,
    realmKey,
    { found: response.invoices, read: response.payments },
    (paymentIds) => ctx.quickbooks.paymentsById(realmOf(connection), paymentIds),
  );
  const named = new Set(response.invoices.flatMap(({ paymentIds }) => paymentIds));
  await mirrorRead(ctx.db, realmKey, {
    requestedInvoiceIds: invoiceIds,
    found: response.invoices,
    unreadable: response.unreadable,
    payments: { read: payments.read.filter(({ id }) => named.has(id)), known: payments.known },
    unreadablePayments: [...response.unreadablePayments, ...payments.unreadable],
    readAt,
    how,
  });
};
