import type { CompanyProfile, TaxCode } from '../contract/company-profile.ts';
import type { DraftContent, DraftLine, Shipping } from '../contract/draft-content.ts';
import type { TaxRegime } from './tax-regime.ts';
import type { TaxRounding } from './tax-rounding.ts';

type TaxMode = DraftContent['details']['taxMode'];

export type Rate = TaxCode['rates'][number];

/** Tax facts of an invoice as QuickBooks stores it. */
type StoredTax = {
  /** GlobalTaxCalculation. */
  taxCalculation: string | null;
  /** Tax code of the whole invoice. */
  salesTaxCodeId: string | null;
  /** Decimal text. */
  tax: string;
};

/** Everything that depends on how sales tax works for a company; one object for each regime. */
export type TaxRules = {
  /** What prices can contain. The form asks if there are several; the first is the default. */
  priceModes: readonly [TaxMode, ...TaxMode[]];
  /** Who names a tax code of the company: each line, the invoice for all its lines, or nobody. */
  codes: 'per_line' | 'per_invoice' | 'none';
  /** False where sales tax is switched off. */
  hasTax: boolean;
  /** Only QuickBooks can calculate the tax, from addresses. */
  isByAddress: boolean;
  /** Where QuickBooks rounds, unless its totals have shown otherwise. */
  rounding: TaxRounding;
  /** Tax fields of the request: the price mode, the invoice's tax code, or none. */
  request: 'price_mode' | 'invoice_code' | 'nothing';
  /** The request says where the company sells to (France). */
  hasSaleLocation: boolean;
  /** An invoice cannot be without a number where QuickBooks does not number it (France). */
  requiresNumber: boolean;
  /** The known rates of a line; none where only QuickBooks knows them. */
  ratesOf: (line: DraftLine, details: DraftContent['details'], taxCodes: TaxCode[]) => Rate[];
  /** The known rates of shipping, like `ratesOf`. */
  ratesOfShipping: (
    shipping: Shipping,
    details: DraftContent['details'],
    taxCodes: TaxCode[],
  ) => Rate[];
  /** Why QuickBooks would refuse the code of a line or shipping; null if it accepts it. */
  codeProblem: (
    id: string | null,
    mode: TaxMode,
    taxCodes: TaxCode[],
  ) => 'choose_tax_code' | 'tax_code_unusable' | null;
  /** Whether a stored invoice can have tax, so that only QuickBooks knows its total after an edit. */
  mayTax: (stored: StoredTax) => boolean;
};

const ratesOfCode = (id: string | null, taxCodes: TaxCode[]): Rate[] =>
  taxCodes.find((code) => code.id === id)?.rates ?? [];

/** Whether US sales tax applies, by the line's code, else by its item; null when neither says. */
export const isTaxable = (line: DraftLine): boolean | null => {
  if (line.taxCodeId === 'TAX') return true;
  if (line.taxCodeId === 'NON') return false;
  return line.item?.taxable ?? null;
};

/**
 * The whole US: lines are taxable or not, and QuickBooks rounds once for each rate (recorded live).
 * https://developer.intuit.com/app/developer/qbo/docs/workflows/manage-sales-tax-for-us-locales
 */
const inUnitedStates: Omit<TaxRules, 'codes' | 'isByAddress' | 'request' | 'mayTax'> = {
  priceModes: ['excluded'],
  hasTax: true,
  rounding: 'on_sum',
  hasSaleLocation: false,
  requiresNumber: false,
  ratesOf: () => [],
  ratesOfShipping: () => [],
  codeProblem: (id) => (id === null || id === 'TAX' || id === 'NON' ? null : 'tax_code_unusable'),
};

/** Automated sales tax: QuickBooks calculates the tax from addresses. */
const usAutomatic: TaxRules = {
  ...inUnitedStates,
  codes: 'none',
  isByAddress: true,
  request: 'nothing',
  mayTax: () => true,
};

/** Without automated sales tax: one sales tax code for all taxable lines. */
const usManual: TaxRules = {
  ...inUnitedStates,
  codes: 'per_invoice',
  isByAddress: false,
  request: 'invoice_code',
  ratesOf: (line, { salesTaxCodeId }, taxCodes) =>
    isTaxable(line) === true ? ratesOfCode(salesTaxCodeId, taxCodes) : [],
  ratesOfShipping: ({ taxCodeId }, { salesTaxCodeId }, taxCodes) =>
    taxCodeId === 'TAX' ? ratesOfCode(salesTaxCodeId, taxCodes) : [],
  mayTax: ({ salesTaxCodeId, tax }) => salesTaxCodeId !== null || Number(tax) !== 0,
};

/**
 * Outside the US: a tax code on every line, whose tax is rounded on every line.
 * https://developer.intuit.com/app/developer/qbo/docs/workflows/manage-sales-tax-for-non-us-locales
 * https://quickbooks.intuit.com/learn-support/en-ca/other-questions/306952
 */
const perLine: TaxRules = {
  priceModes: ['excluded', 'inclusive', 'none'],
  codes: 'per_line',
  hasTax: true,
  isByAddress: false,
  rounding: 'per_line',
  request: 'price_mode',
  hasSaleLocation: false,
  requiresNumber: false,
  ratesOf: (line, { taxMode }, taxCodes) =>
    taxMode === 'none' ? [] : ratesOfCode(line.taxCodeId, taxCodes),
  ratesOfShipping: ({ taxCodeId }, { taxMode }, taxCodes) =>
    taxMode === 'none' ? [] : ratesOfCode(taxCodeId, taxCodes),
  codeProblem: (id, mode, taxCodes) => {
    if (mode === 'none') return null;
    if (id === null) return 'choose_tax_code';
    return taxCodes.some((code) => code.id === id) ? null : 'tax_code_unusable';
  },
  mayTax: ({ taxCalculation }) => taxCalculation !== 'NotApplicable',
};

/** Sales tax is switched off: prices that contain tax stay the amount to pay. */
const off: TaxRules = {
  priceModes: ['none'],
  codes: 'none',
  hasTax: false,
  isByAddress: false,
  rounding: 'on_sum',
  request: 'price_mode',
  hasSaleLocation: false,
  requiresNumber: false,
  ratesOf: () => [],
  ratesOfShipping: () => [],
  codeProblem: () => null,
  mayTax: () => false,
};

/**
 * France: the location of the sale decides the account together with the tax code, and QuickBooks
 * requires a number that it does not assign.
 * https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/invoice
 */
const inFrance = (rules: TaxRules): TaxRules => ({
  ...rules,
  hasSaleLocation: true,
  requiresNumber: true,
});

const rulesByRegime: Record<TaxRegime, TaxRules> = {
  us_automatic: usAutomatic,
  us_manual: usManual,
  per_line: perLine,
  off,
};

/** Regimes that differ in a country; requests have no price mode in the US. */
const rulesByCountry: Partial<Record<string, Partial<Record<TaxRegime, TaxRules>>>> = {
  US: { off: { ...off, request: 'nothing' } },
  FR: { per_line: inFrance(perLine), off: inFrance(off) },
};

/** The rules of a company; of its tax regime while the country is not known. */
export const taxRulesOf = ({
  taxRegime,
  country,
}: Pick<CompanyProfile, 'taxRegime'> & Partial<Pick<CompanyProfile, 'country'>>): TaxRules =>
  rulesByCountry[country ?? '']?.[taxRegime] ?? rulesByRegime[taxRegime];

/** What the prices of a draft contain: as chosen, or the only possibility. */
export const priceModeOf = (
  { priceModes }: Pick<TaxRules, 'priceModes'>,
  { taxMode }: Pick<DraftContent['details'], 'taxMode'>,
): TaxMode => (priceModes.includes(taxMode) ? taxMode : priceModes[0]);
