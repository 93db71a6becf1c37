import { realmOf } from '../../company-profile/connected-realm.ts';
import type { OwnedConnection } from '../../connection/owned-connection.ts';
import type { Ctx } from '../../context.ts';
import type { QuickbooksInvoice, QuickbooksPayment } from '../../quickbooks/models.ts';
import { Big, sum } from '../../shared/money/money.ts';
import { mirrorRead } from './mirror.ts';
import { mirroredPayments } from './payment-store.ts';
import type { ReadHow } from './store-invoices.ts';

/** Whether these payments are all that made the balance what it is. */
const explains = (invoice: QuickbooksInvoice, payments: QuickbooksPayment[]): boolean => {
  const applied = payments
    .filter(({ id }) => invoice.paymentIds.includes(id))
    .flatMap((payment) => payment.applied.filter(({ invoiceId }) => invoiceId === invoice.id));
  const settled = new Big(invoice.total).minus(invoice.deposit).minus(invoice.balance);
  return settled.eq(sum(applied.map(({ amount }) => new Big(amount))));
};

/**
 * Payments that invoices name beyond those of a look: our copies where they explain the balances, else
 * asked for, which is a second call.
 */
const paymentsBeyond = async (
  ctx: Ctx,
  connection: OwnedConnection,
  found: QuickbooksInvoice[],
  read: QuickbooksPayment[],
): Promise<{ read: QuickbooksPayment[]; known: QuickbooksPayment[] }> => {
  const seen = new Set(read.map(({ id }) => id));
  const unseen = (invoice: QuickbooksInvoice) => invoice.paymentIds.filter((id) => !seen.has(id));
  const realmKey = { companyId: ctx.companyId, realmId: connection.realmId };
  const known = await mirroredPayments(ctx.db, realmKey, found.flatMap(unseen));
  const unexplained = found.filter(
    (invoice) => unseen(invoice).length > 0 && !explains(invoice, [...read, ...known]),
  );
  const missing = [...new Set(unexplained.flatMap(unseen))];
  if (missing.length === 0) return { read, known };
  const asked = await ctx.quickbooks.paymentsById(realmOf(connection), missing);
  return { read: [...read, ...asked], known: known.filter(({ id }) => !missing.includes(id)) };
};

/**
 * Looks at these invoices and at what paid them, in one call as a rule, and mirrors what it sees. Throws
 * what reads of QuickBooks throw.
 */
export const refreshInvoices = async (
  ctx: Ctx,
  connection: OwnedConnection,
  invoices: { invoiceId: string; customerId: string }[],
  how: ReadHow,
): Promise<void> => {
  if (invoices.length === 0) return;
  const readAt = ctx.clock.now();
  const asked = invoices.map(({ invoiceId }) => invoiceId);
  const customers = [...new Set(invoices.map(({ customerId }) => customerId))];
  const look = await ctx.quickbooks.readInvoicesWithPayments(realmOf(connection), asked, customers);
  const payments = await paymentsBeyond(ctx, connection, look.invoices, look.payments);
  const named = new Set(look.invoices.flatMap(({ paymentIds }) => paymentIds));
  await mirrorRead(
    ctx.db,
    { companyId: ctx.companyId, realmId: connection.realmId },
    {
      asked,
      found: look.invoices,
      unreadable: look.unreadable,
      payments: { ...payments, read: payments.read.filter(({ id }) => named.has(id)) },
      readAt,
      how,
    },
  );
};
