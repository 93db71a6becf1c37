import { amount, money } from '../lib/format.ts';
import { m } from '../words/compiled/messages.js';
import styles from './ledger-bar.module.css';
import { type Ledger, type LedgerRow, type Part, sharesOf } from './ledger-parts.ts';

const nothing: Omit<LedgerRow, 'currency'> = {
  invoiced: '0',
  paid: '0',
  credited: '0',
  open: '0',
  overdue: '0',
};

/** The deal's value, and what of it is paid, open and left; other currencies stand by themselves. */
export function LedgerBar({ ledger }: { ledger: Ledger }) {
  const { value } = ledger;
  const valued = value && Number(value.amount) > 0 ? value : null;
  const own = ledger.rows.find(({ currency }) => currency === valued?.currency);
  const rows =
    valued && !own ? [{ ...nothing, currency: valued.currency }, ...ledger.rows] : ledger.rows;
  if (rows.length === 0) return null;
  return (
    <section className={styles.ledger} aria-label={m.invoices_ledger()}>
      {rows.map((row) => {
        const ofDeal = row.currency === valued?.currency;
        return (
          <Sums
            key={row.currency}
            row={row}
            left={ofDeal ? ledger.left : null}
            value={ofDeal && valued ? valued.amount : null}
          />
        );
      })}
    </section>
  );
}

type SumsProps = { row: LedgerRow; left: string | null; value: string | null };

function Sums({ row, left, value }: SumsProps) {
  const { currency } = row;
  const shares = sharesOf(row, left);
  const over = left !== null && Number(left) < 0;
  const figures: [Part, string, string][] = [
    ['paid', m.invoices_ledger_paid(), row.paid],
    ['credited', m.invoices_ledger_credited(), row.credited],
    ['overdue', m.invoices_ledger_overdue(), row.overdue],
    ['open', m.invoices_ledger_open(), row.open],
  ];
  const always = new Set<Part>(['paid', 'open']);
  return (
    <div>
      <p className={`${styles.value} figures`}>
        {value === null ? m.invoices_ledger_invoiced() : m.invoices_ledger_deal()}{' '}
        <b>{money(value ?? row.invoiced, currency)}</b>
      </p>
      {shares.length > 0 ? (
        <div className={styles.bar} aria-hidden="true">
          {shares.map(({ part, percent }) => (
            <span key={part} className={styles[part]} style={{ flexGrow: percent }} />
          ))}
        </div>
      ) : null}
      <dl className={`${styles.figures} figures`}>
        {figures
          .filter(([part, , sum]) => always.has(part) || Number(sum) > 0)
          .map(([part, name, sum]) => (
            <Figure key={part} part={part} name={name} sum={amount(sum, currency)} />
          ))}
        {left !== null ? (
          <Figure
            part={over ? 'overdue' : 'left'}
            name={over ? m.invoices_ledger_over() : m.invoices_ledger_left()}
            sum={amount(left.replace('-', ''), currency)}
          />
        ) : null}
      </dl>
    </div>
  );
}

function Figure({ part, name, sum }: { part: Part; name: string; sum: string }) {
  return (
    <div className={styles.figure}>
      <dt>
        <span className={`${styles.dot} ${styles[part]}`} aria-hidden="true" />
        {name}
      </dt>
      <dd>{sum}</dd>
    </div>
  );
}
