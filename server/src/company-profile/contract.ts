import * as z from 'zod';
import { term } from '../shared/contract/company-profile.ts';
import { act, read } from '../shared/contract/contract.ts';
import { mostTermDays } from '../shared/dates/fitting-term.ts';

const currencyCode = z
  .string()
  .max(3)
  .regex(/^[A-Z]{3}$/);

/** What can be asked of the connected QuickBooks company itself. */
export const companyProfile = {
  /** QuickBooks' rate of a date: home units for one unit of the currency; null when it has none. */
  exchangeRate: read(
    z.object({ currency: currencyCode, date: z.iso.date().max(10) }),
    z.object({ rate: z.string().nullable() }),
  ),
  /** Creates a payment term of so many days; the one that is there already is answered instead. */
  createTerm: act(
    z.object({ days: z.number().int().min(0).max(mostTermDays) }),
    z.object({ term }),
  ),
};
