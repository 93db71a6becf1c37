import type { CompanyProfile, TaxCode } from '../contract/company-profile.ts';
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

const codesOfRate = (percent: Decimal, profile: Pick<CompanyProfile, 'taxCodes'>): TaxCode[] =>
  profile.taxCodes.filter(({ rates }) =>
    sum(rates.map((rate) => new Big(rate.percent))).eq(percent),
  );

/**
 * Chooses the tax code of a line that needs one: the item's code when Pipedrive has no rate; else,
 * of the codes with Pipedrive's rate, the item's or the only one. Chooses none in any other case.
 */
export const taxCodeFor = (
  { dealTax, itemCode }: TaxSources,
  profile: Pick<CompanyProfile, 'taxRegime' | 'taxCodes'>,
): LineCode => {
  if (taxRulesOf(profile).codes !== 'per_line') return { taxCodeId: null };
  if (dealTax === null) {
    const own = profile.taxCodes.find(({ id }) => id === itemCode);
    return own ? { taxCodeId: own.id, taxCodeFrom: 'item' } : { taxCodeId: null };
  }
  const same = codesOfRate(dealTax, profile);
  const [only, ...others] = same;
  const code = same.find(({ id }) => id === itemCode) ?? (others.length === 0 ? only : undefined);
  return code ? { taxCodeId: code.id, taxCodeFrom: 'deal' } : { taxCodeId: null };
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
