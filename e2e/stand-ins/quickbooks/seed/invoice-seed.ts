import Big from 'big.js';
import { type Books, type Company, isUnitedStates } from '../books/company.ts';
import { recountAllCustomers } from '../books/customer-balance.ts';
import type { Customer, Invoice, Item } from '../books/entities.ts';
import type { InvoiceInput, LineInput } from '../books/invoice-body.ts';
import { createInvoice, voidInvoice } from '../books/invoices.ts';
import { addDays, dateIn, noonOf } from '../books/moment.ts';
import { cents } from '../books/money.ts';
import { recordPayment } from '../books/payments.ts';
import { between, seededRandom } from './random.ts';

/**
 * Writes `count` invoices spread over the last two years, oldest first, in every state: paid, partly
 * paid, voided, overdue, open. Returns their Ids.
 */
export function seedInvoices(
  company: Company,
  wish: { count: number; seed: number; now: number },
): string[] {
  const random = seededRandom(wish.seed);
  const today = dateIn(company.zone, wish.now);
  const customers = Object.values(company.customers).filter((one) => one.Active);
  const items = Object.values(company.items).filter(
    (one) => one.Active && (one.UnitPrice ?? 0) > 0,
  );
  const closed = company.preferences.bookCloseDate;
  const ids: string[] = [];
  for (let n = 0; n < wish.count; n++) {
    const age = Math.floor((730 * (wish.count - 1 - n)) / wish.count);
    const date = addDays(today, -age);
    if (closed && date <= closed) continue;
    const books: Books = {
      company,
      now: Math.min(noonOf(date, company.zone), wish.now),
      bulk: true,
    };
    const customer = customers[between(random, 0, customers.length - 1)];
    if (!customer) break;
    const invoice = createInvoice(books, invented(company, customer, items, random, date), {
      allowDuplicateNumber: true,
    });
    ids.push(invoice.Id);
    const fate = random();
    settle(books, invoice, { fate, age, today, now: wish.now });
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
    const Qty = Big(between(random, 1, 12));
    const UnitPrice = Big(item.UnitPrice ?? 0);
    const detail = {
      ItemRef: { value: item.Id },
      Qty,
      UnitPrice,
      TaxCodeRef: us ? undefined : { value: '2' },
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
    TxnTaxDetail: byHand ? { TxnTaxCodeRef: { value: '2' } } : undefined,
    BillEmail: customer.PrimaryEmailAddr,
    DocNumber: company.preferences.customTxnNumbers ? `HP-${company.nextIds.txn}` : undefined,
    CustomerMemo: { value: 'Thank you for your business.' },
  };
}

/** Old invoices are mostly paid, young ones mostly open; a few are voided at any age. */
function settle(
  books: Books,
  invoice: Invoice,
  at: { fate: number; age: number; today: string; now: number },
): void {
  if (at.fate > 0.97) return void voidInvoice(books, invoice);
  const paidShare = at.age > 90 ? 0.9 : at.age > 30 ? 0.5 : 0.15;
  const partlyShare = paidShare + 0.05;
  if (invoice.Balance === 0 || at.fate >= partlyShare) return;
  const part = at.fate < paidShare ? Big(1) : Big('0.4');
  const amount = cents(Big(invoice.Balance).times(part));
  if (amount.lte(0)) return;
  const wanted = addDays(invoice.TxnDate, 7 + Math.floor(at.fate * 20));
  const date = wanted.localeCompare(at.today) < 0 ? wanted : at.today;
  const paidAt: Books = { ...books, now: Math.min(noonOf(date, books.company.zone), at.now) };
  recordPayment(paidAt, {
    customer: invoice.CustomerRef,
    total: amount,
    date,
    applied: [{ invoiceId: invoice.Id, amount }],
  });
}
