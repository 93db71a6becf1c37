import type { ReactNode } from 'react';
import { basisText } from '../../lib/basis-text.ts';
import { amount, money } from '../../lib/format.ts';
import { m } from '../../messages/compiled/messages.js';
import styles from './ledger-bar.module.css';
import { inView, type Ledger, type LedgerRow, type Part, sharesOf } from './ledger-parts.ts';

const nothing: Omit<LedgerRow, 'currency'> = {
  invoiced: '0',
  beforeTax: '0',
  paid: '0',
  credited: '0',
  open: '0',
  overdue: '0',
};

/**
 * The deal's value and its paid, open and remaining parts; other currencies are listed separately.
 */
export function LedgerBar({ ledger }: { ledger: Ledger }) {
  const { value } = ledger;
  const valued = value && Number(value.amount) > 0 ? value : null;
  const own = ledger.rows.find(({ currency }) => currency === valued?.currency);
  const rows =
    valued && !own ? [{ ...nothing, currency: valued.currency }, ...ledger.rows] : ledger.rows;
  if (rows.length === 0) return null;
  const covered = rows.reduce((sum, row) => sum + Number(row.covered ?? 0), 0);
  const sums = rows.map((row) => {
    const ofDeal = row.currency === valued?.currency;
    return (
      <Sums
        key={row.currency}
        row={row}
        room={ofDeal ? ledger : { ...ledger, left: null }}
        value={ofDeal && valued ? valued.amount : null}
        covered={ofDeal ? covered : 0}
        counts={row.covered && valued ? money(row.covered, valued.currency) : null}
      />
    );
  });
  const folded = sums.splice(inView(sums.length));
  return (
    <section className={styles.ledger} aria-label={m.invoices_ledger()}>
      {sums}
      {folded.length > 0 ? (
        <details>
          <summary className={styles.more}>
            {m.invoices_ledger_currencies({ count: folded.length })}
          </summary>
          <div className={styles.folded}>{folded}</div>
        </details>
      ) : null}
    </section>
  );
}

type SumsProps = {
  row: LedgerRow;
  room: Pick<Ledger, 'left' | 'basis' | 'derived'>;
  value: string | null;
  /** What invoices in other currencies cover of the value. */
  covered: number;
  /** What these invoices count as on a deal in another currency, as text. */
  counts: string | null;
};

function Sums({ row, room, value, covered, counts }: SumsProps) {
  const { currency } = row;
  const { left } = room;
  const shares = sharesOf(row, room, covered);
  const over = left !== null && Number(left) < 0;
  const credited = Number(row.credited) > 0;
  const overdue = Number(row.overdue) > 0 ? amount(row.overdue, currency) : null;
  return (
    <div>
      <p className={`${styles.values} figures`}>
        {value === null ? null : (
          <Value name={m.invoices_ledger_deal()} sum={value} in={currency} />
        )}
        <Value name={m.invoices_ledger_invoiced()} sum={row.invoiced} in={currency} />
      </p>
      {shares.length > 0 ? (
        <div className={styles.bar} aria-hidden="true">
          {shares.map(({ part, percent }) => (
            <span key={part} className={styles[part]} style={{ flexGrow: percent }} />
          ))}
        </div>
      ) : null}
      <dl className={`${styles.figures} figures`}>
        <Figure part="paid" name={m.invoices_ledger_paid()} sum={amount(row.paid, currency)} />
        {credited ? (
          <Figure
            part="credited"
            name={m.invoices_ledger_credited()}
            sum={amount(row.credited, currency)}
          />
        ) : null}
        <Figure part="open" name={m.invoices_ledger_open()} sum={amount(row.open, currency)}>
          {overdue ? (
            <dd className={styles.late}>
              <span className={`${styles.dot} ${styles.overdue}`} aria-hidden="true" />
              {m.invoices_ledger_overdue({ amount: overdue })}
            </dd>
          ) : null}
        </Figure>
        {covered > 0 ? (
          <Figure
            part="covered"
            name={m.invoices_ledger_covered()}
            sum={amount(covered.toFixed(2), currency)}
          />
        ) : null}
        {left === null ? null : (
          <Figure
            part={over ? null : 'left'}
            name={over ? m.invoices_ledger_over() : m.invoices_ledger_left()}
            sum={amount(left.replace('-', ''), currency)}
          />
        )}
      </dl>
      {counts === null ? null : (
        <p className={styles.basis}>{m.invoices_ledger_counts({ amount: counts })}</p>
      )}
      {left === null || row.beforeTax === row.invoiced ? null : (
        <p className={styles.basis}>
          {room.basis === 'without_tax'
            ? m.invoices_ledger_before_tax({ amount: money(row.beforeTax, currency) })
            : null}{' '}
          {basisText(room)}
        </p>
      )}
    </div>
  );
}

function Value({ name, sum, in: currency }: { name: string; sum: string; in: string }) {
  return (
    <span>
      {name} <b>{money(sum, currency)}</b>
    </span>
  );
}

type FigureProps = { part: Part | null; name: string; sum: string; children?: ReactNode };

function Figure({ part, name, sum, children }: FigureProps) {
  return (
    <div>
      <dt className={styles.name}>
        {part ? <span className={`${styles.dot} ${styles[part]}`} aria-hidden="true" /> : null}
        {name}
      </dt>
      <dd>{sum}</dd>
      {children}
    </div>
  );
}
