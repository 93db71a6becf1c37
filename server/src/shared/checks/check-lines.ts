import type { CompanyProfile } from '../contract/company-profile.ts';
import type { Discount, DraftContent, DraftLine } from '../contract/draft-content.ts';
import { dateProblem } from '../dates/due-date.ts';
import { grossAmount, hundred, parseDiscount, priceDecimals } from '../money/line-amounts.ts';
import { discountSentenceRoom, hasDiscount } from '../money/line-discount-text.ts';
import { Big, money, parseDecimal, zero } from '../money/money.ts';
import { oncePerObject } from '../money/once-per-object.ts';
import { soldLines } from '../money/sold-lines.ts';
import { type TaxRules, taxRulesOf } from '../tax/tax-rules.ts';
import { nameErrors } from './check-customer.ts';
import { draftLimits } from './draft-limits.ts';
import { type FieldErrors, noNumber, number, unsendable, wrong } from './field-problems.ts';
import { inputLimits } from './input-limits.ts';

type TaxMode = DraftContent['details']['taxMode'];

/** Rejects a discount larger than `base`; `base` is null when it is not a number. */
export const checkDiscount = (path: string, discount: Discount, base: Big | null): FieldErrors => {
  if (discount.kind === 'none') return [];
  if (discount.value.length > inputLimits.number)
    return wrong(path, 'too_long', inputLimits.number);
  const read = parseDiscount(discount);
  if (read === null) {
    return parseDecimal(discount.value) === null
      ? noNumber(path, discount.value)
      : wrong(path, 'not_positive');
  }
  if (read.kind === 'percent') {
    return read.value.gt(hundred) ? wrong(path, 'discount_too_large', 100) : [];
  }
  if (base === null || read.value.lte(base) || read.value.eq(zero)) return [];
  return wrong(path, 'discount_too_large', money(base.gt(zero) ? base : zero));
};

/**
 * A tax code that QuickBooks would refuse.
 * https://developer.intuit.com/app/developer/qbo/docs/develop/troubleshooting/error-codes
 */
const checkTaxCode = (
  path: string,
  line: DraftLine,
  taxMode: TaxMode,
  rules: TaxRules,
  taxCodes: CompanyProfile['taxCodes'],
): FieldErrors => {
  const problem = rules.codeProblem(line.taxCodeId, taxMode, taxCodes);
  return problem === null ? [] : wrong(path, problem);
};

const mostAmount = new Big(draftLimits.amount);

const withinAmount = (path: string, value: Big): FieldErrors =>
  value.abs().gt(mostAmount) ? wrong(path, 'too_large', draftLimits.amount) : [];

const checkPrice = (path: string, line: DraftLine, gross = grossAmount(line)): FieldErrors =>
  number(path, line.unitPrice, priceDecimals, (price) =>
    withinAmount(path, gross === null || gross.abs().lt(price.abs()) ? price : gross),
  );

const checkFigures = (path: string, line: DraftLine): FieldErrors => {
  const gross = grossAmount(line);
  return [
    ...number(`${path}.quantity`, line.quantity, draftLimits.quantityDecimals, (quantity) =>
      quantity.lte(zero)
        ? wrong(`${path}.quantity`, 'not_positive')
        : withinAmount(`${path}.quantity`, quantity),
    ),
    ...checkPrice(`${path}.unitPrice`, line, gross),
    ...checkDiscount(`${path}.discount.value`, line.discount, gross),
  ];
};

const noErrors: FieldErrors = [];

/** Every line needs an item, or the name of one to create. */
const checkItem = (path: string, { item }: DraftLine): FieldErrors => {
  if (item === null) return wrong(path, 'link_item');
  return item.id === null ? nameErrors(`${path}.name`, item.name, draftLimits.itemName) : [];
};

/** QuickBooks does not show service dates while they are turned off. */
const checkServiceDate = (
  path: string,
  { serviceDate = '' }: DraftLine,
  serviceDates: boolean,
): FieldErrors => {
  if (serviceDate === '') return [];
  if (!serviceDates) return wrong(path, 'service_dates_off');
  const problem = dateProblem(serviceDate);
  return problem ? wrong(path, problem) : [];
};

/** A fee without a percentage would keep the amount of the one before. */
export const checkFee = (path: string, { fee }: Pick<DraftLine, 'fee'>): FieldErrors => {
  if (!fee) return noErrors;
  const percent = fee.percent.trim();
  if (percent === '') return wrong(path, 'required');
  return parseDecimal(percent) === null ? noNumber(path, percent) : noErrors;
};

/** A line of a description alone. */
const checkTextLine = (path: string, { description }: DraftLine): FieldErrors =>
  description.trim() === ''
    ? wrong(path, 'required')
    : unsendable(path, description, draftLimits.description);

/** The items of a bundle have prices and tax codes of their own. */
const checkBundle = (
  path: string,
  line: DraftLine,
  taxMode: TaxMode,
  rules: TaxRules,
  taxCodes: CompanyProfile['taxCodes'],
): FieldErrors => [
  ...unsendable(`${path}.description`, line.description, draftLimits.description),
  ...number(`${path}.quantity`, line.quantity, draftLimits.quantityDecimals, (quantity) =>
    quantity.lte(zero)
      ? wrong(`${path}.quantity`, 'not_positive')
      : withinAmount(`${path}.quantity`, quantity),
  ),
  ...soldLines(line).flatMap((sold, at) => {
    const part = `${path}.bundle.parts.${at}`;
    return [
      ...checkPrice(`${part}.unitPrice`, sold),
      ...checkTaxCode(`${part}.taxCodeId`, sold, taxMode, rules, taxCodes),
    ];
  }),
];

const checkLine = oncePerObject(
  (
    line: DraftLine,
    index: number,
    taxMode: TaxMode,
    rules: TaxRules,
    taxCodes: CompanyProfile['taxCodes'],
    serviceDates: boolean,
  ): FieldErrors => {
    const path = `lines.${index}`;
    if (line.kind === 'text') return checkTextLine(`${path}.description`, line);
    if (line.bundle) return checkBundle(path, line, taxMode, rules, taxCodes);
    const room = hasDiscount(line) ? discountSentenceRoom : 0;
    const feeErrors = checkFee(`${path}.fee.percent`, line);
    return [
      ...(line.item?.id ? noErrors : checkItem(`${path}.item`, line)),
      ...unsendable(`${path}.description`, line.description, draftLimits.description - room),
      ...checkServiceDate(`${path}.serviceDate`, line, serviceDates),
      // The percentage decides the figures.
      ...(feeErrors.length > 0 ? feeErrors : checkFigures(path, line)),
      ...checkTaxCode(`${path}.taxCodeId`, line, taxMode, rules, taxCodes),
    ];
  },
);

/**
 * The shipping of the invoice. An empty amount is no shipping.
 * https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/invoice
 */
const checkShipping = (
  { shipping, details }: DraftContent,
  profile: CompanyProfile,
  rules: TaxRules,
): FieldErrors => {
  if (!shipping) return [];
  const path = 'shipping.amount';
  if (!profile.shipping) return wrong(path, 'shipping_off');
  const problem = rules.codeProblem(shipping.taxCodeId, details.taxMode, profile.taxCodes);
  return [
    ...number(path, shipping.amount, 2, (amount) =>
      amount.lt(zero) ? wrong(path, 'not_positive') : withinAmount(path, amount),
    ),
    ...(problem === null ? [] : wrong('shipping.taxCodeId', problem)),
  ];
};

/** Discount, shipping and the items of bundles are lines in QuickBooks. */
export const checkLines = (content: DraftContent, profile: CompanyProfile): FieldErrors => {
  const { lines, details, discount, shipping } = content;
  const rules = taxRulesOf(profile);
  if (lines.every(({ kind }) => kind === 'text')) return wrong('lines', 'no_lines');
  const others = (discount.kind === 'none' ? 0 : 1) + (shipping ? 1 : 0);
  const inBundles = lines.reduce((count, { bundle }) => count + (bundle?.parts.length ?? 0), 0);
  const most = draftLimits.lines - others - inBundles;
  if (lines.length > most) return wrong('lines', 'too_many_lines', most);
  return [
    ...lines.flatMap((line, index) =>
      checkLine(
        line,
        index,
        details.taxMode,
        rules,
        profile.taxCodes,
        profile.serviceDates === true,
      ),
    ),
    ...checkShipping(content, profile, rules),
  ];
};
