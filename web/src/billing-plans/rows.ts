import {
  adjustAmounts,
  type Schedule,
  scheduledAmounts,
} from '@dealbill/server/shared/billing/schedule';
import { dateProblem } from '@dealbill/server/shared/dates/due-date';
import { Big, decimals, money, parseDecimal, sum } from '@dealbill/server/shared/money/money';
import { m } from '../messages/compiled/messages.js';
import type { Plan, PlanEntry, Sources } from './queries.ts';

/** An entry as typed. */
export type Row = Pick<PlanEntry, 'id' | 'dueOn' | 'label' | 'amount' | 'source'>;

export type RowProblems = { dueOn: boolean; label: boolean; amount: boolean };

const mostLabel = 200;
const mostAmount = new Big('99999999999.99');

export const newRow = (differs: Omit<Row, 'id'>): Row => ({ id: crypto.randomUUID(), ...differs });

/** The entries that can be changed. */
export const openRows = ({ entries }: Plan): Row[] =>
  entries
    .filter(({ locked }) => !locked)
    .map(({ id, dueOn, label, amount, source }) => ({ id, dueOn, label, amount, source }));

/** What is left of the deal for these rows: drafts of other entries have their part. Null without a value. */
export const leftForRows = ({ deal, entries }: Plan): string | null => {
  if (deal.left === null) return null;
  const drafts = entries.filter(
    ({ locked, invoice, source }) => locked && invoice === null && source?.kind !== 'period',
  );
  return money(new Big(deal.left).minus(sum(drafts.map(({ amount }) => new Big(amount)))));
};

/**
 * The plan with these rows in place of the saved ones, as far as the deal's value is concerned:
 * nothing is to be adjusted where they come to what is left.
 */
export const planWithRows = (plan: Plan, rows: Row[]): Plan => {
  const left = leftForRows(plan);
  if (left === null || JSON.stringify(rows) === JSON.stringify(openRows(plan))) return plan;
  const beyond = new Big(sumOf(rows)).minus(left);
  return {
    ...plan,
    open: money(beyond.plus(plan.deal.left ?? 0)),
    beyond: beyond.gt(0) ? money(beyond) : null,
    valueBefore: beyond.eq(0) ? null : plan.valueBefore,
  };
};

export const problemsOf = ({ dueOn, label, amount }: Row): RowProblems => {
  const value = parseDecimal(amount);
  return {
    dueOn: dateProblem(dueOn) !== null,
    label: label.trim() === '' || label.trim().length > mostLabel,
    amount: value === null || value.lte(0) || decimals(value) > 2 || value.gt(mostAmount),
  };
};

export const isRight = (row: Row): boolean =>
  Object.values(problemsOf(row)).every((problem) => !problem);

/** Sum of the readable amounts of rows that count towards the deal's value. */
export const sumOf = (rows: Row[]): string =>
  money(
    sum(
      rows
        .filter(({ source }) => source?.kind !== 'period')
        .map(({ amount }) => parseDecimal(amount) ?? new Big(0)),
    ),
  );

export const byDate = (rows: Row[]): Row[] =>
  rows.toSorted((one, other) => one.dueOn.localeCompare(other.dueOn));

/** Rows of a split amount; the last takes the remainder of rounding. */
export const rowsOfSchedule = (schedule: Schedule): Row[] => {
  const { deposit, instalments } = schedule;
  const hasDeposit = deposit.kind !== 'none';
  return scheduledAmounts(schedule).map((scheduled, index) =>
    newRow({
      ...scheduled,
      label:
        hasDeposit && index === 0
          ? depositLabel(deposit)
          : instalmentLabel(index + (hasDeposit ? 0 : 1), instalments),
      source: null,
    }),
  );
};

const depositLabel = (deposit: Schedule['deposit']): string =>
  deposit.kind === 'percent'
    ? m.billing_plans_deposit_percent({ percent: deposit.value })
    : m.billing_plans_deposit();

const instalmentLabel = (number: number, count: number): string =>
  count === 1
    ? m.billing_plans_balance()
    : m.billing_plans_instalment({ number: String(number), count: String(count) });

const sourceKey = (source: Row['source']): string | null => {
  if (source === null) return null;
  return source.kind === 'period'
    ? `${source.frequency} ${source.from}`
    : `installment ${source.installmentId}`;
};

/** What the plan has no entry of yet, neither on the screen nor locked. */
const notIn = (plan: Plan, rows: Row[]) => {
  const known = new Set(
    [...plan.entries.filter(({ locked }) => locked), ...rows].map(({ source }) =>
      sourceKey(source),
    ),
  );
  return ({ source }: Row): boolean => !known.has(sourceKey(source));
};

/** The instalments of Pipedrive that can be added. */
export const rowsOfInstallments = ({ installments }: Sources, plan: Plan, rows: Row[]): Row[] =>
  installments
    .map(({ id, amount, billingDate, description }) =>
      newRow({
        dueOn: billingDate,
        label: description.trim().slice(0, mostLabel) || m.billing_plans_deposit(),
        amount,
        source: { kind: 'installment', installmentId: id },
      }),
    )
    .filter(notIn(plan, rows));

/** The periods that can be added: those that end today or later, and the earlier ones. */
export const rowsOfPeriods = (
  { periods }: Sources,
  plan: Plan,
  rows: Row[],
): { current: Row[]; earlier: Row[] } => {
  const isNew = notIn(plan, rows);
  const rowOf = ({ frequency, from, to, amount, products }: Sources['periods'][number]) =>
    newRow({
      dueOn: from,
      label: products.slice(0, mostLabel),
      amount,
      source: { kind: 'period', frequency, from, to },
    });
  const isCurrent = ({ to }: { to: string }) => to >= plan.today;
  return {
    current: periods.filter(isCurrent).map(rowOf).filter(isNew),
    earlier: periods
      .filter((period) => !isCurrent(period))
      .map(rowOf)
      .filter(isNew),
  };
};

/** Changes the amounts so that they come to what is left; null when that is not possible. */
export const adjustedRows = (rows: Row[], left: string): Row[] | null => {
  const counted = rows.filter(({ source }) => source?.kind !== 'period');
  const amounts = counted.map(({ amount }) => parseDecimal(amount)?.toFixed() ?? '0');
  const adjusted = adjustAmounts(amounts, left);
  if (adjusted === null) return null;
  return rows.map((row) => {
    const amount = adjusted[counted.indexOf(row)];
    return amount === undefined ? row : { ...row, amount };
  });
};
