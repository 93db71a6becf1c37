import { addDays, addMonths, type PlainDate } from '../dates/due-date.ts';
import { Big, cents, type Decimal, money, parseDecimal, percentage, zero } from '../money/money.ts';

export const scheduleUnits = ['week', 'month'] as const;
export type ScheduleUnit = (typeof scheduleUnits)[number];

/** How an amount is split: an optional deposit first, then equal instalments. */
export type Schedule = {
  /** Decimal text, above 0. */
  total: Decimal;
  deposit: { kind: 'none' } | { kind: 'percent' | 'amount'; value: string };
  /** Number of equal instalments after the deposit; 0 plans the deposit only. */
  instalments: number;
  /** Date of the first entry. */
  from: PlainDate;
  every: { count: number; unit: ScheduleUnit };
};

export type ScheduledAmount = { dueOn: PlainDate; amount: Decimal };

/** Entries that one plan may have, billed ones included. */
export const mostPlanEntries = 120;

/**
 * The deposit in cents; null when it is not a number, not above 0, or more than the total.
 */
export const depositAmount = ({
  total,
  deposit,
}: Pick<Schedule, 'total' | 'deposit'>): Big | null => {
  if (deposit.kind === 'none') return zero;
  const value = parseDecimal(deposit.value);
  if (value === null) return null;
  const all = new Big(total);
  const amount = cents(deposit.kind === 'percent' ? percentage(all, value) : value);
  return amount.lte(zero) || amount.gt(all) ? null : amount;
};

const dateAt = ({ from, every }: Schedule, index: number): PlainDate =>
  every.unit === 'week'
    ? addDays(from, 7 * every.count * index)
    : addMonths(from, every.count * index);

/** Splits into equal parts of whole cents; the last part takes the remainder. */
const equalParts = (amount: Big, count: number): Big[] => {
  const part = amount.div(count).round(2, Big.roundDown);
  return Array.from({ length: count }, (_, index) =>
    index < count - 1 ? part : amount.minus(part.times(count - 1)),
  );
};

/**
 * Splits a total into dated entries that add up to it, or to the deposit when there are no
 * instalments. Empty when the deposit is not possible or a part would be 0. Pure.
 */
export const scheduledAmounts = (schedule: Schedule): ScheduledAmount[] => {
  const deposit = depositAmount(schedule);
  if (deposit === null) return [];
  const { instalments } = schedule;
  const rest = new Big(schedule.total).minus(deposit);
  const parts = [
    ...(schedule.deposit.kind === 'none' ? [] : [deposit]),
    ...(instalments > 0 && rest.gt(zero) ? equalParts(rest, instalments) : []),
  ];
  if (parts.some((part) => part.lte(zero))) return [];
  return parts.map((part, index) => ({ dueOn: dateAt(schedule, index), amount: money(part) }));
};

/**
 * Changes amounts in proportion, so that they add up to `total`; the last takes the remainder. Null
 * when there are none, or when one would not be above 0.
 */
export const adjustAmounts = (amounts: Decimal[], total: Decimal): Decimal[] | null => {
  const before = amounts.reduce((sum, amount) => sum.plus(amount), zero);
  if (amounts.length === 0 || before.lte(zero)) return null;
  const wanted = new Big(total);
  const parts = amounts
    .slice(0, -1)
    .map((amount) => wanted.times(amount).div(before).round(2, Big.roundDown));
  const last = parts.reduce((left, part) => left.minus(part), wanted);
  const adjusted = [...parts, last];
  return adjusted.some((part) => part.lte(zero)) ? null : adjusted.map(money);
};
