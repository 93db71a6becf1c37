import * as z from 'zod';
import { read } from '../shared/contract.ts';

const currencyCode = z.string().regex(/^[A-Z]{3}$/);

/** What can be asked of the connected QuickBooks company itself. */
export const companyBooks = {
  /** QuickBooks' rate of a date: home units for one unit of the currency; null when it has none. */
  exchangeRate: read(
    z.object({ currency: currencyCode, date: z.iso.date() }),
    z.object({ rate: z.string().nullable() }),
  ),
};
