import type Big from 'big.js';
import { usualSwitches } from '../switches.ts';
import type { TaxableSale } from '../tax/taxable-sale.ts';
import { businessRefusal, refusal } from '../wire/faults.ts';
import { bundleLine, namedBundle } from './bundles.ts';
import { discountLine } from './discount-line.ts';
import type { Customer, Line, Ref, TaxMode } from './entities.ts';
import type { InvoiceInput, LineInput } from './invoice-body.ts';
import { sumOf, wireNumber } from './money.ts';
import type { Realm } from './realm.ts';
import { missing } from './references.ts';
import { lineClassOf } from './sale-references.ts';
import { descriptionLine, type SalesLine, salesLine } from './sales-lines.ts';

export interface ComposedLines {
  lines: Line[];
  sale: Omit<TaxableSale, 'rounding'>;
  /** Sum of all sales lines including shipping, before discount and tax. */
  charged: Big;
}

/** Intuit, limits on transactions: 10,000 lines, 750 when taxable. */
const mostLines = { usual: 10_000, taxable: 750 };

/**
 * Composes all lines in the order of Intuit's responses: sales lines, the subtotal that only the
 * server writes, discount, shipping. Lines keep the Ids they were sent with.
 */
export function composeLines(
  realm: Realm,
  input: InvoiceInput,
  at: { customer: Customer; mode: TaxMode | undefined; known?: Line[] },
): ComposedLines {
  const { company } = realm;
  const sent = input.Line;
  if (!sent) throw missing('Line');
  refuseTooMany(sent.length, mostLines.usual);
  const composed = sent.flatMap((line): Composed[] => composedLine(realm, line, at));
  const sold = composed.flatMap((one) => one.sold);
  if (sold.some(({ taxable }) => taxable.code && taxable.code !== 'NON'))
    refuseTooMany(sent.length, mostLines.taxable);
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
  const subtotal = sumOf(goods.map((one) => one.taxable.net));
  const discount = discountLine(company, sent);
  const above = composed.filter((one) => !one.shipping).map((one) => one.line);
  const lines = [
    ...above,
    {
      Amount: wireNumber(subtotal),
      DetailType: 'SubTotalLineDetail' as const,
      SubTotalLineDetail: {},
    },
    ...(discount.line ? [discount.line] : []),
    ...composed.filter((one) => one.shipping).map((one) => one.line),
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

function refuseTooMany(count: number, most: number): void {
  if (count > most) throw businessRefusal(`A transaction has at most ${most} lines.`, 'Line');
}

/** One invoice line with its sales lines; a bundle has several. */
interface Composed {
  line: Line;
  sold: SalesLine[];
  shipping: boolean;
}

/** Composes one sent line; none for subtotal and discount, which are derived from the others. */
function composedLine(
  realm: Realm,
  sent: LineInput,
  at: { customer: Customer; mode: TaxMode | undefined; known?: Line[] },
): Composed[] {
  const { bundleAmount, productOf, serviceDateWhenOff } = realm.switches ?? usualSwitches;
  const classOf = (sent: Ref | undefined) => lineClassOf(realm, sent);
  const circumstances = { ...at, company: realm.company, productOf, serviceDateWhenOff, classOf };
  switch (sent.DetailType) {
    case undefined:
      throw missing('Line.DetailType');
    case 'SalesItemLineDetail': {
      const one = salesLine(sent, circumstances);
      return [{ line: one.line, sold: [one], shipping: one.taxable.shipping }];
    }
    case 'GroupLineDetail': {
      const bundle = namedBundle(realm, sent, at.known ?? []);
      const inner = bundle.GroupLineDetail?.Line ?? [];
      const sold = inner.map((line) => salesLine(line, circumstances));
      return [{ line: bundleLine(bundle, sold, bundleAmount), sold, shipping: false }];
    }
    case 'DescriptionOnly':
      return [{ line: descriptionLine(sent), sold: [], shipping: false }];
    default:
      return [];
  }
}

/** Assigns missing Ids and consecutive line numbers, also to the inner lines of bundles. */
function numbered(lines: Line[]): Line[] {
  const inside = lines.flatMap((line) => line.GroupLineDetail?.Line ?? []);
  const used = [...lines, ...inside].map((line) => Number(line.Id ?? 0)).filter(Number.isFinite);
  let nextId = Math.max(0, ...used) + 1;
  let lineNum = 1;
  const withId = (line: Line): Line => ({ ...line, Id: line.Id ?? String(nextId++) });
  return lines.map((line) => {
    if (line.DetailType === 'SubTotalLineDetail') return line;
    if (line.DetailType === 'DiscountLineDetail') return withId(line);
    const next = { ...withId(line), LineNum: lineNum++ };
    if (!line.GroupLineDetail) return next;
    const Line = line.GroupLineDetail.Line.map((one) => ({ ...withId(one), LineNum: lineNum++ }));
    return { ...next, GroupLineDetail: { ...line.GroupLineDetail, Line } };
  });
}
