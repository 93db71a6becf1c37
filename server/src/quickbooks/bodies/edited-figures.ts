import type { CompanyProfile } from '../../shared/contract/company-profile.ts';
import { priceDecimals, unitPriceFor } from '../../shared/money/line-amounts.ts';
import { type Big, cents, decimals, parseDecimal, zero } from '../../shared/money/money.ts';
import { fromCents, toCents } from '../../shared/money/whole-cents.ts';
import { grossOfNet, percentOf } from '../../shared/tax/tax-rows.ts';

type Stored = { quantity: string | null; unitPrice: string | null };
type Entered = { quantity: string; unitPrice: string };

const sameNumber = (stored: string | null, entered: string): boolean => {
  const [storedNumber, enteredNumber] = [parseDecimal(stored ?? ''), parseDecimal(entered)];
  return storedNumber && enteredNumber
    ? storedNumber.eq(enteredNumber)
    : storedNumber === enteredNumber && entered.trim() === '';
};

/**
 * Whether entered quantity and price equal the stored ones; an absent number equals an empty text.
 */
export const sameFigures = (stored: Stored, entered: Entered): boolean =>
  sameNumber(stored.quantity, entered.quantity) && sameNumber(stored.unitPrice, entered.unitPrice);

/**
 * Returns figures with amount = price x quantity to the cent, or QuickBooks refuses the line
 * (6070).
 * https://developer.intuit.com/app/developer/qbo/docs/develop/troubleshooting/error-codes
 */
export const editedFigures = (entered: Entered): { quantity: Big; price: Big; amount: Big } => {
  const quantity = parseDecimal(entered.quantity) ?? zero;
  const price = parseDecimal(entered.unitPrice) ?? zero;
  const amount = cents(price.times(quantity));
  const fits = decimals(price) <= priceDecimals(price);
  return { quantity, ...(fits ? { price, amount } : unitPriceFor(amount, quantity)) };
};

/** Adds the tax of a code to an amount; null when the profile does not contain the code. */
export const withTax = (
  amount: Big,
  taxCodeId: string | null,
  profile: CompanyProfile,
): Big | null => {
  const code = profile.taxCodes.find(({ id }) => id === taxCodeId);
  return code ? fromCents(grossOfNet(toCents(amount), percentOf(code.rates))) : null;
};
