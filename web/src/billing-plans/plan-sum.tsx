import { Big, money as exact } from '@dealbill/server/shared/money/money';
import { money, plainDate } from '../lib/format.ts';
import { m } from '../messages/compiled/messages.js';
import styles from './plan-screen.module.css';
import type { Plan } from './queries.ts';
import { byDate, isRight, leftForRows, type Row, sumOf } from './rows.ts';

/** Count, dates and total of the entries, and what they leave of the deal. */
export function PlanSum({ plan, rows }: { plan: Plan; rows: Row[] }) {
  const { deal, today } = plan;
  const sorted = byDate(rows.filter(isRight));
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (!first || !last || !deal.value) return null;
  const { currency } = deal.value;
  const total = exact(sorted.reduce((sum, { amount }) => sum.plus(amount), new Big(0)));
  return (
    <div className={styles.sum} role="status">
      <p className="figures">
        <b>
          {m.billing_plans_sum({
            count: sorted.length,
            first: plainDate(first.dueOn, today),
            last: plainDate(last.dueOn, today),
            total: money(total, currency),
          })}
        </b>
      </p>
      <p className={styles.soft}>{leftText(plan, sorted, currency)}</p>
      <p className={styles.soft}>
        {deal.basis === 'with_tax' ? m.billing_plans_with_tax() : m.billing_plans_without_tax()}
      </p>
    </div>
  );
}

const leftText = (plan: Plan, rows: Row[], currency: string): string | null => {
  const counted = rows.filter(({ source }) => source?.kind !== 'period');
  const left = leftForRows(plan);
  if (left === null || counted.length === 0) return null;
  const after = new Big(left).minus(sumOf(counted));
  if (after.eq(0)) return m.billing_plans_left_exact();
  const amount = money(exact(after.abs()), currency);
  return after.gt(0)
    ? m.billing_plans_left_unplanned({ amount })
    : m.billing_plans_left_beyond({ amount });
};
