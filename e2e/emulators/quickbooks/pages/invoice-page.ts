import { addressLines } from '../company/company-address.ts';
import type { Invoice } from '../company/entities.ts';
import { dateIn } from '../company/moment.ts';
import type { Company } from '../company/realm.ts';
import { isVoided } from '../company/void-invoice.ts';
import { applyForm, creditForm, moneyTable, paymentForm } from './invoice-money.ts';
import { buttonForm, escapeHtml, facts, hidden, link } from './layout.ts';
import { lineTable } from './line-table.ts';

/** One invoice with all actions of an accountant. */
export function invoiceBodyMarkup(company: Company, invoice: Invoice, now: number): string {
  const voided = isVoided(invoice);
  const today = dateIn(company.zone, now);
  const { CustomerRef: customer } = invoice;
  const about = { txnId: invoice.Id };
  return `${facts([
    ['Customer', link(company, `customerdetail?nameId=${customer.value}`, customer.name ?? '')],
    ['Billing address', escapeHtml(addressLines(invoice.BillAddr).join(', '))],
    ['Email', escapeHtml(invoice.BillEmail?.Address ?? '')],
    ['Invoice date', invoice.TxnDate],
    ['Due date', invoice.DueDate],
    ['Terms', escapeHtml(invoice.SalesTermRef?.name ?? '')],
    ['Status', statusWord(invoice, today)],
    ['Delivery', deliveryWord(invoice)],
    ['Message on invoice', escapeHtml(invoice.CustomerMemo?.value ?? '')],
    ['Memo', escapeHtml(invoice.PrivateNote ?? '')],
  ])}
<h2>Lines</h2>${lineTable(invoice, invoice.CurrencyRef?.value ?? company.currency)}
<h2>Payments</h2>${moneyTable(company, invoice)}
${voided ? '' : paymentForm(company, invoice, today) + applyForm(company, invoice) + creditForm(company, invoice) + editForm(company, invoice)}
${sendForm(company, invoice)}
<h2>Other actions</h2><div class="actions">${buttonForm(company, { action: 'invoice/viewed', values: about }, 'Mark as viewed', 'quiet')}${invoice.DeliveryInfo ? buttonForm(company, { action: 'invoice/bounced', values: about }, 'The e-mail came back', 'quiet') : ''}${voided ? '' : buttonForm(company, { action: 'invoice/void', values: about }, 'Void invoice')}${buttonForm(company, { action: 'invoice/delete', values: about }, 'Delete invoice')}</div>`;
}

function statusWord(invoice: Invoice, today: string): string {
  if (isVoided(invoice)) return 'Voided';
  if (invoice.Balance === 0) return 'Paid';
  if (invoice.DueDate < today) return 'Overdue';
  return invoice.Balance < invoice.TotalAmt ? 'Partially paid' : 'Open';
}

function deliveryWord(invoice: Invoice): string {
  const sent = invoice.DeliveryInfo && `Sent ${invoice.DeliveryInfo.DeliveryTime}`;
  const { DeliveryErrorType: error } = invoice.DeliveryInfo ?? {};
  return [sent ?? 'Not sent', error, invoice.EInvoiceStatus].filter(Boolean).join(', ');
}

function editForm(company: Company, invoice: Invoice): string {
  const amounts = invoice.Line.filter((line) => line.DetailType === 'SalesItemLineDetail').map(
    (line) =>
      `<label>Amount of line ${line.LineNum} <input name="line-${line.Id}" inputmode="decimal" value="${(line.Amount ?? 0).toFixed(2)}" required></label>`,
  );
  return `<h2>Edit</h2><form method="post" action="/app/invoice/edit" class="row">${hidden(company, { txnId: invoice.Id })}
<label>Due date <input name="dueDate" type="date" value="${invoice.DueDate}" required></label>
<label>Memo <input name="memo" value="${escapeHtml(invoice.PrivateNote ?? '')}"></label>
<label>Message to customer <input name="message" value="${escapeHtml(invoice.CustomerMemo?.value ?? '')}"></label>
<label>Bill to email <input name="email" value="${escapeHtml(invoice.BillEmail?.Address ?? '')}"></label>
${amounts.join('')}<button>Save changes</button></form>`;
}

function sendForm(company: Company, invoice: Invoice): string {
  return `<h2>Send</h2><form method="post" action="/app/invoice/send" class="row">${hidden(company, { txnId: invoice.Id })}
<label>Send to <input name="to" value="${escapeHtml(invoice.BillEmail?.Address ?? '')}"></label><button>Send invoice</button></form>`;
}
