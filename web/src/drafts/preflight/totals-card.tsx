import { amountsCurrency } from '@dealbill/server/shared/money/conversion';
import { amount, money } from '../../lib/format.ts';
import { m } from '../../messages/compiled/messages.js';
import { useOpenDraft } from '../draft-form-context.ts';
import { LeftOnDeal } from './left-to-bill.tsx';
import styles from './totals-card.module.css';

/** The totals as QuickBooks will show them. */
export function TotalsCard() {
  const { totals, content } = useOpenDraft();
  const currency = amountsCurrency(content.details);
  const inCurrency = (decimal: string) => amount(decimal, currency);
  const unknownTax = totals.tax === null;
  return (
    <section className={styles.card} aria-label={m.drafts_totals_title()}>
      <dl className={`${styles.rows} figures`}>
        <Row name={m.drafts_totals_subtotal()} figure={inCurrency(totals.subtotal)} />
        {content.discount.kind === 'none' ? null : (
          <Row name={m.drafts_totals_discount()} figure={inCurrency(`-${totals.discount}`)} />
        )}
        {unknownTax ? (
          <Row name={m.drafts_totals_tax()} figure={m.drafts_totals_tax_unknown()} soft />
        ) : null}
        {totals.taxRows.map((row) => (
          <Row
            key={`${row.name} ${row.percent}`}
            name={m.drafts_totals_tax_row({ name: row.name, base: inCurrency(row.base) })}
            figure={inCurrency(row.tax)}
          />
        ))}
      </dl>
      <dl className={`${styles.total} figures`}>
        <dt>{unknownTax ? m.drafts_totals_total_before_tax() : m.drafts_totals_total()}</dt>
        <dd>{currency ? money(totals.total, currency) : inCurrency(totals.total)}</dd>
      </dl>
      <LeftOnDeal />
      {totals.complete ? null : <p className={styles.note}>{m.drafts_totals_incomplete()}</p>}
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
