import type { CustomerChoice, DraftContent } from '@dealbill/server/shared/contract/draft-content';

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
