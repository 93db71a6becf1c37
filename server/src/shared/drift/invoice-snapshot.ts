import type { Decimal } from '../money/money.ts';
import { matchLines, type Pair } from './match-lines.ts';

export type InvoiceLine = {
  kind: 'item' | 'text' | 'bundle' | 'other';
  itemId: string | null;
  itemName: string | null;
  description: string;
  quantity: Decimal | null;
  unitPrice: Decimal | null;
  amount: Decimal;
  taxCodeId: string | null;
  /** Absent, like the class, in snapshots of older versions. */
  serviceDate?: string | null;
  classId?: string | null;
};

/** Lines and amounts of an invoice in QuickBooks. */
export type InvoiceSnapshot = {
  lines: InvoiceLine[];
  discount: Decimal;
  shipping: Decimal;
  tax: Decimal;
  total: Decimal;
};

type Identity = Pick<InvoiceLine, 'itemId' | 'itemName' | 'description'>;
type Figures = Identity & Pick<InvoiceLine, 'quantity' | 'unitPrice' | 'amount'>;

/** A line that only describes others has no figures to compare. */
const counts = ({ itemId, amount }: Figures): boolean => itemId !== null || Number(amount) !== 0;

const nameOf = ({ itemId, itemName, description }: Identity): string =>
  itemId ?? (itemName || description);

/** Text that is the same for the same lines and amounts in any order. */
export const invoiceContent = (invoice: {
  lines: Figures[];
  discount: Decimal;
  tax: Decimal;
  total: Decimal;
}): string => {
  const lines = invoice.lines
    .filter(counts)
    .map((line) => JSON.stringify([nameOf(line), line.quantity, line.unitPrice, line.amount]));
  return JSON.stringify([lines.sort(), invoice.discount, invoice.tax, invoice.total]);
};

const figuresOf = (line: InvoiceLine): string =>
  JSON.stringify([nameOf(line), line.quantity, line.unitPrice, line.amount, line.taxCodeId ?? '']);

/** The same line, else the same item and description, the same item or name, the same description. */
const invoiceKeys = [
  (line: InvoiceLine) => JSON.stringify([figuresOf(line), line.description]),
  figuresOf,
  (line: InvoiceLine) => JSON.stringify([nameOf(line), line.description]),
  nameOf,
  ({ description }: InvoiceLine) => description || null,
];

export const pairInvoiceLines = <Before extends InvoiceLine, After extends InvoiceLine>(
  before: Before[],
  after: After[],
): Pair<Before, After>[] => matchLines<InvoiceLine, Before, After>(before, after, invoiceKeys);

/** Returns the lines that differ. Pure. */
export const changedInvoiceLines = (
  before: InvoiceSnapshot,
  after: InvoiceSnapshot,
): Pair<InvoiceLine, InvoiceLine>[] =>
  pairInvoiceLines(before.lines.filter(counts), after.lines.filter(counts)).filter(
    (pair) => !pair.before || !pair.after || figuresOf(pair.before) !== figuresOf(pair.after),
  );
