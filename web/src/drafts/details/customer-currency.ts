import type { CustomerChoice, DraftContent } from '@dealbill/server/shared/contract/draft-content';
import { plainName } from '@dealbill/server/shared/text/full-name';

export type CurrencyClash = { customer: string; invoice: string; name: string };

/**
 * Returns the clash when customer and invoice differ in currency; null when they agree or one is
 * unknown. QuickBooks fixes a customer's currency at creation and requires it on every invoice
 * (CurrencyRef).
 * https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/customer
 */
export const currencyClash = (
  choice: CustomerChoice,
  currency: DraftContent['details']['currency'],
): CurrencyClash | null =>
  choice.kind === 'existing' && choice.currency && currency && choice.currency !== currency
    ? { customer: choice.currency, invoice: currency, name: choice.name }
    : null;

/**
 * Display name for the same customer in another currency. Omits its parents, because a display name
 * has no colon, and adds the currency, because display names are unique.
 */
export const twinName = ({ name, invoice }: CurrencyClash): string => {
  const own = plainName(name);
  const ending = ` (${invoice})`;
  return own.endsWith(ending) ? own : own + ending;
};
