import type { Term } from './list-entities.ts';
import { addDays } from './moment.ts';

/**
 * The due date of a term: so many days, or a day of the month. Within `DueNextMonthDays` of that day
 * the following month counts. Intuit: Term, "DATE_DRIVEN".
 */
export function dueDateOf(txnDate: string, term: Term | undefined): string {
  if (!term) return txnDate;
  if (term.Type === 'STANDARD') return addDays(txnDate, term.DueDays ?? 0);
  const issued = Temporal.PlainDate.from(txnDate);
  const wanted = term.DayOfMonthDue ?? 1;
  let due = issued.with({ day: 1 }).with({ day: wanted }, { overflow: 'constrain' });
  const soonest = issued.add({ days: term.DueNextMonthDays ?? 0 });
  while (Temporal.PlainDate.compare(due, soonest) < 0)
    due = due.with({ day: 1 }).add({ months: 1 }).with({ day: wanted }, { overflow: 'constrain' });
  return due.toString();
}
