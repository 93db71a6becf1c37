import { amount, percent } from '../../lib/format.ts';
import { m } from '../../messages/compiled/messages.js';
import type { TotalsRow } from '../queries.ts';
import styles from './ageing.module.css';
import { sharesOf } from './shares-of.ts';

const ages: (() => string)[] = [
  m.invoice_list_age_not_due,
  m.invoice_list_age_30,
  m.invoice_list_age_60,
  m.invoice_list_age_90,
  m.invoice_list_age_over,
];

/** Ageing of the outstanding amount in one currency: a bar, an amount and a share per age. */
export function Ageing({ row: { currency, ageing } }: { row: TotalsRow }) {
  const shares = sharesOf(ageing);
  const alone = ageing.filter((sum) => Number(sum) > 0).length === 1;
  if (!shares)
    return <p className={styles.nothing}>{m.invoice_list_nothing_outstanding({ currency })}</p>;
  return (
    <table className={`${styles.ages} figures`}>
      <caption>{m.invoice_list_ageing({ currency })}</caption>
      <tbody>
        {ageing.map((sum, index) => (
          <tr key={ages[index]?.()} className={Number(sum) === 0 ? styles.soft : undefined}>
            <th scope="row">{ages[index]?.()}</th>
            <td className={styles.bar} aria-hidden="true">
              <span
                className={index === 0 ? styles.due : styles.late}
                style={{ width: `${shares[index]?.ofLargest ?? 0}%` }}
              />
            </td>
            <td className={`${styles.figure} ${styles.soft}`}>
              {shareWords(shares[index]?.ofAll ?? 0, { sum, alone })}
            </td>
            <td className={styles.figure}>{amount(sum, currency)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Rounds no positive amount to 0 %, and none to 100 % while there are others. */
const shareWords = (whole: number, { sum, alone }: { sum: string; alone: boolean }): string => {
  if (whole === 0 && Number(sum) > 0) return `< ${percent(1)}`;
  return whole === 100 && !alone ? `> ${percent(99)}` : percent(whole);
};
