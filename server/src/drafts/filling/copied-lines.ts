import { randomUUID } from 'node:crypto';
import type { QuickbooksInvoice } from '../../quickbooks/models.ts';
import { codeOf, inclusiveAmountOf, readLine } from '../../quickbooks/translate/invoice-lines.ts';
import type { InvoiceParts, LinePart } from '../../quickbooks/translate/invoice-parts.ts';
import type { CompanyProfile } from '../../shared/contract/company-profile.ts';
import type { DraftLine, Shipping } from '../../shared/contract/draft-content.ts';
import { unitPriceFor } from '../../shared/money/line-amounts.ts';
import { Big, cents, money } from '../../shared/money/money.ts';
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

/** Prices with or without tax, and whether the dates of the services are still those to bill. */
type Copying = { inclusive?: boolean; serviceDates?: boolean };

/** A line as the form types it; a tax code that the company no longer has is left out. */
const soldLine = (
  line: LinePart,
  profile: CompanyProfile | null,
  { inclusive = false, serviceDates = false }: Copying,
): DraftLine => {
  const problem =
    profile && taxRulesOf(profile).codeProblem(line.taxCodeId, 'excluded', profile.taxCodes);
  return {
    key: randomUUID(),
    productId: null,
    item:
      line.itemId === null ? null : { id: line.itemId, name: line.itemName ?? '', taxable: null },
    description: line.description,
    ...(serviceDates &&
      profile?.serviceDates &&
      line.serviceDate && { serviceDate: line.serviceDate }),
    ...figuresOf(line, (inclusive ? line.inclusiveAmount : null) ?? line.amount),
    discount: { kind: 'none' },
    taxCodeId: problem === null ? line.taxCodeId : null,
  };
};

/** A line of a description alone. */
const textLine = ({ description }: LinePart): DraftLine => ({
  key: randomUUID(),
  kind: 'text',
  productId: null,
  item: null,
  description,
  quantity: '',
  unitPrice: '',
  discount: { kind: 'none' },
  taxCodeId: null,
});

/**
 * The lines of a transaction in QuickBooks that a form can have, with prices that contain the tax if
 * `inclusive`. `left` counts the others.
 */
export const copiedLines = (
  { lines }: InvoiceParts,
  profile: CompanyProfile | null,
  copying: Copying = {},
): { lines: DraftLine[]; left: number } => {
  const copied = lines.flatMap((line) => {
    if (line.kind === 'item') return [soldLine(line, profile, copying)];
    return line.kind === 'text' && line.description.trim() !== '' ? [textLine(line)] : [];
  });
  return { lines: copied, left: lines.filter(isLeft).length };
};

/** Bundles and unknown kinds; a text line without text says nothing. */
const isLeft = ({ kind }: LinePart): boolean => kind === 'bundle' || kind === 'other';

/**
 * The shipping of a transaction as the form types it, like `copiedLines`; null where there is none,
 * or where the company has turned shipping off.
 */
export const copiedShipping = (
  { raw }: Pick<QuickbooksInvoice, 'raw'>,
  profile: CompanyProfile,
  inclusive: boolean,
): Shipping | null => {
  const line = raw.lines.find((body) => readLine(body).role === 'shipping');
  const amount = (inclusive ? inclusiveAmountOf(line) : null) ?? (line && readLine(line).Amount);
  if (!profile.shipping || !amount || amount.eq(0)) return null;
  const code = codeOf(line);
  const problem = taxRulesOf(profile).codeProblem(code, 'excluded', profile.taxCodes);
  return { amount: money(amount), taxCodeId: problem === null ? code : null };
};
