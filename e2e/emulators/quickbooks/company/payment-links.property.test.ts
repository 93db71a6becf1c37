import Big from 'big.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { seedCompany } from '../seed/company-seed.ts';
import { readBody } from '../wire/body-faults.ts';
import { ApiFault } from '../wire/faults.ts';
import { partOf, paymentsOn } from './balances.ts';
import { addCreditMemo, applyCredit, applyUnapplied } from './credit-by-hand.ts';
import { deleteCreditMemo } from './credit-memos.ts';
import { invoiceBody } from './invoice-body.ts';
import { createInvoice, deleteInvoice, updateInvoice } from './invoices.ts';
import { sumOf } from './money.ts';
import { totalsOf } from './payment-links.ts';
import { recordPayment, removePayment, unapplyPayment, voidPayment } from './payments.ts';
import type { Realm } from './realm.ts';
import { voidInvoice } from './void-invoice.ts';

const now = Date.parse('2026-11-21T18:00:00Z');
const customer = { value: '1' };

const saleFor = (amount: Big) =>
  readBody(invoiceBody, {
    CustomerRef: customer,
    Line: [
      {
        DetailType: 'SalesItemLineDetail',
        Amount: amount.toNumber(),
        SalesItemLineDetail: { TaxCodeRef: { value: 'NON' } },
      },
    ],
  });

const act = fc.record({
  kind: fc.constantFrom(
    'bill',
    'bill',
    'pay',
    'pay',
    'credit',
    'apply credit',
    'apply money',
    'take off',
    'void payment',
    'remove payment',
    'edit',
    'void',
    'delete',
    'delete credit',
  ),
  one: fc.nat(20),
  other: fc.nat(20),
  amount: fc.integer({ min: 1, max: 20_000 }).map((units) => Big(units).div(100)),
});

type Act = typeof act extends fc.Arbitrary<infer T> ? T : never;

const any = <T>(all: Record<string, T>, n: number): T | undefined => {
  const values = Object.values(all);
  return values[n % Math.max(1, values.length)];
};

/** Performs one action of an accountant; throws when QuickBooks refuses it. */
function perform(realm: Realm, { kind, one, other, amount }: Act): void {
  const { company } = realm;
  if (kind === 'bill') createInvoice(realm, saleFor(amount), { allowDuplicateNumber: true });
  if (kind === 'credit') addCreditMemo(realm, { customer, amount });
  const invoice = any(company.invoices, one);
  const payment = any(company.payments, other);
  const memo = any(company.creditMemos, other);
  if (kind === 'pay' && invoice) {
    const part = amount.gt(invoice.Balance) ? Big(invoice.Balance) : amount;
    const applied = [{ type: 'Invoice' as const, id: invoice.Id, amount: part }];
    recordPayment(realm, { customer, total: amount, applied });
  }
  if (kind === 'apply credit' && invoice && memo) applyCredit(realm, memo, invoice);
  if (kind === 'apply money' && invoice && payment) applyUnapplied(realm, payment, invoice);
  if (kind === 'take off' && invoice && payment) unapplyPayment(realm, payment, invoice.Id);
  if (kind === 'void payment' && payment) voidPayment(realm, payment);
  if (kind === 'remove payment' && payment) removePayment(realm, payment);
  if (kind === 'edit' && invoice)
    updateInvoice(realm, invoice, saleFor(amount), { allowDuplicateNumber: true });
  if (kind === 'void' && invoice) voidInvoice(realm, invoice);
  if (kind === 'delete' && invoice) deleteInvoice(realm, invoice, 'unlink');
  if (kind === 'delete credit' && memo) deleteCreditMemo(realm, memo);
}

function expectBalanced({ company }: Realm): void {
  const sales = [...Object.values(company.invoices), ...Object.values(company.creditMemos)];
  for (const sale of sales) {
    const parts = paymentsOn(company, sale).map((payment) => partOf(payment.Line, sale.Id));
    expect(sale.Balance).toBe(Big(sale.TotalAmt).minus(sumOf(parts)).toNumber());
    expect(sale.Balance).toBeGreaterThanOrEqual(0);
    expect(parts.every((part) => part.gt(0))).toBe(true);
  }
  for (const payment of Object.values(company.payments)) {
    const { invoices, credits } = totalsOf(payment.Line);
    expect(credits.lte(invoices)).toBe(true);
    const left = Big(payment.TotalAmt).plus(credits).minus(invoices);
    expect(payment.UnappliedAmt).toBe(left.toNumber());
    expect(payment.UnappliedAmt).toBeGreaterThanOrEqual(0);
    for (const { LinkedTxn } of payment.Line) {
      const [{ TxnId }] = LinkedTxn;
      const sale = company.invoices[TxnId] ?? company.creditMemos[TxnId];
      expect(sale?.LinkedTxn).toContainEqual({ TxnId: payment.Id, TxnType: 'Payment' });
    }
  }
  const owed = sumOf(Object.values(company.invoices).map((one) => Big(one.Balance)));
  const credit = sumOf([
    ...Object.values(company.payments).map((one) => Big(one.UnappliedAmt)),
    ...Object.values(company.creditMemos).map((one) => Big(one.Balance)),
  ]);
  expect(company.customers['1']?.Balance).toBe(owed.minus(credit).toNumber());
}

test('keeps all balances consistent through any sequence of payments, credits, changes and deletions', () => {
  const wish = { id: '1', name: 'US', like: 'us', size: 'small', preferences: {} } as const;
  const seeded = seedCompany(wish, now);
  Object.assign(seeded, { invoices: {}, payments: {} });
  fc.assert(
    fc.property(fc.array(act, { minLength: 5, maxLength: 30 }), (acts) => {
      const realm: Realm = { company: structuredClone(seeded), now };
      for (const one of acts) {
        try {
          perform(realm, one);
        } catch (error) {
          if (!(error instanceof ApiFault)) throw error;
        }
      }
      expectBalanced(realm);
    }),
    { numRuns: 300 },
  );
});
