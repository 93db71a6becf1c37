import type { InvoicePage } from '@dealbill/server/contract/invoices';
import { decimals, parseDecimal } from '@dealbill/server/shared/money/money';

export type PageLine = InvoicePage['lines'][number];

/** A line as typed. */
export type EditLine = {
  /** QuickBooks' id of the line; null for an added one. */
  id: string | null;
  kind: PageLine['kind'];
  item: { id: string; name: string; taxable: boolean | null } | null;
  description: string;
  quantity: string;
  unitPrice: string;
  /** Empty when the line has no tax code of its own. */
  taxCodeId: string;
  /** The tax code from QuickBooks or the item; a different one was selected by the user. */
  givenCode: string;
  /** QuickBooks' amount as decimal text; empty for an added line. */
  amount: string;
};

/** The editable values as typed. */
export type EditValues = {
  dueDate: string;
  /** Empty for no term. */
  termId: string;
  message: string;
  memo: string;
  email: string;
  lines: EditLine[];
};

/** `118.5` as `118.50`. */
const price = (decimal: string | null): string => {
  const value = decimal === null ? null : parseDecimal(decimal);
  return value ? value.toFixed(Math.max(2, decimals(value))) : '';
};

/** Key of a line: its QuickBooks id, or its index where the response has no id. */
export const keyOf = (line: Pick<PageLine, 'id'>, index: number): string => line.id ?? `#${index}`;

/** A line that can only be removed; it is labelled by its name. */
export const isFixed = ({ kind }: Pick<PageLine, 'kind'>): boolean =>
  kind === 'bundle' || kind === 'other';

const nameOfFixed = (line: PageLine): string => (isFixed(line) ? (line.itemName ?? '') : '');

const lineOf = (line: PageLine, index: number): EditLine => ({
  id: keyOf(line, index),
  kind: line.kind,
  item:
    line.itemId === null
      ? null
      : { id: line.itemId, name: line.itemName ?? line.description, taxable: null },
  description: line.description || nameOfFixed(line),
  quantity: line.quantity ?? '',
  unitPrice: price(line.unitPrice),
  taxCodeId: line.taxCodeId ?? '',
  givenCode: line.taxCodeId ?? '',
  amount: line.amount,
});

/** The initial values of the form. */
export const valuesOf = (page: InvoicePage): EditValues => ({
  dueDate: page.invoice.dueDate ?? '',
  termId: page.termId ?? '',
  message: page.message,
  memo: page.memo,
  email: page.email,
  lines: page.lines.map(lineOf),
});

/** A new empty line. */
export const newLine = (): EditLine => ({
  id: null,
  kind: 'item',
  item: null,
  description: '',
  quantity: '1',
  unitPrice: '',
  taxCodeId: '',
  givenCode: '',
  amount: '',
});
