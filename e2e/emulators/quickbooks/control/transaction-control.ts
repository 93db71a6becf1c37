import Big from 'big.js';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { applicableOf } from '../company/balances.ts';
import { addCreditMemo, applyCredit } from '../company/credit-by-hand.ts';
import { bounceMail, markInvoice } from '../company/mark-invoice.ts';
import { mergeCustomers } from '../company/merge-customers.ts';
import { recordPayment } from '../company/payments.ts';
import type { Company, Realm } from '../company/realm.ts';
import { customerFor, invoiceOf } from '../company/references.ts';
import { decimal, plainDate } from '../wire/fields.ts';
import { realmOf, switchesFor, type World } from '../world.ts';
import { companyOf } from './realm-control.ts';

const payment = z.strictObject({
  invoiceId: z.string().optional(),
  customerId: z.string().optional(),
  /** Default: the open balance. */
  amount: decimal.optional(),
  date: plainDate.optional(),
  reference: z.string().optional(),
  /** Id of a payment method. */
  method: z.string().optional(),
});

const credit = z.strictObject({
  customerId: z.string().optional(),
  amount: decimal,
  date: plainDate.optional(),
  /** Applies the credit to this invoice, up to its balance, and takes the customer from it. */
  invoiceId: z.string().optional(),
});

const marks = z.strictObject({
  eInvoiceStatus: z.string().nullable().optional(),
  /** Why the last e-mail bounced, such as `Bounced Email`; null clears it. */
  deliveryError: z.string().nullable().optional(),
  locked: z.enum(['settled', 'matched', 'deposited']).nullable().optional(),
});

const merger = z.strictObject({ from: z.string(), into: z.string() });

/** Accountant actions without web pages: payments, credit, merging, transaction marks. */
export function transactionControl(app: FastifyInstance, world: World): void {
  const act = <S extends z.ZodType>(
    path: string,
    schema: S,
    work: (realm: Realm, input: z.output<S>, params: Record<string, string>) => object,
  ) =>
    app.post<{ Params: Record<string, string> }>(`/control/realms/:id${path}`, async (request) => {
      const input = schema.parse(request.body);
      const company = companyOf(world, request.params.id ?? '');
      const done = work(realmOf(world, company), input, request.params);
      world.changed();
      return done;
    });

  act('/payments', payment, (realm, input) => ({ payment: pay(realm, input) }));
  act('/credit-memos', credit, (realm, input) => {
    const invoice = input.invoiceId ? invoiceOf(realm.company, input.invoiceId) : undefined;
    const customer = invoice?.CustomerRef ?? { value: input.customerId ?? '' };
    const creditMemo = addCreditMemo(realm, { ...input, customer });
    const applied = invoice && applyCredit(realm, creditMemo, invoice);
    return { creditMemo, payment: applied };
  });
  act('/customers/merge', merger, (realm, { from, into }) => {
    const { company } = realm;
    const gone = customerFor(company, { value: from });
    const kept = customerFor(company, { value: into });
    return { customer: mergeCustomers(realm, gone, kept, switchesFor(world, company)) };
  });
  act('/transactions/:txnId', marks, (realm, input, { txnId = '' }) => {
    if (input.locked !== undefined) lock(realm.company, txnId, input.locked);
    if (input.eInvoiceStatus !== undefined)
      markInvoice(realm, invoiceOf(realm.company, txnId), input.eInvoiceStatus);
    if (input.deliveryError !== undefined)
      bounceMail(realm, invoiceOf(realm.company, txnId), input.deliveryError);
    return { ok: true };
  });
}

function lock(company: Company, txnId: string, as: z.output<typeof marks>['locked']): void {
  if (!applicableOf(company, txnId) && !company.payments[txnId])
    throw new Error(`no transaction ${txnId}`);
  delete company.locks[txnId];
  if (as) company.locks[txnId] = as;
}

function pay(realm: Realm, input: z.output<typeof payment>) {
  const invoice = realm.company.invoices[input.invoiceId ?? ''];
  const amount = input.amount ?? Big(invoice?.Balance ?? 0);
  const customer = input.customerId ? { value: input.customerId } : undefined;
  return recordPayment(realm, {
    customer: invoice?.CustomerRef ?? customer,
    total: amount,
    date: input.date,
    reference: input.reference,
    method: input.method ? { value: input.method } : undefined,
    applied: invoice
      ? [
          {
            type: 'Invoice',
            id: invoice.Id,
            amount: amount.gt(invoice.Balance) ? Big(invoice.Balance) : amount,
          },
        ]
      : [],
  });
}
