import type { CompanyProfile } from '../../shared/contract/company-profile.ts';
import { priceDecimals, unitPriceFor } from '../../shared/money/line-amounts.ts';
import { type Big, cents, decimals, parseDecimal, zero } from '../../shared/money/money.ts';
import { fromCents, toCents } from '../../shared/money/whole-cents.ts';
import { grossOfNet, percentOf } from '../../shared/tax/tax-rows.ts';

type Told = { quantity: string | null; unitPrice: string | null };
type Typed = { quantity: string; unitPrice: string };

const sameNumber = (told: string | null, typed: string): boolean => {
  const [one, other] = [parseDecimal(told ?? ''), parseDecimal(typed)];
  return one && other ? one.eq(other) : one === other && typed.trim() === '';
};

/** True when quantity and price are the ones that were told; none typed where none was told. */
export const sameFigures = (told: Told, typed: Typed): boolean =>
  sameNumber(told.quantity, typed.quantity) && sameNumber(told.unitPrice, typed.unitPrice);

/** Amount is UnitPrice x Qty to the cent, or QuickBooks refuses (Intuit: error 6070). */
export const editedFigures = (typed: Typed): { quantity: Big; price: Big; amount: Big } => {
  const quantity = parseDecimal(typed.quantity) ?? zero;
  const price = parseDecimal(typed.unitPrice) ?? zero;
  const amount = cents(price.times(quantity));
  const fits = decimals(price) <= priceDecimals(price);
  return { quantity, ...(fits ? { price, amount } : unitPriceFor(amount, quantity)) };
};

/** An amount with the tax of a code; null for a code that the books do not know. */
export const withTax = (
  amount: Big,
  taxCodeId: string | null,
  profile: CompanyProfile,
): Big | null => {
  const code = profile.taxCodes.find(({ id }) => id === taxCodeId);
  return code ? fromCents(grossOfNet(toCents(amount), percentOf(code.rates))) : null;
};
