import type { InvoicePage } from '@dealbill/server/contract/invoices';
import { decimals, parseDecimal } from '@dealbill/server/shared/money/money';

export type PageLine = InvoicePage['lines'][number];

/** A line as it is typed. */
export type EditLine = {
  /** QuickBooks' id of the line; null for one that was added here. */
  id: string | null;
  kind: PageLine['kind'];
  item: { id: string; name: string; taxable: boolean | null } | null;
  description: string;
  quantity: string;
  unitPrice: string;
  /** Empty where the line has no code of its own. */
  taxCodeId: string;
  /** The code that QuickBooks or the item gave it; another one was chosen by the user. */
  givenCode: string;
  /** As QuickBooks has it, decimal text; empty for one that was added here. */
  amount: string;
};

/** What can be edited, as it is typed. */
export type EditValues = {
  dueDate: string;
  /** Empty: no term. */
  termId: string;
  message: string;
  memo: string;
  email: string;
  lines: EditLine[];
};

/** `118.5` as `118.50`. */
const price = (told: string | null): string => {
  const value = told === null ? null : parseDecimal(told);
  return value ? value.toFixed(Math.max(2, decimals(value))) : '';
};

/** What a line is known by; QuickBooks leaves no line without an id, but need not tell it. */
export const keyOf = (line: Pick<PageLine, 'id'>, index: number): string => line.id ?? `#${index}`;

/** A line that can only go is known by its name. */
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

/** The values that the form opens with. */
export const valuesOf = (page: InvoicePage): EditValues => ({
  dueDate: page.invoice.dueDate ?? '',
  termId: page.termId ?? '',
  message: page.message,
  memo: page.memo,
  email: page.email,
  lines: page.lines.map(lineOf),
});

/** A line nobody has written on yet. */
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
