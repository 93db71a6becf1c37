import { partOf } from '../company/balances.ts';
import type { Payment } from '../company/entities.ts';
import type { Company } from '../company/realm.ts';
import { figure } from '../pdf/figures.ts';
import { buttonForm, escapeHtml, facts, hidden, link } from './layout.ts';

/** One payment, its applied parts and the form that changes them. */
export function paymentBodyMarkup(company: Company, payment: Payment): string {
  const parts = payment.Line.map(({ Amount, LinkedTxn: [{ TxnId, TxnType }] }) => {
    const memo = TxnType === 'CreditMemo';
    const number = (memo ? company.creditMemos : company.invoices)[TxnId]?.DocNumber ?? TxnId;
    const path = `${memo ? 'creditmemo' : 'invoice'}?txnId=${TxnId}`;
    const text = `${memo ? 'Credit memo' : 'Invoice'} ${number}`;
    return `${link(company, path, text)} ${figure(Amount)}`;
  });
  const values = { paymentId: payment.Id };
  const amount = figure(payment.TotalAmt);
  return `${facts([
    ['Customer', escapeHtml(payment.CustomerRef.name ?? '')],
    ['Payment date', payment.TxnDate],
    ['Payment method', methodName(company, payment)],
    ['Reference no.', escapeHtml(payment.PaymentRefNum ?? '')],
    ['Amount received', amount],
    ['Credit left', figure(payment.UnappliedAmt)],
    ['Applied to', parts.join(', ')],
    ['Memo', escapeHtml(payment.PrivateNote ?? '')],
  ])}${applyForm(company, payment)}<h2>Other actions</h2><div class="actions">${buttonForm(company, { action: 'payment/void', values }, 'Void payment')}${buttonForm(company, { action: 'payment/remove', values }, `Remove payment of ${amount}`)}</div>`;
}

function methodName(company: Company, payment: Payment): string {
  return escapeHtml(company.paymentMethods[payment.PaymentMethodRef?.value ?? '']?.Name ?? '');
}

/** Form with all invoices of the customer that are open or use this payment. */
function applyForm(company: Company, payment: Payment): string {
  const rows = Object.values(company.invoices)
    .filter((invoice) => invoice.CustomerRef.value === payment.CustomerRef.value)
    .map((invoice) => ({ invoice, part: partOf(payment.Line, invoice.Id) }))
    .filter(({ invoice, part }) => invoice.Balance > 0 || part.gt(0))
    .map(
      ({ invoice, part }) =>
        `<label>Applied to invoice ${escapeHtml(invoice.DocNumber ?? invoice.Id)} (open ${figure(invoice.Balance)}) <input name="apply-${invoice.Id}" inputmode="decimal" value="${part.gt(0) ? part.toFixed(2) : ''}"></label>`,
    );
  if (rows.length === 0) return '';
  return `<h2>Apply</h2><form method="post" action="/app/payment/apply" class="row">${hidden(company, { paymentId: payment.Id })}${rows.join('')}<button>Save payment</button></form>`;
}
