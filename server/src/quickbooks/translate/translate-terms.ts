import * as z from 'zod';
import type { Term } from '../../shared/contract/company-profile.ts';
import { decimal, id, sameEnum, text } from '../calls/wire.ts';

const days = z.coerce.number().int().nullish().catch(null);

/**
 * A term counts days (STANDARD) or names a day of the month (DATE_DRIVEN).
 * https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/term
 */
export const wireTerm = z
  .object({
    Id: id,
    Name: text,
    Type: text,
    DueDays: days,
    DayOfMonthDue: days,
    DueNextMonthDays: days,
    DiscountPercent: decimal,
  })
  .transform((term): Term => {
    const { DayOfMonthDue: day, DueDays, DueNextMonthDays } = term;
    const byDate = sameEnum(term.Type, 'DateDriven') || (DueDays == null && day != null);
    return {
      id: term.Id,
      name: term.Name ?? '',
      ...(term.DiscountPercent?.gt(0) && { discounted: true }),
      rule:
        byDate && day != null
          ? { kind: 'day_of_month', day, nextMonthWithinDays: DueNextMonthDays ?? 0 }
          : { kind: 'days', days: DueDays ?? 0 },
    };
  });
