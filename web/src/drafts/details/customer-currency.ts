import type { CustomerChoice, DraftContent } from '@dealbill/server/shared/contract/draft-content';
import { plainName } from '@dealbill/server/shared/text/full-name';

export type CurrencyClash = { customer: string; invoice: string; name: string };

/**
 * QuickBooks keeps every customer in one currency for good, and an invoice must be in it (Intuit:
 * Customer, CurrencyRef). Null while they agree, or while one of them is not known.
 */
export const currencyClash = (
  choice: CustomerChoice,
  currency: DraftContent['details']['currency'],
): CurrencyClash | null =>
  choice.kind === 'existing' && choice.currency && currency && choice.currency !== currency
    ? { customer: choice.currency, invoice: currency, name: choice.name }
    : null;

/**
 * A display name for the same customer in another currency: without its parents, as a display name holds
 * no colon, and with the currency, as QuickBooks accepts every display name only once.
 */
export const twinName = ({ name, invoice }: CurrencyClash): string => {
  const own = plainName(name);
  const ending = ` (${invoice})`;
  return own.endsWith(ending) ? own : own + ending;
};
