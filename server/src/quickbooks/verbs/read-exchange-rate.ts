import * as z from 'zod';
import { isAppError } from '../../app-error.ts';
import { decimal, parseBody, text } from '../calls/wire.ts';
import type { Realm } from '../gateway.ts';
import type { QuickbooksClient } from '../quickbooks-client.ts';

/**
 * Rate is the number of home units for one unit of the source currency.
 * https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/exchangerate
 */
const wireRate = z.object({ ExchangeRate: z.object({ SourceCurrencyCode: text, Rate: decimal }) });

/** Reads the rate of a date; null when QuickBooks has no usable rate or refuses the currency. */
export const readExchangeRate = async (
  client: QuickbooksClient,
  realm: Realm,
  of: { currency: string; date: string },
): Promise<string | null> => {
  try {
    const { ExchangeRate } = parseBody(wireRate, await client.exchangeRate(realm, of));
    const { Rate, SourceCurrencyCode } = ExchangeRate;
    const isRequested = SourceCurrencyCode === null || SourceCurrencyCode === of.currency;
    // An invoice's ExchangeRate accepts seven decimals.
    const rate = Rate?.round(7);
    return isRequested && rate?.gt(0) ? rate.toFixed() : null;
  } catch (error) {
    if (isAppError(error, 'quickbooks_refused', 'not_found')) return null;
    throw error;
  }
};
