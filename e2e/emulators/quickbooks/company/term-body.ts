import { z } from 'zod';
import { decimal, entityKeys, flag, text } from '../wire/fields.ts';

const days = decimal.refine((value) => value.gte(0) && value.lte(999));

/**
 * Accepted fields of a term.
 * https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/term
 */
export const termBody = z.strictObject({
  ...entityKeys,
  Name: text(31).optional(),
  Active: flag.optional(),
  Type: z.enum(['STANDARD', 'DATE_DRIVEN']).optional(),
  DueDays: days.optional(),
  DiscountDays: days.optional(),
  DiscountPercent: decimal.optional(),
  DayOfMonthDue: decimal.optional(),
  DueNextMonthDays: days.optional(),
  DiscountDayOfMonth: decimal.optional(),
});
