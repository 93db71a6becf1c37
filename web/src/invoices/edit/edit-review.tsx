import type { InvoicePage } from '@dealbill/server/contract/invoices';
import type { InvoiceDocument } from '../../editor/document.ts';
import { money } from '../../lib/format.ts';
import { m } from '../../messages/compiled/messages.js';
import { documentOf } from './edit-document.ts';
import styles from './edit-form.module.css';
import { type ReviewRow, reviewRows, writingOf } from './review-rows.ts';
import { sameLines } from './same-lines.ts';
import { withTermAfter } from './term-after.ts';
import { totalBeside } from './totals-after.ts';

/** The total before and after; before tax where QuickBooks calculates it. */
const totalRow = (page: InvoicePage, typed: InvoiceDocument): ReviewRow => {
  const { currency } = page.invoice;
  const { before, after, beforeTax } = totalBeside(page, typed);
  return {
    key: 'total',
    name: beforeTax ? m.editor_totals_total_before_tax() : m.invoices_total(),
    before: money(before, currency),
    after: money(after, currency),
  };
};

/** Lists all changes before saving, with old and new values. */
export function EditReview({ page, typed }: { page: InvoicePage; typed: InvoiceDocument }) {
  const before = documentOf(page);
  const rows = reviewRows(before, withTermAfter(page, typed), writingOf(page));
  const withTotal = !sameLines(before.lines, typed.lines);
  return (
    <>
      <ChangesTable rows={withTotal ? [...rows, totalRow(page, typed)] : rows} />
      {withTotal && page.taxed ? (
        <p className={styles.soft}>{m.invoices_edit_tax_by_quickbooks()}</p>
      ) : null}
    </>
  );
}

/** A table of names with their old and new values. */
export function ChangesTable({ rows }: { rows: ReviewRow[] }) {
  return (
    <table className={`${styles.changes} figures`}>
      <thead>
        <tr>
          <th scope="col">{m.invoices_edit_what()}</th>
          <th scope="col">{m.invoices_edit_before()}</th>
          <th scope="col">{m.invoices_edit_after()}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, name, before, after }) => (
          <tr key={key} className={key === 'total' ? styles.sum : undefined}>
            <th scope="row">{name}</th>
            <td className={styles.before}>{before ?? <Nothing />}</td>
            <td className={styles.after}>
              {after ?? <span className={styles.gone}>{m.invoices_edit_removed()}</span>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Nothing() {
  return (
    <>
      <span aria-hidden="true">–</span>
      <span className="unseen">{m.invoices_edit_nothing()}</span>
    </>
  );
}
