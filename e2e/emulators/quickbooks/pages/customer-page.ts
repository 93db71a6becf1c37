import { addressLines } from '../company/company-address.ts';
import type { CreditMemo } from '../company/credit-memo.ts';
import type { Customer, Invoice, Payment, Ref } from '../company/entities.ts';
import { type Company, isUnitedStates } from '../company/realm.ts';
import { figure } from '../pdf/figures.ts';
import { escapeHtml, facts, hidden, link, table } from './layout.ts';

/** One customer with its invoices, payments, credit memos and actions. */
export function customerBodyMarkup(company: Company, customer: Customer): string {
  const currency = customer.CurrencyRef?.value ?? company.currency;
  const mine = <T extends { CustomerRef: Ref }>(all: Record<string, T>) =>
    Object.values(all).filter((one) => one.CustomerRef.value === customer.Id);
  const change = customer.Active
    ? '<button class="danger" name="active" value="false">Make inactive</button>'
    : '<button name="active" value="true">Make active</button>';
  return `${facts([
    ['Company', escapeHtml(customer.CompanyName ?? '')],
    ['Billing address', escapeHtml(addressLines(customer.BillAddr).join(', '))],
    ['Email', escapeHtml(customer.PrimaryEmailAddr?.Address ?? '')],
    ['Phone', escapeHtml(customer.PrimaryPhone?.FreeFormNumber ?? '')],
    ['Tax number', escapeHtml(taxNumberOf(customer))],
    ['Status', customer.Active ? 'Active' : 'Inactive'],
    [`Open balance (${currency})`, figure(customer.Balance)],
  ])}
<h2>Invoices</h2>${invoiceTable(company, mine(company.invoices))}
<h2>Payments</h2>${paymentList(company, mine(company.payments))}
<h2>Credit memos</h2>${creditMemoList(company, mine(company.creditMemos))}
${customer.Active ? creditForm(company, customer) + editForm(company, customer) + mergeForm(company, customer) : ''}
<h2>Other actions</h2><form method="post" action="/app/customer/active" class="actions">${hidden(company, { nameId: customer.Id })}${change}</form>`;
}

function taxNumberOf(customer: Customer): string {
  return customer.ResaleNum ?? customer.PrimaryTaxIdentifier ?? '';
}

/** Table of the latest 100 invoices. */
export function invoiceTable(company: Company, invoices: Invoice[]): string {
  if (invoices.length === 0) return '<p>No invoices yet.</p>';
  const rows = invoices
    .toReversed()
    .slice(0, 100)
    .map((invoice) => [
      link(company, `invoice?txnId=${invoice.Id}`, invoice.DocNumber ?? 'without number'),
      invoice.TxnDate,
      escapeHtml(invoice.CustomerRef.name ?? ''),
      invoice.DueDate,
      figure(invoice.TotalAmt),
      figure(invoice.Balance),
    ]);
  return table(['Number', 'Date', 'Customer', 'Due', '>Total', '>Balance'], rows);
}

function paymentList(company: Company, payments: Payment[]): string {
  if (payments.length === 0) return '<p>No payments yet.</p>';
  const rows = payments
    .toReversed()
    .slice(0, 100)
    .map((payment) => [
      link(company, `recvpayment?txnId=${payment.Id}`, payment.TxnDate),
      escapeHtml(payment.PaymentRefNum ?? ''),
      figure(payment.TotalAmt),
      figure(payment.UnappliedAmt),
    ]);
  return table(['Date', 'Reference no.', '>Amount', '>Credit left'], rows);
}

function creditMemoList(company: Company, memos: CreditMemo[]): string {
  if (memos.length === 0) return '<p>No credit memos yet.</p>';
  const rows = memos
    .toReversed()
    .map((memo) => [
      link(company, `creditmemo?txnId=${memo.Id}`, memo.DocNumber ?? 'without number'),
      memo.TxnDate,
      figure(memo.TotalAmt),
      figure(memo.RemainingCredit),
    ]);
  return table(['Number', 'Date', '>Total', '>Credit left'], rows);
}

function creditForm(company: Company, customer: Customer): string {
  return `<h2>Give credit</h2><form method="post" action="/app/creditmemo/record" class="row">${hidden(company, { nameId: customer.Id })}
<label>Credit amount <input name="amount" inputmode="decimal" required></label>
<label>Reason <input name="note"></label><button>Save credit memo</button></form>`;
}

function editForm(company: Company, customer: Customer): string {
  const taxLabel = isUnitedStates(company) ? 'Resale number' : 'Tax registration number';
  return `<h2>Edit</h2><form method="post" action="/app/customer/edit" class="row">${hidden(company, { nameId: customer.Id })}
<label>Display name <input name="name" value="${escapeHtml(customer.DisplayName)}" required></label>
<label>Customer email <input name="email" value="${escapeHtml(customer.PrimaryEmailAddr?.Address ?? '')}"></label>
<label>Street and town <textarea name="address" rows="4">${escapeHtml(addressLines(customer.BillAddr).join('\n'))}</textarea></label>
<label>${taxLabel} <input name="taxNumber" value="${escapeHtml(taxNumberOf(customer))}"></label><button>Save customer</button></form>`;
}

function mergeForm(company: Company, customer: Customer): string {
  return `<h2>Merge</h2><p>Everything of this customer goes to the other one. This cannot be undone.</p><form method="post" action="/app/customer/merge" class="row">${hidden(company, { nameId: customer.Id })}
<label>Merge into (name) <input name="into" required></label><button class="danger">Merge customers</button></form>`;
}
