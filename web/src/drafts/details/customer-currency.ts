import type { CustomerChoice, DraftContent } from '@dealbill/server/shared/draft-content';

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

/** A customer of the same name in another currency; QuickBooks wants every display name only once. */
export const twinName = ({ name, invoice }: CurrencyClash): string => {
  const ending = ` (${invoice})`;
  return name.endsWith(ending) ? name : name + ending;
};
