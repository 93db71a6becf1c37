import type { CompanyProfile } from '../contract/company-profile.ts';
import type { DraftContent } from '../contract/draft-content.ts';
import type { FieldError } from '../contract/error-body.ts';
import { type KnownRecords, nothingKnown } from '../contract/known-records.ts';
import { type InvoiceTotals, invoiceTotals, pricesInclude } from '../money/invoice-totals.ts';
import { discountOff, parseDiscount } from '../money/line-amounts.ts';
import { Big, type Decimal, decimals, money, sum } from '../money/money.ts';
import { checkCustomer } from './check-customer.ts';
import { checkDetails } from './check-details.ts';
import { checkFields } from './check-fields.ts';
import { checkKnownCustomer, checkKnownItems, checkKnownNumber } from './check-known.ts';
import { checkDiscount, checkLines } from './check-lines.ts';
import { unstorable } from './check-storable.ts';
import { draftLimits } from './draft-limits.ts';
import { type FieldErrors, wrong } from './field-problems.ts';

const checkInvoiceDiscount = (
  content: DraftContent,
  profile: CompanyProfile,
  base: Big,
): FieldErrors => {
  const path = 'discount.value';
  const typed = parseDiscount(content.discount);
  const asked = typed === null || typed.value.gt(0);
  if (typed?.kind === 'percent' && decimals(typed.value) > draftLimits.percentDecimals) {
    return wrong(path, 'percent_decimals', draftLimits.percentDecimals);
  }
  if (content.discount.kind !== 'none' && asked && !profile.discounts)
    return wrong(path, 'discounts_off');
  return checkDiscount(path, content.discount, base);
};

/** Sum of the lines at typed prices, before the invoice discount. */
const discountBase = (
  content: DraftContent,
  profile: CompanyProfile,
  { lines }: InvoiceTotals,
): Big => {
  const inclusive = pricesInclude(content, profile);
  const typed = lines.map((line) => (inclusive ? line.inclusiveAmount : line.amount));
  return sum(typed.map((amount) => new Big(amount ?? 0)));
};

/** Amount of the invoice discount, in cents. */
export const amountOff = (content: DraftContent, profile: CompanyProfile): Decimal | null => {
  const base = discountBase(content, profile, invoiceTotals(content, profile));
  const off = discountOff(base, content.discount);
  return off && money(off);
};

const checkTotals = (
  content: DraftContent,
  profile: CompanyProfile,
  totals: InvoiceTotals,
): FieldErrors => {
  const { total } = totals;
  const base = discountBase(content, profile, totals);
  const tooLarge = new Big(total).gt(draftLimits.amount);
  return [
    ...checkInvoiceDiscount(content, profile, base),
    ...(base.lt(0) || new Big(total).lt(0) ? wrong('lines', 'negative_total') : []),
    ...(tooLarge ? wrong('lines', 'too_large', draftLimits.amount) : []),
  ];
};

/**
 * Finds everything that QuickBooks would reject, as far as form, company profile and the mirror of
 * the named records show, from top to bottom; at most one error for each field. Paths:
 * `customer.choice`, `customer.choice.name`, `customer.to|address|email|cc|bcc|taxId`,
 * `details.issueDate|term|dueDate|currency|exchangeRate|number|
 * salesTaxCodeId|message|memo`, those of `checkFields`, `lines`, `discount.value`,
 * `lines.N.item|description|serviceDate|quantity|unitPrice|discount.value|taxCodeId`, and
 * `shipping.amount|taxCodeId`. Number, due date and
 * discount may be empty: QuickBooks assigns the number and applies the customer's term.
 */
export const checkDraft = (
  content: DraftContent,
  profile: CompanyProfile,
  totals = invoiceTotals(content, profile),
  known: KnownRecords = nothingKnown,
): FieldError[] => {
  const found = [
    ...(profile.subscription === 'expired' ? wrong('', 'subscription_expired') : []),
    ...beside(checkCustomer(content, profile), checkKnownCustomer(content, known)),
    ...beside(checkDetails(content, profile), checkKnownNumber(content, profile, known)),
    ...checkFields(content, profile),
    ...beside(checkLines(content, profile), checkKnownItems(content, known)),
    ...checkTotals(content, profile, totals),
  ];
  return beside(found, unstorable(content));
};

/** Adds problems of fields that have none yet. */
const beside = (found: FieldErrors, others: FieldErrors): FieldErrors => {
  if (others.length === 0) return found;
  const paths = new Set(found.map(({ path }) => path));
  return [...found, ...others.filter(({ path }) => !paths.has(path))];
};
