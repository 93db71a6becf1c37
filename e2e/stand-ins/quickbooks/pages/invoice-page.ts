import type { Company } from '../books/company.ts';
import { addressLines } from '../books/company-address.ts';
import type { Invoice, Line } from '../books/entities.ts';
import { dateIn } from '../books/moment.ts';
import { isVoided } from '../books/void-invoice.ts';
import { figure } from '../pdf/figures.ts';
import { escapeHtml, facts } from './layout.ts';

/** One invoice as an accountant sees it, with everything that can be done to it. */
export function invoiceBodyMarkup(company: Company, invoice: Invoice, now: number): string {
  const voided = isVoided(invoice);
  const currency = invoice.CurrencyRef?.value ?? company.currency;
  const customer = `<a href="/app/customerdetail?nameId=${invoice.CustomerRef.value}&companyId=${company.id}">${escapeHtml(invoice.CustomerRef.name ?? '')}</a>`;
  return `${facts([
    ['Customer', customer],
    ['Billing address', escapeHtml(addressLines(invoice.BillAddr).join(', '))],
    ['Email', escapeHtml(invoice.BillEmail?.Address ?? '')],
    ['Invoice date', invoice.TxnDate],
    ['Due date', invoice.DueDate],
    ['Terms', escapeHtml(invoice.SalesTermRef?.name ?? '')],
    ['Status', statusWord(invoice, dateIn(company.zone, now))],
    ['Message on invoice', escapeHtml(invoice.CustomerMemo?.value ?? '')],
    ['Memo', escapeHtml(invoice.PrivateNote ?? '')],
  ])}
<h2>Lines</h2>${lineTable(invoice, currency)}
<h2>Payments</h2>${paymentTable(company, invoice)}
${voided ? '' : paymentForm(company, invoice, now) + editForm(company, invoice)}
<h2>Other actions</h2><div class="actions">${voided ? '' : actionForm(company, invoice, 'void', 'Void invoice')}${actionForm(company, invoice, 'delete', 'Delete invoice')}</div>`;
}

function statusWord(invoice: Invoice, today: string): string {
  if (isVoided(invoice)) return 'Voided';
  if (invoice.Balance === 0) return 'Paid';
  if (invoice.DueDate < today) return 'Overdue';
  return invoice.Balance < invoice.TotalAmt ? 'Partially paid' : 'Open';
}

function lineTable(invoice: Invoice, currency: string): string {
  const rows = invoice.Line.filter((line) => line.DetailType !== 'SubTotalLineDetail').map(lineRow);
  const totals: [string, number][] = [
    ['Tax', invoice.TxnTaxDetail.TotalTax],
    ['Total', invoice.TotalAmt],
    [`Balance due (${currency})`, invoice.Balance],
  ];
  const foot = totals.map(
    ([name, value]) =>
      `<tr><td colspan="4" class="amount">${name}</td><td class="amount">${figure(value)}</td></tr>`,
  );
  return `<table><thead><tr><th>Product or service</th><th>Description</th><th class="amount">Qty</th><th class="amount">Rate</th><th class="amount">Amount</th></tr></thead><tbody>${rows.join('')}</tbody><tfoot>${foot.join('')}</tfoot></table>`;
}

function lineRow(line: Line): string {
  const detail = line.SalesItemLineDetail;
  const discount = line.DetailType === 'DiscountLineDetail';
  const name = discount ? 'Discount' : (detail?.ItemRef.name ?? (detail ? 'Shipping' : ''));
  const amount = line.Amount === undefined ? '' : figure(discount ? -line.Amount : line.Amount);
  const rate = detail?.UnitPrice === undefined ? '' : figure(detail.UnitPrice);
  return `<tr><td>${escapeHtml(name)}</td><td>${escapeHtml(line.Description ?? '')}</td><td class="amount">${detail?.Qty ?? ''}</td><td class="amount">${rate}</td><td class="amount">${amount}</td></tr>`;
}

function paymentTable(company: Company, invoice: Invoice): string {
  const payments = invoice.LinkedTxn.flatMap(({ TxnId }) => company.payments[TxnId] ?? []);
  if (payments.length === 0) return '<p>No payments yet.</p>';
  const rows = payments.map((payment) => {
    const applied = payment.Line.find((line) =>
      line.LinkedTxn.some((link) => link.TxnId === invoice.Id),
    );
    const amount = figure(applied?.Amount ?? 0);
    const remove = `<form method="post" action="/app/payment/remove">${hidden(company, { txnId: invoice.Id, paymentId: payment.Id })}<button class="quiet">Remove payment of ${amount}</button></form>`;
    return `<tr><td><a href="/app/recvpayment?txnId=${payment.Id}&companyId=${company.id}">${payment.TxnDate}</a></td><td>${escapeHtml(payment.PaymentRefNum ?? '')}</td><td class="amount">${amount}</td><td>${remove}</td></tr>`;
  });
  return `<table><thead><tr><th>Date</th><th>Reference no.</th><th class="amount">Amount</th><th>Action</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
}

function paymentForm(company: Company, invoice: Invoice, now: number): string {
  if (invoice.Balance <= 0) return '';
  return `<h2>Receive payment</h2><form method="post" action="/app/payment/record" class="row">${hidden(company, { txnId: invoice.Id })}
<label>Amount received <input name="amount" inputmode="decimal" value="${invoice.Balance.toFixed(2)}" required></label>
<label>Payment date <input name="date" type="date" value="${dateIn(company.zone, now)}" required></label>
<label>Reference no. <input name="reference" maxlength="21"></label><button>Record payment</button></form>`;
}

function editForm(company: Company, invoice: Invoice): string {
  const amounts = invoice.Line.filter((line) => line.DetailType === 'SalesItemLineDetail').map(
    (line) =>
      `<label>Amount of line ${line.LineNum} <input name="line-${line.Id}" inputmode="decimal" value="${(line.Amount ?? 0).toFixed(2)}" required></label>`,
  );
  return `<h2>Edit</h2><form method="post" action="/app/invoice/edit" class="row">${hidden(company, { txnId: invoice.Id })}
<label>Due date <input name="dueDate" type="date" value="${invoice.DueDate}" required></label>
<label>Memo <input name="memo" value="${escapeHtml(invoice.PrivateNote ?? '')}"></label>
${amounts.join('')}<button>Save changes</button></form>`;
}

function actionForm(company: Company, invoice: Invoice, action: string, label: string): string {
  return `<form method="post" action="/app/invoice/${action}">${hidden(company, { txnId: invoice.Id })}<button class="danger">${label}</button></form>`;
}

export function hidden(company: Company, values: Record<string, string>): string {
  return Object.entries({ companyId: company.id, ...values })
    .map(([name, value]) => `<input type="hidden" name="${name}" value="${escapeHtml(value)}">`)
    .join('');
}
