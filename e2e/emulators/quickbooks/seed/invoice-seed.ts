import Big from 'big.js';
import { recountAllCustomers } from '../company/customer-balance.ts';
import type { Customer, Invoice, Item } from '../company/entities.ts';
import type { InvoiceInput, LineInput } from '../company/invoice-body.ts';
import { createInvoice } from '../company/invoices.ts';
import { addDays, dateIn, noonOf } from '../company/moment.ts';
import { cents } from '../company/money.ts';
import { recordPayment } from '../company/payments.ts';
import { type Company, isUnitedStates, type Realm } from '../company/realm.ts';
import { voidInvoice } from '../company/void-invoice.ts';
import { between, seededRandom } from './random.ts';
import { standardCode } from './tax-codes.ts';

/**
 * Creates `count` invoices, oldest first, over the last two years (eight months for up to 100), in
 * every state: paid, partly paid, voided, overdue, open; optionally of one customer. Returns their
 * Ids.
 */
export function seedInvoices(
  company: Company,
  wish: { count: number; seed: number; now: number; customerId?: string },
): string[] {
  const random = seededRandom(wish.seed);
  const today = dateIn(company.zone, wish.now);
  const customers = Object.values(company.customers).filter(
    (one) => one.Active && (wish.customerId === undefined || one.Id === wish.customerId),
  );
  const items = Object.values(company.items).filter(
    (one) => one.Active && (one.UnitPrice ?? 0) > 0,
  );
  const closed = company.preferences.bookCloseDate;
  const span = wish.count > 100 ? 730 : 240;
  const ids: string[] = [];
  for (let n = 0; n < wish.count; n++) {
    const age = Math.floor((span * (wish.count - 1 - n)) / wish.count);
    const date = addDays(today, -age);
    if (closed && date <= closed) continue;
    const realm: Realm = {
      company,
      now: Math.min(noonOf(date, company.zone), wish.now),
      bulk: true,
    };
    const customer = customers[between(random, 0, customers.length - 1)];
    if (!customer) break;
    const invoice = createInvoice(realm, invented(company, customer, items, random, date), {
      allowDuplicateNumber: true,
    });
    ids.push(invoice.Id);
    const fate = fateOf({ n, count: wish.count, age, drawn: random() });
    if (fate === 'void') voidInvoice(realm, invoice);
    const share = fate === 'pay' ? 1 : fate === 'pay in part' ? 0.4 : 0;
    pay(realm, invoice, Big(share), { delay: between(random, 5, 25), today, now: wish.now });
  }
  recountAllCustomers({ company, now: wish.now });
  return ids;
}

function invented(
  company: Company,
  customer: Customer,
  items: Item[],
  random: () => number,
  date: string,
): InvoiceInput {
  const us = isUnitedStates(company);
  const lines = Array.from({ length: between(random, 1, 4) }, (): LineInput[] => {
    const item = items[between(random, 0, items.length - 1)];
    if (!item) return [];
    const Qty = Big(between(random, 1, 6));
    const UnitPrice = Big(item.UnitPrice ?? 0);
    const detail = {
      ItemRef: { value: item.Id },
      Qty,
      UnitPrice,
      TaxCodeRef: standardCode(company),
    };
    return [
      {
        DetailType: 'SalesItemLineDetail',
        Description: item.Name,
        Amount: cents(Qty.times(UnitPrice)),
        SalesItemLineDetail: detail,
      },
    ];
  });
  const byHand = us && company.preferences.automatedSalesTax !== 'on';
  return {
    CustomerRef: { value: customer.Id },
    TxnDate: date,
    Line: lines.flat(),
    CurrencyRef: customer.CurrencyRef && { value: customer.CurrencyRef.value },
    GlobalTaxCalculation: us ? undefined : 'TaxExcluded',
    TransactionLocationType: company.country === 'FR' ? 'WithinFrance' : undefined,
    TxnTaxDetail: byHand ? { TxnTaxCodeRef: { value: '2' } } : undefined,
    BillEmail: customer.PrimaryEmailAddr,
    DocNumber: company.preferences.customTxnNumbers ? `HP-${company.nextIds.txn}` : undefined,
    CustomerMemo: { value: 'Thank you for your business.' },
  };
}

type Fate = 'void' | 'pay' | 'pay in part' | 'leave open';

/**
 * Decides the state of a generated invoice: old ones are mostly paid, recent ones mostly open, a
 * few voided. Fixed positions guarantee one voided, one open and one partly paid even for few
 * invoices.
 */
function fateOf(at: { n: number; count: number; age: number; drawn: number }): Fate {
  if (at.n === Math.floor(at.count * 0.3)) return 'void';
  if (at.n === Math.floor(at.count * 0.5)) return 'leave open';
  if (at.n === Math.floor(at.count * 0.6)) return 'pay in part';
  if (at.drawn > 0.97) return 'void';
  const paidShare = at.age > 90 ? 0.9 : at.age > 30 ? 0.5 : 0.15;
  if (at.drawn < paidShare) return 'pay';
  return at.drawn < paidShare + 0.05 ? 'pay in part' : 'leave open';
}

/** Records a payment `delay` days after the invoice, today at the latest. */
function pay(
  realm: Realm,
  invoice: Invoice,
  share: Big,
  at: { delay: number; today: string; now: number },
): void {
  const amount = cents(Big(invoice.Balance).times(share));
  if (amount.lte(0)) return;
  const wanted = addDays(invoice.TxnDate, at.delay);
  const date = wanted.localeCompare(at.today) < 0 ? wanted : at.today;
  recordPayment(
    { ...realm, now: Math.min(noonOf(date, realm.company.zone), at.now) },
    {
      customer: invoice.CustomerRef,
      total: amount,
      date,
      method: { value: usualMethod(invoice.Id) },
      applied: [{ type: 'Invoice', id: invoice.Id, amount }],
    },
  );
}

/** Alternates between check, card and bank transfer. */
function usualMethod(invoiceId: string): string {
  return String(2 + (Number(invoiceId) % 3));
}
