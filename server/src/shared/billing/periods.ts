import type { billingFrequencies } from '../contract/draft-content.ts';
import { addDays, addMonths, type PlainDate } from '../dates/due-date.ts';

export type Frequency = (typeof billingFrequencies)[number];

/** A period of a recurring product; `from` and `to` are its first and last day. */
export type Period = { frequency: Frequency; from: PlainDate; to: PlainDate };

/** When a recurring product is billed. */
export type Recurrence = {
  frequency: Frequency;
  /** Number of periods; null when unlimited. */
  cycles: number | null;
  /** First day of the first period. */
  startsOn: PlainDate;
};

const monthsOf = { monthly: 1, quarterly: 3, 'semi-annually': 6, annually: 12 } as const;

const startOf = ({ frequency, startsOn }: Recurrence, index: number): PlainDate =>
  frequency === 'weekly'
    ? addDays(startsOn, 7 * index)
    : addMonths(startsOn, monthsOf[frequency] * index);

/** Pipedrive allows 208 cycles; an unlimited product of ten years by the week has 520. */
const mostPeriods = 600;

/** The period with this first day; null when the recurrence has none. Pure. */
export const periodFrom = (recurrence: Recurrence, from: PlainDate): Period | null => {
  const most = Math.min(recurrence.cycles ?? mostPeriods, mostPeriods);
  for (let index = 0; index < most; index += 1) {
    const start = startOf(recurrence, index);
    if (start > from) return null;
    if (start === from) return periodAt(recurrence, index);
  }
  return null;
};

const periodAt = (recurrence: Recurrence, index: number): Period => ({
  frequency: recurrence.frequency,
  from: startOf(recurrence, index),
  to: addDays(startOf(recurrence, index + 1), -1),
});

/**
 * The periods that began up to `today`, and the `ahead` next ones, oldest first. Pure.
 */
export const periodsUntil = (recurrence: Recurrence, today: PlainDate, ahead: number): Period[] => {
  const most = Math.min(recurrence.cycles ?? mostPeriods, mostPeriods);
  const periods: Period[] = [];
  let coming = 0;
  for (let index = 0; index < most && coming < ahead; index += 1) {
    const period = periodAt(recurrence, index);
    if (period.from > today) coming += 1;
    periods.push(period);
  }
  return periods;
};

/** Names a period within its deal. */
export const periodKey = ({ frequency, from }: Period): string => `${frequency} ${from}`;
