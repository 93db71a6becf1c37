import type { BundleRow } from '@dealbill/server/contract/items';
import type { Bundle } from '@dealbill/server/shared/contract/draft-content';
import type { ItemRow } from '@dealbill/server/shared/contract/picker-rows';
import { amountsCurrency } from '@dealbill/server/shared/money/conversion';
import { taxCodeFor } from '@dealbill/server/shared/tax/tax-code';
import {
  descriptionBeside,
  descriptionWithout,
} from '@dealbill/server/shared/text/line-description';
import type { DocumentLine, EditorCompany, InvoiceDocument } from '../document.ts';

type TaxCompany = Pick<EditorCompany, 'taxRegime' | 'taxCodes' | 'dealTaxCodes'>;

/**
 * A code the user selected stays. Drafts saved before the source was stored count as selected. The
 * code of an existing line gives way to the new item's own code only.
 */
const codeWith = (line: DocumentLine, itemCode: string | null, company: TaxCompany) => {
  const { taxCodeId, taxCodeFrom, dealTax = null, existing } = line;
  const given = existing !== undefined && taxCodeFrom === undefined;
  const isChosen = taxCodeFrom === 'user' || (taxCodeFrom === undefined && !given);
  if (taxCodeId !== null && isChosen) return { taxCodeId, taxCodeFrom: 'user' as const };
  const own = taxCodeFor({ dealTax, itemCode }, company);
  return own.taxCodeId === null && given
    ? { taxCodeId, taxCodeFrom }
    : { taxCodeFrom: undefined, ...own };
};

/** Description of a deal's line without its item: adds the name that the item provided. */
const wordsWithoutItem = ({ item, productId, description }: DocumentLine): string =>
  item && productId !== null ? descriptionWithout(item.name, description) : description;

/** The line without its item. */
export const unlinkedLine = (line: DocumentLine, company: TaxCompany): DocumentLine => ({
  ...line,
  item: null,
  itemFrom: undefined,
  description: wordsWithoutItem(line),
  ...codeWith(line, null, company),
});

/** The line with a tax code the user selected; null removes it. */
export const lineWithCode = (line: DocumentLine, taxCodeId: string | null): DocumentLine => ({
  ...line,
  taxCodeId,
  taxCodeFrom: taxCodeId === null || taxCodeId === line.existing?.taxCodeId ? undefined : 'user',
});

/**
 * The line linked to this item. Only an empty description or price is taken from the item, the
 * price only in its own currency. The tax code follows the rule for filling the form, unless the
 * user selected one.
 */
export const linkedLine = (
  line: DocumentLine,
  item: ItemRow,
  company: TaxCompany & Pick<EditorCompany, 'homeCurrency'>,
  currency: string,
): DocumentLine => {
  const price = currency === company.homeCurrency ? (item.unitPrice ?? '') : '';
  return {
    ...line,
    item: { id: item.id, name: item.name, taxable: item.taxable },
    itemFrom: undefined,
    description: descriptionBeside(
      item.name,
      wordsWithoutItem(line).trim() || item.description?.trim() || '',
    ),
    unitPrice: line.unitPrice.trim() || price,
    ...codeWith(line, item.taxCodeId, company),
  };
};

/** A line of one bundle, with the prices and tax codes of its items, as `linkedLine` takes them. */
export const bundleLine = (
  line: DocumentLine,
  { id, name, description, parts }: BundleRow,
  company: TaxCompany & Pick<EditorCompany, 'homeCurrency'>,
  details: InvoiceDocument['details'],
): DocumentLine => {
  const hasPrices = amountsCurrency(details) === company.homeCurrency;
  return {
    ...line,
    description,
    bundle: {
      id,
      name,
      parts: parts.map(({ item, quantity }) => ({
        item: { id: item.id, name: item.name, taxable: item.taxable },
        description: item.description ?? '',
        quantity,
        unitPrice: hasPrices ? (item.unitPrice ?? '') : '',
        taxCodeId: taxCodeFor({ dealTax: null, itemCode: item.taxCodeId }, company).taxCodeId,
      })),
    },
  };
};

/** Changes the items of a bundle by their place; a line without a bundle stays as it is. */
export const withParts = (
  line: DocumentLine,
  change: (part: number) => Partial<Bundle['parts'][number]>,
): DocumentLine =>
  line.bundle
    ? {
        ...line,
        bundle: {
          ...line.bundle,
          parts: line.bundle.parts.map((part, at) => ({ ...part, ...change(at) })),
        },
      }
    : line;
