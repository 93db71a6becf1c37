import { amountsCurrency } from '@dealbill/server/shared/money/conversion';
import type { ReactNode } from 'react';
import { amount, money } from '../lib/format.ts';
import { m } from '../messages/compiled/messages.js';
import { useChecked, useEdited } from './editor-store.ts';
import styles from './totals-card.module.css';

/** The totals as QuickBooks will show them; `children` compare them with the deal. */
export function TotalsCard({ children }: { children?: ReactNode }) {
  const totals = useChecked((checked) => checked.totals);
  const currency = useEdited(({ document }) => amountsCurrency(document.details));
  const isDiscounted = useEdited(({ document }) => document.discount.kind !== 'none');
  const inCurrency = (decimal: string) => amount(decimal, currency);
  const isTaxUnknown = totals.tax === null;
  return (
    <section className={styles.card} aria-label={m.editor_totals_title()}>
      <dl className={`${styles.rows} figures`}>
        <Row name={m.editor_totals_subtotal()} figure={inCurrency(totals.subtotal)} />
        {isDiscounted ? (
          <Row name={m.editor_totals_discount()} figure={inCurrency(`-${totals.discount}`)} />
        ) : null}
        {Number(totals.shipping) === 0 ? null : (
          <Row name={m.invoices_shipping()} figure={inCurrency(totals.shipping)} />
        )}
        {Number(totals.other) === 0 ? null : (
          <Row name={m.invoices_other_amounts()} figure={inCurrency(totals.other)} />
        )}
        {isTaxUnknown ? (
          <Row name={m.editor_totals_tax()} figure={m.editor_totals_tax_unknown()} soft />
        ) : null}
        {totals.taxRows.map((row) => (
          <Row
            key={`${row.name} ${row.percent}`}
            name={m.editor_totals_tax_row({ name: row.name, base: inCurrency(row.base) })}
            figure={inCurrency(row.tax)}
          />
        ))}
      </dl>
      <dl className={`${styles.total} figures`}>
        <dt>{isTaxUnknown ? m.editor_totals_total_before_tax() : m.editor_totals_total()}</dt>
        <dd>{currency ? money(totals.total, currency) : inCurrency(totals.total)}</dd>
      </dl>
      {children}
      {totals.complete ? null : <p className={styles.note}>{m.editor_totals_incomplete()}</p>}
    </section>
  );
}

function Row({ name, figure, soft = false }: { name: string; figure: string; soft?: boolean }) {
  return (
    <div className={styles.row}>
      <dt>{name}</dt>
      <dd className={soft ? styles.soft : undefined}>{figure}</dd>
    </div>
  );
}
