import { paymentsOn } from '../company/balances.ts';
import type { CreditMemo } from '../company/credit-memo.ts';
import type { Company } from '../company/realm.ts';
import { buttonForm, escapeHtml, facts, link } from './layout.ts';
import { lineTable } from './line-table.ts';

/** One credit memo and the invoices it has paid. */
export function creditMemoBodyMarkup(company: Company, memo: CreditMemo): string {
  const { CustomerRef: customer } = memo;
  const invoices = paymentsOn(company, memo)
    .flatMap((payment) => payment.Line.map((line) => line.LinkedTxn[0]))
    .filter((linked) => linked.TxnType === 'Invoice')
    .map(({ TxnId }) => {
      const number = company.invoices[TxnId]?.DocNumber ?? TxnId;
      return link(company, `invoice?txnId=${TxnId}`, `Invoice ${number}`);
    });
  return `${facts([
    ['Customer', link(company, `customerdetail?nameId=${customer.value}`, customer.name ?? '')],
    ['Date', memo.TxnDate],
    ['Applied to', invoices.join(', ')],
    ['Memo', escapeHtml(memo.PrivateNote ?? '')],
  ])}<h2>Lines</h2>${lineTable(memo, memo.CurrencyRef?.value ?? company.currency)}
<h2>Other actions</h2><div class="actions">${buttonForm(company, { action: 'creditmemo/delete', values: { memoId: memo.Id } }, 'Delete credit memo')}</div>`;
}
