import type { CompanyProfile } from '../contract/company-profile.ts';
import type { DraftContent } from '../contract/draft-content.ts';
import { inDealCurrency } from './conversion.ts';
import type { ValueBasis } from './deal-value-basis.ts';
import { invoiceTotals } from './invoice-totals.ts';
import { Big, cents, type Decimal, money, zero } from './money.ts';

type Amounts = { total: Decimal; tax: Decimal };

/**
 * What an invoice in another currency covers of its deal: its amounts before they were converted,
 * in the deal's currency, and the amounts with which QuickBooks created the invoice. Decimal text.
 */
export type CoveredAmount = Amounts & { currency: string; created: Amounts };

/** An amount in the proportion of two others; zero where there is no proportion. */
const inProportion = (amount: Big, part: Big, whole: Big): Big =>
  whole.eq(0) ? zero : amount.times(part).div(whole);

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
  return {
    currency: from,
    total: money(new Big(total).plus(added)),
    tax: money(added),
    created,
  };
};

/** The part of a total that counts against the deal's value, by `basis`. */
export const countedOf = ({ total, tax }: Amounts, basis: ValueBasis): Big =>
  basis === 'with_tax' ? new Big(total) : new Big(total).minus(tax);

/**
 * The part of the deal's value that an invoice covers now, by `basis`, in the deal's currency. An
 * invoice whose total was changed since covers more or less in the same proportion.
 */
export const coveredNow = (covers: CoveredAmount, invoice: Amounts, basis: ValueBasis): Big =>
  cents(
    inProportion(
      countedOf(covers, basis),
      countedOf(invoice, basis),
      countedOf(covers.created, basis),
    ),
  );
