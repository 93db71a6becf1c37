import type { DriftPage, DriftRow } from '@dealbill/server/contract/drift';
import { Big, money as decimal } from '@dealbill/server/shared/money/money';
import { money } from '../lib/format.ts';
import { m } from '../messages/compiled/messages.js';
import styles from './drift-screen.module.css';
import { type ChangedFigures, figuresText, kindOf, kindText } from './figures-text.ts';

type Amounts = { before: string; after: string };

type DriftTableProps = Pick<
  NonNullable<DriftPage['deal']>,
  'rows' | 'discount' | 'total' | 'currency'
> & {
  shipping?: Amounts;
  tax?: Amounts;
  /** What the table shows. */
  text: string;
};

/** The changed lines with their figures before and now, and the totals. */
export function DriftTable(props: DriftTableProps) {
  const { rows, discount, shipping, tax, total, currency, text } = props;
  const amounts: [string, Amounts | undefined][] = [
    [m.drift_discount(), discount],
    [m.drift_shipping(), shipping],
    [m.drift_tax(), tax],
  ];
  const hasOneCurrency = currency.before === currency.after;
  return (
    <>
      <p className={styles.soft}>{text}</p>
      <table className={`${styles.table} figures`}>
        <thead>
          <tr>
            <th scope="col">{m.drift_what()}</th>
            <th scope="col">{m.drift_before()}</th>
            <th scope="col">{m.drift_after()}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity and never move
            <LineRow key={index} row={row} currency={currency} />
          ))}
          {amounts.map(([name, amount]) =>
            amount && amount.before !== amount.after ? (
              <AmountRow key={name} name={name} amounts={amount} currency={currency} />
            ) : null,
          )}
          {hasOneCurrency ? null : (
            <tr>
              <th scope="row">{m.drift_currency()}</th>
              <td>{currency.before}</td>
              <td className={styles.after}>{currency.after}</td>
            </tr>
          )}
          <AmountRow name={m.drift_total()} amounts={total} currency={currency} isTotal />
        </tbody>
      </table>
      {hasOneCurrency ? (
        <p className={styles.sum}>{differenceText(total, currency.after)}</p>
      ) : null}
    </>
  );
}

const differenceText = ({ before, after }: Amounts, currency: string): string => {
  const difference = new Big(after).minus(before);
  const amount = money(decimal(difference.abs()), currency);
  if (difference.eq(0)) return m.drift_same();
  return difference.gt(0) ? m.drift_more({ amount }) : m.drift_less({ amount });
};

function LineRow({ row, currency }: { row: DriftRow; currency: Amounts }) {
  const { before, after } = row;
  const other = before && after;
  return (
    <tr>
      <th scope="row">
        <span>{row.name || m.drift_value()}</span>
        <span className={`${styles.kind} ${styles[kindOf(row)]}`}>{kindText(row)}</span>
      </th>
      <td>
        <FiguresCell figures={before} other={other ? after : null} currency={currency.before} />
      </td>
      <td className={styles.after}>
        <FiguresCell figures={after} other={other ? before : null} currency={currency.after} />
      </td>
    </tr>
  );
}

type FiguresCellProps = {
  figures: ChangedFigures | null;
  other: ChangedFigures | null;
  currency: string;
};

function FiguresCell({ figures, other, currency }: FiguresCellProps) {
  if (!figures) {
    return (
      <>
        <span aria-hidden="true">–</span>
        <span className="unseen">{m.drift_nothing()}</span>
      </>
    );
  }
  return (
    <>
      <span className={styles.amount}>{money(figures.amount, currency)}</span>
      <span className={styles.detail}>{figuresText(figures, other, currency)}</span>
    </>
  );
}

type AmountRowProps = { name: string; amounts: Amounts; currency: Amounts; isTotal?: boolean };

function AmountRow({ name, amounts, currency, isTotal = false }: AmountRowProps) {
  return (
    <tr className={isTotal ? styles.total : undefined}>
      <th scope="row">{name}</th>
      <td>{money(amounts.before, currency.before)}</td>
      <td className={styles.after}>{money(amounts.after, currency.after)}</td>
    </tr>
  );
}
