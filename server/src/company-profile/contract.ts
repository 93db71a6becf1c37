import * as z from 'zod';
import { term } from '../shared/contract/company-profile.ts';
import { act, read } from '../shared/contract/contract.ts';
import { mostTermDays } from '../shared/dates/fitting-term.ts';

const currencyCode = z
  .string()
  .max(3)
  .regex(/^[A-Z]{3}$/);

export const companyProfile = {
  /** QuickBooks' rate of a date: home units for one unit of the currency; null when it has none. */
  exchangeRate: read(
    z.object({ currency: currencyCode, date: z.iso.date().max(10) }),
    z.object({ rate: z.string().nullable() }),
  ),
  /** Returns the payment term of this number of days, created when the company has none. */
  createTerm: act(
    z.object({ days: z.number().int().min(0).max(mostTermDays) }),
    z.object({ term }),
  ),
};
