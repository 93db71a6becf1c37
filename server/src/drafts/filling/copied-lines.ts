import { randomUUID } from 'node:crypto';
import type { InvoiceParts, LinePart } from '../../quickbooks/translate/invoice-parts.ts';
import type { CompanyProfile } from '../../shared/contract/company-profile.ts';
import type { DraftLine } from '../../shared/contract/draft-content.ts';
import { unitPriceFor } from '../../shared/money/line-amounts.ts';
import { Big, cents } from '../../shared/money/money.ts';
import { taxRulesOf } from '../../shared/tax/tax-rules.ts';

type Figures = Pick<DraftLine, 'quantity' | 'unitPrice'>;

/** Quantity and price as in QuickBooks, else the price that makes the amount. */
const figuresOf = (line: LinePart, amount: string): Figures => {
  const { quantity, unitPrice } = line;
  if (quantity === null || new Big(quantity).eq(0)) return { quantity: '1', unitPrice: amount };
  if (unitPrice !== null && cents(new Big(unitPrice).times(quantity)).eq(amount))
    return { quantity, unitPrice };
  const made = unitPriceFor(new Big(amount), new Big(quantity));
  return made.amount.eq(amount)
    ? { quantity, unitPrice: made.price.toFixed() }
    : { quantity: '1', unitPrice: amount };
};

/** A line as the form types it; a tax code that the company no longer has is left out. */
const copiedLine = (
  line: LinePart,
  profile: CompanyProfile | null,
  inclusive: boolean,
): DraftLine => {
  const problem =
    profile && taxRulesOf(profile).codeProblem(line.taxCodeId, 'excluded', profile.taxCodes);
  return {
    key: randomUUID(),
    productId: null,
    item:
      line.itemId === null ? null : { id: line.itemId, name: line.itemName ?? '', taxable: null },
    description: line.description,
    ...figuresOf(line, (inclusive ? line.inclusiveAmount : null) ?? line.amount),
    discount: { kind: 'none' },
    taxCodeId: problem === null ? line.taxCodeId : null,
  };
};

/**
 * The lines of a transaction in QuickBooks that a form can have, with prices that contain the tax if
 * `inclusive`. `left` counts the others: bundles, descriptions alone, shipping.
 */
export const copiedLines = (
  { lines, shipping }: InvoiceParts,
  profile: CompanyProfile | null,
  inclusive = false,
): { lines: DraftLine[]; left: number } => {
  const items = lines.filter(({ kind }) => kind === 'item');
  return {
    lines: items.map((line) => copiedLine(line, profile, inclusive)),
    left: lines.length - items.length + (new Big(shipping).eq(0) ? 0 : 1),
  };
};
