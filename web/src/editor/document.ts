import { isEmptyLine as hasNoInput } from '@dealbill/server/shared/checks/empty-line';
import type { CompanyProfile } from '@dealbill/server/shared/contract/company-profile';
import type { DraftContent, DraftLine } from '@dealbill/server/shared/contract/draft-content';
import type { Decimal } from '@dealbill/server/shared/money/money';
import { soldLines } from '@dealbill/server/shared/money/sold-lines';
import type { TaxRow } from '@dealbill/server/shared/tax/tax-rows';

/** What QuickBooks has for a line of an existing invoice. */
export type ExistingLine = {
  /** QuickBooks' id of the line, or its position where the response has no id. */
  id: string;
  /** `bundle` and `other` can only be removed; `text` has a description only. */
  kind: 'item' | 'text' | 'bundle' | 'other';
  /** Decimal text; valid while quantity and price are unchanged. */
  amount: Decimal;
  taxCodeId: string | null;
};

/** A line as typed: of a draft, or of an invoice that QuickBooks has. */
export type DocumentLine = DraftLine & { existing?: ExistingLine };

/**
 * The edited document as typed: the content of a draft, or an existing invoice in the same shape.
 * Every change makes new objects for what changed only, so that unchanged lines can be compared by
 * identity.
 */
export type InvoiceDocument = Omit<DraftContent, 'lines'> & { lines: DocumentLine[] };

/** What the company offers for the document. */
export type EditorCompany = Pick<
  CompanyProfile,
  | 'terms'
  | 'defaultTermId'
  | 'taxCodes'
  | 'dealTaxCodes'
  | 'taxRegime'
  | 'discounts'
  | 'salesForms'
  | 'invoiceFields'
  | 'shipping'
  | 'serviceDates'
> & {
  /** Currencies of new invoices; absent where the currency cannot change. */
  currencies?: string[];
  /** Currency of item prices; null while unknown. */
  homeCurrency: string | null;
};

/** Totals of the document in its currency, decimal text. */
export type DocumentTotals = {
  /** Amount of each line by its key, with tax where prices include it; null while invalid. */
  amounts: ReadonlyMap<string, Decimal | null>;
  subtotal: Decimal;
  discount: Decimal;
  /**
   * The discount as an amount, where QuickBooks would round its percentage to another one; else
   * null.
   */
  discountAsAmount: Decimal | null;
  shipping: Decimal;
  /** Part of the total that no other field explains. */
  other: Decimal;
  /** Null when only QuickBooks can calculate it. */
  tax: Decimal | null;
  taxRows: TaxRow[];
  /** Without tax while `tax` is null. */
  total: Decimal;
  /** False when a figure is not a number and was counted as zero. */
  complete: boolean;
};

export const kindOf = ({
  existing,
  kind,
  bundle,
}: Pick<DocumentLine, 'existing' | 'kind' | 'bundle'>) =>
  existing?.kind ?? (bundle ? 'bundle' : (kind ?? 'item'));

/** A line that can only be removed. */
export const isFixed = ({ existing }: Pick<DocumentLine, 'existing'>): boolean =>
  existing?.kind === 'bundle' || existing?.kind === 'other';

/** A line into which nothing was entered. */
export const isEmptyLine = (line: DocumentLine): boolean =>
  (kindOf(line) === 'item' || !line.existing) && hasNoInput(line);

/** A line of the same content, which is not from the deal and not in QuickBooks yet. */
export const copyOf = (line: DocumentLine, key: string): DocumentLine => {
  const { existing: _, productName: __, ...copied } = line;
  return { ...copied, key, productId: null };
};

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

/** An empty line of a description alone. */
export const emptyTextLine = (key: string): DraftLine => ({
  ...emptyLine(key),
  kind: 'text',
  quantity: '',
});

/** A line whose price is a percentage of the others. */
export const emptyFeeLine = (key: string): DraftLine => ({
  ...emptyLine(key),
  fee: { percent: '' },
});

/** The common tax code of the lines that sell items; null while they differ. */
export const commonTaxCode = ({ lines }: InvoiceDocument): string | null => {
  const sold = lines.filter((line) => kindOf(line) === 'item' || line.bundle).flatMap(soldLines);
  const [first] = sold;
  return sold.every(({ taxCodeId }) => taxCodeId === first?.taxCodeId)
    ? (first?.taxCodeId ?? null)
    : null;
};
