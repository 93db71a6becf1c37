import { draftLimits } from '../checks/draft-limits.ts';
import { plainName } from './full-name.ts';

/** The name without the currency that it ends with: `Möller GmbH (USD)` gives `Möller GmbH`. */
const withoutCurrency = (name: string, currency: string | null): string => {
  const own = plainName(name).trim();
  if (!currency) return own;
  const found = new RegExp(`^(.+?)[\\s,-]*(?:\\(${currency}\\)|\\s${currency})$`, 'i').exec(own);
  return found?.[1]?.trim() || own;
};

/**
 * Display name of the same customer in another currency: `Cedar & Finch Ltd (EUR)`. Omits parents
 * and the former currency; adds the currency, because display names are unique.
 */
export const nameInCurrency = (
  customer: { name: string; currency: string | null },
  currency: string,
): string => {
  const ending = ` (${currency})`;
  const own = withoutCurrency(customer.name, customer.currency);
  if (own.endsWith(ending)) return own;
  return own.slice(0, draftLimits.customerName - ending.length).trimEnd() + ending;
};

/** How a customer of this name in another currency is usually called. */
export const usualNamesInCurrency = (
  customer: { name: string; currency: string | null },
  currency: string,
): string[] => {
  const own = withoutCurrency(customer.name, customer.currency);
  return [
    nameInCurrency(customer, currency),
    `${own} ${currency}`,
    `${own} - ${currency}`,
    `${own}, ${currency}`,
    own,
  ];
};
