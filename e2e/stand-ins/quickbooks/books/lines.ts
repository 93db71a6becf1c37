import type Big from 'big.js';
import type { TaxableSale } from '../tax/taxable-sale.ts';
import { businessRefusal, refusal } from '../wire/faults.ts';
import type { Company } from './company.ts';
import { discountLine } from './discount-line.ts';
import type { Customer, Line, TaxMode } from './entities.ts';
import type { InvoiceInput, LineInput } from './invoice-body.ts';
import { sumOf, wireNumber } from './money.ts';
import { missing } from './references.ts';
import { descriptionLine, salesLine } from './sales-lines.ts';

export interface ComposedLines {
  lines: Line[];
  sale: Omit<TaxableSale, 'rounding'>;
  /** All that is sold, shipping too, before discount and tax. */
  charged: Big;
}

/** Intuit: limits on transactions, 10,000 lines, 750 when taxable. */
const mostLines = 10_000;

/**
 * All lines in the order of Intuit's answers: what is sold, the subtotal that only the server writes,
 * the discount, shipping. Lines keep the Ids they were sent with.
 */
export function composeLines(
  input: InvoiceInput,
  at: { company: Company; customer: Customer; mode: TaxMode | undefined },
): ComposedLines {
  const sent = input.Line;
  if (!sent) throw missing('Line');
  if (sent.length > mostLines)
    throw businessRefusal(`A transaction has at most ${mostLines} lines.`);
  for (const line of sent) refuseUnknownKind(line);
  const sold = sent
    .filter((line) => line.DetailType === 'SalesItemLineDetail')
    .map((line) => salesLine(line, at));
  const inlineSubtotal = sent.some(
    (line) => line.DetailType === 'DescriptionOnly' && line.Description?.startsWith('Subtotal:'),
  );
  if (sold.length === 0 && !inlineSubtotal)
    throw refusal(
      '2250',
      'Transaction has no lines : At least one sales line is required.',
      'Line',
    );
  const goods = sold.filter((one) => !one.taxable.shipping);
  const shipping = sold.filter((one) => one.taxable.shipping);
  const subtotal = sumOf(goods.map((one) => one.taxable.net));
  const discount = discountLine(at.company, sent);
  const bodyLines = bodyInOrder(
    sent,
    goods.map((one) => one.line),
  );
  const lines = [
    ...bodyLines,
    {
      Amount: wireNumber(subtotal),
      DetailType: 'SubTotalLineDetail' as const,
      SubTotalLineDetail: {},
    },
    ...(discount.line ? [discount.line] : []),
    ...shipping.map((one) => one.line),
  ];
  return {
    lines: numbered(lines),
    sale: {
      lines: sold.map((one) => one.taxable),
      discountAmount: discount.amount,
      discountPercent: discount.percent,
    },
    charged: sumOf(sold.map((one) => one.taxable.net)),
  };
}

function refuseUnknownKind(line: LineInput): void {
  if (!line.DetailType) throw missing('Line.DetailType');
  if (line.DetailType === 'GroupLineDetail')
    throw refusal('5030', 'Feature Not Supported Error : Bundles are not imitated here.', 'Line');
}

/** Sold lines and descriptions as they were sent, shipping, discount and subtotal taken out. */
function bodyInOrder(sent: LineInput[], goods: Line[]): Line[] {
  const rest = [...goods];
  return sent.flatMap((line) => {
    if (line.DetailType === 'DescriptionOnly') return [descriptionLine(line)];
    if (line.DetailType !== 'SalesItemLineDetail') return [];
    if (line.SalesItemLineDetail?.ItemRef?.value === 'SHIPPING_ITEM_ID') return [];
    const next = rest.shift();
    return next ? [next] : [];
  });
}

function numbered(lines: Line[]): Line[] {
  const used = lines.map((line) => Number(line.Id ?? 0)).filter(Number.isFinite);
  let nextId = Math.max(0, ...used) + 1;
  let lineNum = 1;
  return lines.map((line) => {
    if (line.DetailType === 'SubTotalLineDetail') return line;
    const Id = line.Id ?? String(nextId++);
    if (line.DetailType === 'DiscountLineDetail') return { ...line, Id };
    return { ...line, Id, LineNum: lineNum++ };
  });
}
