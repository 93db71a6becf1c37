import type { CompanyProfile } from '../contract/company-profile.ts';
import type { CoveredAmount } from '../contract/deal-ledger.ts';
import type { DraftContent } from '../contract/draft-content.ts';
import { inDealCurrency } from './conversion.ts';
import { type Amounts, inProportion } from './counted-amount.ts';
import { invoiceTotals } from './invoice-totals.ts';
import { Big, cents, money } from './money.ts';

/**
 * What an invoice covers of its deal; null when its amounts were not converted. Tax that only
 * QuickBooks can calculate has the proportion that it has on the created invoice.
 */
export const coveredAmount = (
  content: DraftContent,
  profile: CompanyProfile,
  invoice: Amounts & { currency: string },
): CoveredAmount | null => {
  const from = content.details.conversion?.from;
  const before = from === undefined ? null : inDealCurrency(content, from);
  if (from === undefined || before === null || from === invoice.currency) return null;
  const created = { total: invoice.total, tax: invoice.tax };
  const { total, tax } = invoiceTotals(before, profile);
  if (tax !== null) return { currency: from, total, tax, created };
  const beforeTax = new Big(created.total).minus(created.tax);
  const added = cents(inProportion(new Big(total), new Big(created.tax), beforeTax));
  return { currency: from, total: money(new Big(total).plus(added)), tax: money(added), created };
};
