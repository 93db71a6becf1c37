import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { InvoiceContext } from '../../host/read-context.ts';
import { asApiError } from '../../lib/api-error.ts';
import { messagesFor } from '../../lib/error-messages.ts';
import { amount } from '../../lib/format.ts';
import { m } from '../../messages/compiled/messages.js';
import { Button } from '../../ui/controls/button.tsx';
import { Notice } from '../../ui/feedback/notice.tsx';
import type { Filters } from '../first-page.ts';
import { listTotals, type TotalsRow } from '../queries.ts';
import { Ageing } from './ageing.tsx';
import styles from './list-sums.module.css';

/** Totals per currency, and the ageing of one of them. */
export function ListSums({ context, filters }: { context: InvoiceContext; filters: Filters }) {
  const { data, error, refetch } = useQuery(listTotals(context, filters));
  const [chosen, setChosen] = useState<string | null>(null);
  const rows = data?.rows ?? [];
  const shown = rows.find(({ currency }) => currency === chosen) ?? rows[0];
  if (!data && error) {
    const { code, details } = asApiError(error);
    return (
      <Notice
        kind="warning"
        title={m.invoice_list_sums_failed()}
        action={<Button onClick={() => refetch()}>{m.common_try_again()}</Button>}
      >
        {messagesFor(code, details).title}
      </Notice>
    );
  }
  if (!data) return <SumsSkeleton />;
  if (!shown) return null;
  return (
    <section className={styles.sums} aria-label={m.invoice_list_sums()}>
      {rows.length === 1 ? (
        <Figures row={shown} />
      ) : (
        <Currencies rows={rows} shown={shown} choose={setChosen} />
      )}
      <Ageing row={shown} />
    </section>
  );
}

const unknown: TotalsRow = {
  currency: 'USD',
  count: 0,
  outstanding: '0.00',
  overdue: '0.00',
  paid: '0.00',
  ageing: ['1.00', '0.00', '0.00', '0.00', '0.00'],
};

/** Reserves the room of the totals at every width. */
export function SumsSkeleton() {
  return (
    <div className={`${styles.sums} ${styles.waiting}`} aria-hidden="true">
      <Figures row={unknown} />
      <Ageing row={unknown} />
    </div>
  );
}

function Figures({ row }: { row: TotalsRow }) {
  const { currency, outstanding, overdue, paid } = row;
  const figures: [string, string][] = [
    [m.invoice_list_outstanding(), outstanding],
    [m.invoices_status_overdue(), overdue],
    [m.invoices_status_paid(), paid],
  ];
  return (
    <dl className={`${styles.figures} figures`}>
      {figures.map(([name, sum]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            {amount(sum, currency)} <span className={styles.currency}>{currency}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}

type CurrenciesProps = { rows: TotalsRow[]; shown: TotalsRow; choose: (currency: string) => void };

/** One row per currency; the ageing of the selected one is shown beside. */
function Currencies({ rows, shown, choose }: CurrenciesProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: scrolling needs the keyboard
    <section className={styles.currencies} tabIndex={0} aria-label={m.invoice_list_by_currency()}>
      <table className={`${styles.table} figures`}>
        <thead>
          <tr>
            <th scope="col" className={`${styles.heading} ${styles.name}`}>
              {m.invoice_list_currencies({ count: rows.length })}
            </th>
            <th scope="col" className={styles.heading}>
              {m.invoice_list_outstanding()}
            </th>
            <th scope="col" className={styles.heading}>
              {m.invoices_status_overdue()}
            </th>
            <th scope="col" className={styles.heading}>
              {m.invoices_status_paid()}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ currency, outstanding, overdue, paid }) => (
            <tr key={currency} className={currency === shown.currency ? styles.shown : undefined}>
              <th scope="row" className={styles.name}>
                <button
                  type="button"
                  className={styles.choose}
                  aria-pressed={currency === shown.currency}
                  onClick={() => choose(currency)}
                >
                  {currency}
                </button>
              </th>
              <td>{amount(outstanding, currency)}</td>
              <td className={Number(overdue) > 0 ? styles.overdue : undefined}>
                {amount(overdue, currency)}
              </td>
              <td>{amount(paid, currency)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
