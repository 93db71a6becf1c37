import type { CompanyProfile, DealTaxCode, TaxCode } from '../contract/company-profile.ts';
import type { DraftLine } from '../contract/draft-content.ts';
import { Big, type Decimal, sum } from '../money/money.ts';
import { taxRulesOf } from './tax-rules.ts';

type LineCode = Pick<DraftLine, 'taxCodeId' | 'taxCodeFrom'>;

/** Why a line has no tax code, so that the user must choose one. */
export type TaxCodeQuestion =
  | { why: 'item_has_none' }
  | { why: 'no_code_of_rate' | 'several_of_rate'; percent: Decimal };

type TaxSources = {
  /** Tax rate of the line in Pipedrive, percent; null when Pipedrive has none. */
  dealTax: Decimal | null;
  /** Tax code of the line's item in QuickBooks. */
  itemCode: string | null;
};

const percentOf = ({ rates }: TaxCode): Big => sum(rates.map((rate) => new Big(rate.percent)));

const codesOfRate = (percent: Decimal, profile: Pick<CompanyProfile, 'taxCodes'>): TaxCode[] =>
  profile.taxCodes.filter((code) => percentOf(code).eq(percent));

/** The code that a user chose for this rate, if one code still has its name and rate. */
const rememberedCode = (
  dealTax: Decimal,
  { taxCodes, dealTaxCodes = [] }: Pick<CompanyProfile, 'taxCodes' | 'dealTaxCodes'>,
): TaxCode | undefined => {
  const chosen = dealTaxCodes.find(({ dealPercent }) => new Big(dealPercent).eq(dealTax));
  const [same, ...others] = taxCodes.filter(
    (code) => code.name === chosen?.name && percentOf(code).eq(chosen.percent),
  );
  return others.length === 0 ? same : undefined;
};

/**
 * Chooses the tax code of a line that needs one: the item's code when Pipedrive has no rate; else,
 * of the codes with Pipedrive's rate, the item's or the only one; else the one that was chosen for
 * this rate before. Chooses none in any other case.
 */
export const taxCodeFor = (
  { dealTax, itemCode }: TaxSources,
  profile: Pick<CompanyProfile, 'taxRegime' | 'taxCodes' | 'dealTaxCodes'>,
): LineCode => {
  if (taxRulesOf(profile).codes !== 'per_line') return { taxCodeId: null };
  if (dealTax === null) {
    const own = profile.taxCodes.find(({ id }) => id === itemCode);
    return own ? { taxCodeId: own.id, taxCodeFrom: 'item' } : { taxCodeId: null };
  }
  const same = codesOfRate(dealTax, profile);
  const [only, ...others] = same;
  const code = same.find(({ id }) => id === itemCode) ?? (others.length === 0 ? only : undefined);
  if (code) return { taxCodeId: code.id, taxCodeFrom: 'deal' };
  const remembered = rememberedCode(dealTax, profile);
  return remembered ? { taxCodeId: remembered.id, taxCodeFrom: 'remembered' } : { taxCodeId: null };
};

/**
 * Chooses the one code of an invoice: the only one with the rate of all taxed products of the deal,
 * else the company's only one.
 */
export const invoiceTaxCodeFor = (
  dealTaxes: readonly Decimal[],
  profile: Pick<CompanyProfile, 'taxRegime' | 'taxCodes'>,
): string | null => {
  if (taxRulesOf(profile).codes !== 'per_invoice') return null;
  const [dealTax, ...otherTaxes] = dealTaxes;
  const isOneRate = otherTaxes.every((other) => new Big(other).eq(dealTax ?? other));
  const same = dealTax !== undefined && isOneRate ? codesOfRate(dealTax, profile) : [];
  const [only, ...others] = same.length === 1 ? same : profile.taxCodes;
  return only && others.length === 0 ? only.id : null;
};

/** The rate has not exactly one code, so that a user's choice is worth remembering. */
const isAsked = (dealTax: Decimal, profile: Pick<CompanyProfile, 'taxCodes'>): boolean =>
  codesOfRate(dealTax, profile).length !== 1;

/**
 * The codes to remember after an invoice was created: a user's choice for each rate in Pipedrive
 * that leaves a question, unless the lines of one rate have different codes.
 */
export const chosenTaxCodes = (
  lines: readonly Pick<DraftLine, 'dealTax' | 'taxCodeId' | 'taxCodeFrom'>[],
  profile: Pick<CompanyProfile, 'taxCodes'>,
): DealTaxCode[] => {
  const choices = lines.flatMap(({ dealTax, taxCodeId, taxCodeFrom }): DealTaxCode[] => {
    const code = profile.taxCodes.find(({ id }) => id === taxCodeId);
    if (dealTax === undefined || !code || taxCodeFrom !== 'user' || !isAsked(dealTax, profile))
      return [];
    const dealPercent = new Big(dealTax).toFixed();
    return [{ dealPercent, name: code.name, percent: percentOf(code).toFixed() }];
  });
  return choices.filter((choice, index) => {
    const same = choices.filter(({ dealPercent }) => dealPercent === choice.dealPercent);
    return (
      choices.indexOf(same[0] ?? choice) === index && same.every(({ name }) => name === choice.name)
    );
  });
};

/**
 * Why the user must choose the line's tax code. Null when it has one, and while it has neither an
 * item nor tax from Pipedrive.
 */
export const taxCodeQuestion = (
  line: DraftLine,
  profile: Pick<CompanyProfile, 'taxCodes'>,
): TaxCodeQuestion | null => {
  if (line.taxCodeId !== null) return null;
  if (line.dealTax === undefined) return line.item && { why: 'item_has_none' };
  const several = codesOfRate(line.dealTax, profile).length > 1;
  return { why: several ? 'several_of_rate' : 'no_code_of_rate', percent: line.dealTax };
};
