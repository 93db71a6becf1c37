import type { CompanyProfile, TaxCode } from '../contract/company-profile.ts';
import type { DraftLine } from '../contract/draft-content.ts';
import { Big, type Decimal, sum } from '../money/money.ts';

type LineCode = Pick<DraftLine, 'taxCodeId' | 'taxCodeFrom'>;

/** Why a line has no tax code: a person has to choose. */
export type TaxCodeQuestion =
  | { why: 'item_has_none' }
  | { why: 'no_code_of_rate' | 'several_of_rate'; percent: Decimal };

type TaxSources = {
  /** The rate Pipedrive has for the line, percent; null where it keeps no tax on it. */
  dealTax: Decimal | null;
  /** The own code of the line's item in QuickBooks. */
  itemCode: string | null;
};

const codesOfRate = (percent: Decimal, profile: Pick<CompanyProfile, 'taxCodes'>): TaxCode[] =>
  profile.taxCodes.filter(({ rates }) =>
    sum(rates.map((rate) => new Big(rate.percent))).eq(percent),
  );

/**
 * The tax code of a line outside the US. The item's own code counts where Pipedrive has no rate. Of the
 * codes with Pipedrive's rate the item's own, else the only one. Never a guess: null otherwise.
 */
export const taxCodeFor = (
  { dealTax, itemCode }: TaxSources,
  profile: Pick<CompanyProfile, 'taxRegime' | 'taxCodes'>,
): LineCode => {
  if (profile.taxRegime !== 'per_line') return { taxCodeId: null };
  if (dealTax === null) {
    const own = profile.taxCodes.find(({ id }) => id === itemCode);
    return own ? { taxCodeId: own.id, taxCodeFrom: 'item' } : { taxCodeId: null };
  }
  const same = codesOfRate(dealTax, profile);
  const [only, ...others] = same;
  const code = same.find(({ id }) => id === itemCode) ?? (others.length === 0 ? only : undefined);
  return code ? { taxCodeId: code.id, taxCodeFrom: 'deal' } : { taxCodeId: null };
};

/** What the line's missing code depends on; null while it is too early to say, or a code is there. */
export const taxCodeQuestion = (
  line: DraftLine,
  profile: Pick<CompanyProfile, 'taxCodes'>,
): TaxCodeQuestion | null => {
  if (line.taxCodeId !== null) return null;
  if (line.dealTax === undefined) return line.item && { why: 'item_has_none' };
  const several = codesOfRate(line.dealTax, profile).length > 1;
  return { why: several ? 'several_of_rate' : 'no_code_of_rate', percent: line.dealTax };
};
