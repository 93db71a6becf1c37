import type { CompanyProfile } from '@dealbill/server/shared/contract/company-profile';
import type { DraftLine } from '@dealbill/server/shared/contract/draft-content';
import type { ItemRow } from '@dealbill/server/shared/contract/picker-rows';
import { taxCodeFor } from '@dealbill/server/shared/tax/tax-code';
import {
  descriptionBeside,
  descriptionWithout,
} from '@dealbill/server/shared/text/line-description';

/** An empty line. `key` must be unique. */
export const emptyLine = (key: string): DraftLine => ({
  key,
  productId: null,
  item: null,
  description: '',
  quantity: '1',
  unitPrice: '',
  discount: { kind: 'none' },
  taxCodeId: null,
});

type TaxProfile = Pick<CompanyProfile, 'taxRegime' | 'taxCodes'>;

/** A code the user selected stays. Drafts saved before the source was stored count as selected. */
const codeWith = (line: DraftLine, itemCode: string | null, profile: TaxProfile) => {
  const { taxCodeId, taxCodeFrom = 'user', dealTax = null } = line;
  if (taxCodeId !== null && taxCodeFrom === 'user') return { taxCodeId, taxCodeFrom };
  return { taxCodeFrom: undefined, ...taxCodeFor({ dealTax, itemCode }, profile) };
};

/** Description of a deal's line without its item: adds the name that the item provided. */
const wordsWithoutItem = ({ item, productId, description }: DraftLine): string =>
  item && productId !== null ? descriptionWithout(item.name, description) : description;

/** The line without its item. */
export const unlinkedLine = (line: DraftLine, profile: TaxProfile): DraftLine => ({
  ...line,
  item: null,
  description: wordsWithoutItem(line),
  ...codeWith(line, null, profile),
});

/** The line with a tax code the user selected; null removes it. */
export const lineWithCode = (line: DraftLine, taxCodeId: string | null): DraftLine => ({
  ...line,
  taxCodeId,
  taxCodeFrom: taxCodeId === null ? undefined : 'user',
});

/**
 * The line linked to this item. Only an empty description or price is taken from the item, the
 * price only in its own currency. The tax code follows the rule for filling the form, unless the
 * user selected one.
 */
export const linkedLine = (
  line: DraftLine,
  item: ItemRow,
  profile: TaxProfile & Pick<CompanyProfile, 'homeCurrency'>,
  currency: string,
): DraftLine => {
  const price = currency === profile.homeCurrency ? (item.unitPrice ?? '') : '';
  return {
    ...line,
    item: { id: item.id, name: item.name, taxable: item.taxable },
    description: descriptionBeside(
      item.name,
      wordsWithoutItem(line).trim() || item.description?.trim() || '',
    ),
    unitPrice: line.unitPrice.trim() || price,
    ...codeWith(line, item.taxCodeId, profile),
  };
};
