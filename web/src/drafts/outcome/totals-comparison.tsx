import type { DraftStatus } from '@dealbill/server/contract/drafts';
import { Big } from '@dealbill/server/shared/money/money';
import { amount, money } from '../../lib/format.ts';
import { m } from '../../messages/compiled/messages.js';
import { TickCircleIcon } from '../../ui/controls/icons.tsx';
import { Notice } from '../../ui/feedback/notice.tsx';
import styles from './screen.module.css';

type Comparison = NonNullable<DraftStatus['totalsComparison']>;
type ComparisonRow = Comparison['rows'][number];

const names: Record<ComparisonRow['what'], () => string> = {
  subtotal: m.editor_totals_subtotal,
  discount: m.editor_totals_discount,
  shipping: m.editor_shipping,
  tax: m.editor_totals_tax,
  total: m.editor_totals_total,
};

/**
 * Compares the form's totals with QuickBooks': equal to the cent, or the differences and which
 * figure counts.
 */
export function TotalsComparison({
  comparison,
  currency,
}: {
  comparison: Comparison;
  currency: string;
}) {
  if (comparison.agrees) {
    const added = comparison.rows.find(({ what, expected }) => what === 'tax' && expected === null);
    return (
      <p className={styles.agrees}>
        <TickCircleIcon />
        {added
          ? m.drafts_comparison_tax_added({ tax: money(added.actual, currency) })
          : m.drafts_comparison_agrees()}
      </p>
    );
  }
  return (
    <div className={styles.differs}>
      <Notice kind="warning" title={m.drafts_comparison_differs()}>
        <table className={`${styles.comparison} figures`}>
          <thead>
            <tr>
              <th scope="col">{m.drafts_comparison_what()}</th>
              <th scope="col">{m.drafts_comparison_form()}</th>
              <th scope="col">{m.drafts_comparison_quickbooks()}</th>
              <th scope="col">{m.drafts_comparison_difference()}</th>
            </tr>
          </thead>
          <tbody>
            {comparison.rows.map((row) => (
              <ComparisonLine key={row.what} row={row} currency={currency} />
            ))}
          </tbody>
        </table>
        <p>{explained(comparison)}</p>
      </Notice>
    </div>
  );
}

function explained({ roundedAs }: Comparison): string {
  if (roundedAs === 'per_line') return m.drafts_comparison_rounded_per_line();
  return roundedAs === 'on_sum'
    ? m.drafts_comparison_rounded_on_sum()
    : m.drafts_comparison_explained();
}

function ComparisonLine({ row, currency }: { row: ComparisonRow; currency: string }) {
  const { expected, actual } = row;
  const difference = expected === null ? null : new Big(actual).minus(expected);
  return (
    <tr>
      <th scope="row">{names[row.what]()}</th>
      <td>{expected === null ? m.drafts_comparison_unknown() : amount(expected, currency)}</td>
      <td>{amount(actual, currency)}</td>
      <td className={difference?.eq(0) === false ? styles.off : undefined}>
        {difference === null ? '–' : amount(difference.toFixed(2), currency)}
      </td>
    </tr>
  );
}
