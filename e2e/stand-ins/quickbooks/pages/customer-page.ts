import type { Company } from '../books/company.ts';
import { addressLines } from '../books/company-address.ts';
import type { Customer, Invoice, Payment } from '../books/entities.ts';
import { figure } from '../pdf/figures.ts';
import { hidden } from './invoice-page.ts';
import { escapeHtml, facts } from './layout.ts';

/** One customer with the invoices and payments of it. */
export function customerBodyMarkup(company: Company, customer: Customer): string {
  const currency = customer.CurrencyRef?.value ?? company.currency;
  const invoices = Object.values(company.invoices).filter(
    (one) => one.CustomerRef.value === customer.Id,
  );
  const payments = Object.values(company.payments).filter(
    (one) => one.CustomerRef.value === customer.Id,
  );
  const change = customer.Active
    ? '<button class="danger" name="active" value="false">Make inactive</button>'
    : '<button name="active" value="true">Make active</button>';
  return `${facts([
    ['Company', escapeHtml(customer.CompanyName ?? '')],
    ['Billing address', escapeHtml(addressLines(customer.BillAddr).join(', '))],
    ['Email', escapeHtml(customer.PrimaryEmailAddr?.Address ?? '')],
    ['Phone', escapeHtml(customer.PrimaryPhone?.FreeFormNumber ?? '')],
    ['Tax number', escapeHtml(customer.ResaleNum ?? customer.PrimaryTaxIdentifier ?? '')],
    ['Status', customer.Active ? 'Active' : 'Inactive'],
    [`Open balance (${currency})`, figure(customer.Balance)],
  ])}
<h2>Invoices</h2>${invoiceTable(company, invoices)}
<h2>Payments</h2>${paymentList(company, payments)}
<h2>Other actions</h2><form method="post" action="/app/customer/active" class="actions">${hidden(company, { nameId: customer.Id })}${change}</form>`;
}

export function invoiceTable(company: Company, invoices: Invoice[]): string {
  if (invoices.length === 0) return '<p>No invoices yet.</p>';
  const rows = invoices
    .toReversed()
    .slice(0, 100)
    .map(
      (invoice) =>
        `<tr><td><a href="/app/invoice?txnId=${invoice.Id}&companyId=${company.id}">${escapeHtml(invoice.DocNumber ?? 'without number')}</a></td><td>${invoice.TxnDate}</td><td>${escapeHtml(invoice.CustomerRef.name ?? '')}</td><td>${invoice.DueDate}</td><td class="amount">${figure(invoice.TotalAmt)}</td><td class="amount">${figure(invoice.Balance)}</td></tr>`,
    );
  return `<table><thead><tr><th>Number</th><th>Date</th><th>Customer</th><th>Due</th><th class="amount">Total</th><th class="amount">Balance</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
}

function paymentList(company: Company, payments: Payment[]): string {
  if (payments.length === 0) return '<p>No payments yet.</p>';
  const rows = payments
    .toReversed()
    .map(
      (payment) =>
        `<tr><td><a href="/app/recvpayment?txnId=${payment.Id}&companyId=${company.id}">${payment.TxnDate}</a></td><td>${escapeHtml(payment.PaymentRefNum ?? '')}</td><td class="amount">${figure(payment.TotalAmt)}</td><td class="amount">${figure(payment.UnappliedAmt)}</td></tr>`,
    );
  return `<table><thead><tr><th>Date</th><th>Reference no.</th><th class="amount">Amount</th><th class="amount">Credit left</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
}

/** One payment and the invoices it went to. */
export function paymentBodyMarkup(company: Company, payment: Payment): string {
  const invoices = payment.Line.flatMap((line) => line.LinkedTxn).map(({ TxnId }) => {
    const number = company.invoices[TxnId]?.DocNumber ?? TxnId;
    return `<a href="/app/invoice?txnId=${TxnId}&companyId=${company.id}">Invoice ${escapeHtml(number)}</a>`;
  });
  return `${facts([
    ['Customer', escapeHtml(payment.CustomerRef.name ?? '')],
    ['Payment date', payment.TxnDate],
    ['Reference no.', escapeHtml(payment.PaymentRefNum ?? '')],
    ['Amount received', figure(payment.TotalAmt)],
    ['Credit left', figure(payment.UnappliedAmt)],
    ['Applied to', invoices.join(', ')],
  ])}<h2>Other actions</h2><form method="post" action="/app/payment/remove" class="actions">${hidden(company, { paymentId: payment.Id })}<button class="danger">Remove payment of ${figure(payment.TotalAmt)}</button></form>`;
}
