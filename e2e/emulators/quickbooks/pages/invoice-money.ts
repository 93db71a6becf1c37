import { partOf, paymentsOn } from '../company/balances.ts';
import type { Invoice, Payment } from '../company/entities.ts';
import type { Company } from '../company/realm.ts';
import { figure } from '../pdf/figures.ts';
import { buttonForm, escapeHtml, hidden, link, table } from './layout.ts';

/** Table of the payments on an invoice, with their un-apply and remove actions. */
export function moneyTable(company: Company, invoice: Invoice): string {
  const payments = paymentsOn(company, invoice);
  if (payments.length === 0) return '<p>No payments yet.</p>';
  const rows = payments.map((payment) => {
    const amount = figure(partOf(payment.Line, invoice.Id).toNumber());
    const kind = payment.TotalAmt === 0 ? 'credit' : 'payment';
    const values = { txnId: invoice.Id, paymentId: payment.Id };
    const unapply = buttonForm(
      company,
      { action: 'payment/unapply', values },
      `Un-apply ${kind} of ${amount}`,
      'quiet',
    );
    const remove = buttonForm(
      company,
      { action: 'payment/remove', values },
      `Remove ${kind} of ${amount}`,
      'quiet',
    );
    return [
      link(company, `recvpayment?txnId=${payment.Id}`, payment.TxnDate),
      sourceOf(company, payment),
      escapeHtml(payment.PaymentRefNum ?? ''),
      amount,
      `<div class="actions">${unapply}${remove}</div>`,
    ];
  });
  return table(['Date', 'Kind', 'Reference no.', '>Amount', 'Action'], rows);
}

/** The payment method and the credit memos that a payment links. */
function sourceOf(company: Company, payment: Payment): string {
  const memos = payment.Line.filter((line) => line.LinkedTxn[0].TxnType === 'CreditMemo').map(
    (line) => {
      const id = line.LinkedTxn[0].TxnId;
      const number = company.creditMemos[id]?.DocNumber ?? id;
      return link(company, `creditmemo?txnId=${id}`, `Credit memo ${number}`);
    },
  );
  const method = company.paymentMethods[payment.PaymentMethodRef?.value ?? '']?.Name;
  const money = payment.TotalAmt === 0 ? [] : [escapeHtml(method ?? 'Payment')];
  return [...money, ...memos].join(', ');
}

/** Form for a payment; an amount above the balance becomes the customer's credit. */
export function paymentForm(company: Company, invoice: Invoice, today: string): string {
  if (invoice.Balance <= 0) return '';
  const methods = Object.values(company.paymentMethods).map(
    ({ Id, Name }) => `<option value="${Id}">${escapeHtml(Name)}</option>`,
  );
  return `<h2>Receive payment</h2><form method="post" action="/app/payment/record" class="row">${hidden(company, { txnId: invoice.Id })}
<label>Amount received <input name="amount" inputmode="decimal" value="${invoice.Balance.toFixed(2)}" required></label>
<label>Payment date <input name="date" type="date" value="${today}" required></label>
<label>Payment method <select name="method"><option value=""></option>${methods.join('')}</select></label>
<label>Reference no. <input name="reference" maxlength="21"></label><button>Record payment</button></form>`;
}

/** Form that applies unused credit memos and unapplied payments to this invoice. */
export function applyForm(company: Company, invoice: Invoice): string {
  const mine = <T extends { CustomerRef: { value: string } }>(all: Record<string, T>) =>
    Object.values(all).filter((one) => one.CustomerRef.value === invoice.CustomerRef.value);
  const memos = mine(company.creditMemos)
    .filter((memo) => memo.RemainingCredit > 0)
    .map(({ Id, DocNumber, RemainingCredit }) => ({
      value: `memo-${Id}`,
      text: `Credit memo ${DocNumber ?? Id}, ${figure(RemainingCredit)} left`,
    }));
  const money = mine(company.payments)
    .filter((payment) => payment.UnappliedAmt > 0)
    .map(({ Id, TxnDate, UnappliedAmt }) => ({
      value: `payment-${Id}`,
      text: `Payment of ${TxnDate}, ${figure(UnappliedAmt)} left`,
    }));
  const options = [...memos, ...money].map(
    ({ value, text }) => `<option value="${value}">${escapeHtml(text)}</option>`,
  );
  if (options.length === 0 || invoice.Balance <= 0) return '';
  return `<h2>Apply credit</h2><form method="post" action="/app/creditmemo/apply" class="row">${hidden(company, { txnId: invoice.Id })}
<label>Credit from <select name="credit">${options.join('')}</select></label>
<label>Amount to apply <input name="amount" inputmode="decimal" placeholder="all"></label><button>Apply credit</button></form>`;
}

/** Form for a new credit memo of the invoice's customer. */
export function creditForm(company: Company, invoice: Invoice): string {
  return `<h2>Give credit</h2><form method="post" action="/app/creditmemo/record" class="row">${hidden(company, { txnId: invoice.Id })}
<label>Credit amount <input name="amount" inputmode="decimal" required></label>
<label>Reason <input name="note"></label>
<label class="tick"><input type="checkbox" name="apply" value="yes" checked> Apply it to this invoice</label><button>Save credit memo</button></form>`;
}
