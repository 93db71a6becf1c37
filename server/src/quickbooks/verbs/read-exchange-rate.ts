import * as z from 'zod';
import { isAppError } from '../../app-error.ts';
import { decimal, readable, text } from '../calls/wire.ts';
import type { Realm } from '../gateway.ts';
import type { QuickbooksClient } from '../quickbooks-client.ts';

/** Intuit: ExchangeRate. Rate is home units for one unit of the source currency. */
const wireRate = z.object({ ExchangeRate: z.object({ SourceCurrencyCode: text, Rate: decimal }) });

/** QuickBooks' rate of a date; null where it gives none, an unusable one, or refuses the currency. */
export const readExchangeRate = async (
  client: QuickbooksClient,
  realm: Realm,
  of: { currency: string; date: string },
): Promise<string | null> => {
  try {
    const { ExchangeRate } = readable(wireRate, await client.exchangeRate(realm, of));
    const { Rate, SourceCurrencyCode } = ExchangeRate;
    const asked = SourceCurrencyCode === null || SourceCurrencyCode === of.currency;
    // Intuit: an invoice's ExchangeRate takes seven decimals.
    const rate = Rate?.round(7);
    return asked && rate?.gt(0) ? rate.toFixed() : null;
  } catch (error) {
    if (isAppError(error, 'quickbooks_refused', 'not_found')) return null;
    throw error;
  }
};
