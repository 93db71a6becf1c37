import type { InvoicePage } from '@dealbill/server/contract/invoices';
import { amount, money } from '../../lib/format.ts';
import { m } from '../../messages/compiled/messages.js';
import styles from './edit-totals.module.css';
import type { EditValues } from './edit-values.ts';
import { totalsAfter } from './totals-after.ts';

/** The total of the typed lines, beside the current total. */
export function EditTotals({ page, typed }: { page: InvoicePage; typed: EditValues }) {
  const { currency } = page.invoice;
  const after = totalsAfter(page, typed);
  const rows: [string, string][] = [[m.invoices_subtotal(), after.subtotal]];
  if (Number(after.discount) > 0) rows.push([m.invoices_discount(), `-${after.discount}`]);
  if (Number(after.shipping) !== 0) rows.push([m.invoices_shipping(), after.shipping]);
  if (Number(after.other) !== 0) rows.push([m.invoices_other_amounts(), after.other]);
  return (
    <dl className={`${styles.totals} figures`}>
      {rows.map(([name, sum]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{amount(sum, currency)}</dd>
        </div>
      ))}
      <div className={styles.total}>
        <dt>{after.total === null ? m.invoices_edit_total_before_tax() : m.invoices_total()}</dt>
        <dd>{money(after.total ?? after.beforeTax, currency)}</dd>
      </div>
    </dl>
  );
}
