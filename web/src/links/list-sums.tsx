import { useQuery } from '@tanstack/react-query';
import type { InvoicePlace } from '../host/read-place.ts';
import { amount } from '../lib/format.ts';
import { m } from '../words/compiled/messages.js';
import styles from './list-sums.module.css';
import { type Filters, listTotals, type TotalsRow } from './queries.ts';

const ages: (() => string)[] = [
  m.links_age_not_due,
  m.links_age_30,
  m.links_age_60,
  m.links_age_90,
  m.links_age_over,
];

/** What the list adds up to, per currency, and how old what is outstanding is. */
export function ListSums({ place, filters }: { place: InvoicePlace; filters: Filters }) {
  const totals = useQuery(listTotals(place, filters));
  return (
    <div className={styles.sums}>
      {totals.data?.rows.map((row) => (
        <Sums key={row.currency} row={row} />
      ))}
    </div>
  );
}

function Sums({ row }: { row: TotalsRow }) {
  const most = Math.max(...row.ageing.map(Number), 1);
  return (
    <section className={styles.card} aria-label={m.links_sums({ currency: row.currency })}>
      <dl className={`${styles.figures} figures`}>
        <Figure name={m.links_outstanding()} sum={row.outstanding} currency={row.currency} />
        <Figure name={m.invoices_status_overdue()} sum={row.overdue} currency={row.currency} />
        <Figure name={m.invoices_status_paid()} sum={row.paid} currency={row.currency} />
      </dl>
      <table className={`${styles.ages} figures`}>
        <caption className="unseen">{m.links_ageing({ currency: row.currency })}</caption>
        <tbody>
          {row.ageing.map((sum, index) => (
            <tr key={ages[index]?.()}>
              <th scope="row">{ages[index]?.()}</th>
              <td className={styles.bar} aria-hidden="true">
                <span
                  className={index === 0 ? styles.due : styles.late}
                  style={{ width: `${(Number(sum) / most) * 100}%` }}
                />
              </td>
              <td className={styles.sum}>{amount(sum, row.currency)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Figure({ name, sum, currency }: { name: string; sum: string; currency: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {amount(sum, currency)} <span className={styles.currency}>{currency}</span>
      </dd>
    </div>
  );
}
