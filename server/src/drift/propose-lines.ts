import { ownedConnection } from '../connection/invoice-access.ts';
import type { Ctx } from '../context.ts';
import { itemsForProducts, type ProductItem } from '../items/items-for-products.ts';
import { partsOf } from '../quickbooks/translate/invoice-parts.ts';
import type { CompanyProfile } from '../shared/contract/company-profile.ts';
import type { InvoiceChanges } from '../shared/contract/invoice-changes.ts';
import { type DealLine, lineAmount } from '../shared/drift/deal-snapshot.ts';
import {
  changedInvoiceLines,
  type InvoiceLine,
  pairInvoiceLines,
} from '../shared/drift/invoice-snapshot.ts';
import { Big, cents, money, parseDecimal } from '../shared/money/money.ts';
import { taxCodeFor } from '../shared/tax/tax-code.ts';
import { taxRulesOf } from '../shared/tax/tax-rules.ts';
import { descriptionBeside } from '../shared/text/line-description.ts';
import { invoiceSnapshot } from './agreed-invoice.ts';
import type { DriftSources } from './drift-sources.ts';

export type EditedLine = NonNullable<InvoiceChanges['lines']>[number];

type Line = ReturnType<typeof partsOf>['lines'][number];

/** A line as an edit sends it unchanged. */
const unchanged = (line: Line, index: number): EditedLine => ({
  index,
  itemId: line.itemId,
  description: line.description,
  quantity: line.quantity ?? '',
  unitPrice: line.unitPrice ?? '',
});

/** Price of one unit after its discount, without tax that it contains. */
const netPrice = (line: DealLine): Big => {
  const quantity = parseDecimal(line.quantity);
  if (!quantity || quantity.eq(0)) return new Big(0);
  const contained = line.taxMethod === 'inclusive' ? line.tax : '0';
  return lineAmount(line).div(quantity).div(new Big(contained).div(100).plus(1));
};

const scaled = (value: string, before: Big, after: Big): string =>
  new Big(value).times(after).div(before).round(7).toFixed();

/**
 * Applies the change of a deal's line to its invoice line, in proportion: an invoice of half of the
 * line stays one of half of it.
 */
const changedLine = (line: EditedLine, before: DealLine, after: DealLine): EditedLine => {
  const quantities = [parseDecimal(before.quantity), parseDecimal(after.quantity)] as const;
  const isCounted = line.quantity !== '' && quantities[0] && !quantities[0].eq(0) && quantities[1];
  const quantity = isCounted
    ? scaled(line.quantity, quantities[0] as Big, quantities[1] as Big)
    : line.quantity;
  const prices = [netPrice(before), netPrice(after)] as const;
  const unitPrice =
    line.unitPrice === '' || prices[0].eq(0)
      ? money(prices[1])
      : scaled(line.unitPrice, prices[0], prices[1]);
  return { ...line, quantity, unitPrice };
};

const codeOf = (line: DealLine, item: ProductItem | undefined, profile: CompanyProfile | null) => {
  if (!profile || taxRulesOf(profile).codes !== 'per_line') return {};
  const dealTax = line.taxMethod === 'none' ? null : line.tax;
  const { taxCodeId } = taxCodeFor({ dealTax, itemCode: item?.taxCodeId ?? null }, profile);
  return taxCodeId === null ? {} : { taxCodeId };
};

const addedLine = (
  line: DealLine,
  item: ProductItem | undefined,
  profile: CompanyProfile | null,
): EditedLine => ({
  index: null,
  itemId: item?.id ?? null,
  description: item ? descriptionBeside(item.name, line.name) : line.name,
  quantity: line.quantity,
  unitPrice: netPrice(line).round(7).toFixed(),
  ...codeOf(line, item, profile),
});

type Open = { line: EditedLine; amount: string };

/** The invoice line of a deal's line: with its item or its name, the same amount before others. */
const positionOf = (open: Open[], before: DealLine, item: ProductItem | undefined): number => {
  const amount = money(cents(netPrice(before).times(before.quantity || '0')));
  const isSameThing = ({ line }: Open) =>
    before.productId === null ||
    (item !== undefined && line.itemId === item.id) ||
    line.description.split('\n')[0] === before.name;
  const exact = open.findIndex((one) => isSameThing(one) && one.amount === amount);
  if (exact >= 0) return exact;
  const [first, ...others] = open.flatMap((one, index) => (isSameThing(one) ? [index] : []));
  return first !== undefined && others.length === 0 ? first : -1;
};

export type Proposal = { lines: EditedLine[] | null; items: { id: string; name: string }[] };

const nothing: Proposal = { lines: null, items: [] };

/** Returns the invoice's lines with the deal's changes; null when a changed line has no match. */
export const linesAsDeal = async (
  ctx: Ctx,
  { deal, row, profile, billsPart }: DriftSources,
): Promise<Proposal> => {
  if (deal?.billed.length !== 1 || billsPart) return nothing;
  const { pairs } = deal.drift;
  const products = pairs.flatMap(({ before, after }) =>
    [before, after].flatMap((line) =>
      line && line.productId !== null ? [{ productId: line.productId, name: line.name }] : [],
    ),
  );
  const matched = await itemsForProducts(ctx, await ownedConnection(ctx), products);
  // An edit creates no items.
  const items = new Map(
    [...matched].flatMap(([productId, item]) =>
      item.from === 'new' ? [] : [[productId, item] as const],
    ),
  );
  const itemOf = ({ productId }: DealLine) =>
    productId === null ? undefined : items.get(productId);
  const open: (Open & { done?: boolean })[] = partsOf(row.facts).lines.map((line, index) => ({
    line: unchanged(line, index),
    amount: line.amount,
  }));
  const added: EditedLine[] = [];
  for (const { before, after } of pairs) {
    if (!before) {
      added.push(addedLine(after, itemOf(after), profile));
      continue;
    }
    const waiting = open.filter(({ done }) => !done);
    const found = waiting[positionOf(waiting, before, itemOf(before))];
    if (!found) return nothing;
    found.done = true;
    if (!after) {
      open.splice(open.indexOf(found), 1);
      continue;
    }
    found.line = {
      ...changedLine(found.line, before, after),
      ...(before.tax !== after.tax && codeOf(after, itemOf(after), profile)),
    };
  }
  return {
    lines: [...open.map(({ line }) => line), ...added],
    items: [...items.values()].map(({ id, name }) => ({ id, name })),
  };
};

/** Whether an edit can add this line again: a new line gets neither a service date nor a class. */
const canAddAgain = ({ serviceDate, classId }: InvoiceLine): boolean =>
  serviceDate === null && classId === null;

/** Whether an edit can give the invoice its earlier lines: only items can be edited. */
export const canRestore = ({ agreed, row }: DriftSources): boolean => {
  if (!agreed) return false;
  const pairs = changedInvoiceLines(agreed, invoiceSnapshot(row.facts));
  return (
    pairs.length > 0 &&
    pairs.every(
      ({ before, after }) =>
        [before, after].every((line) => !line || line.kind === 'item') &&
        (after !== null || canAddAgain(before)),
    )
  );
};

/** Returns the lines that the invoice had before it was edited in QuickBooks. */
export const linesAsBefore = (sources: DriftSources): Proposal => {
  const { agreed, row } = sources;
  if (!agreed || !canRestore(sources)) return nothing;
  const lines = partsOf(row.facts).lines;
  const restored = pairInvoiceLines(agreed.lines, lines).flatMap(
    ({ before, after }): EditedLine[] => {
      if (!before) return after.kind === 'item' ? [] : [unchanged(after, lines.indexOf(after))];
      const { itemId, description, quantity, unitPrice, taxCodeId } = before;
      return [
        {
          index: after ? lines.indexOf(after) : null,
          itemId,
          description,
          quantity: quantity ?? '',
          unitPrice: unitPrice ?? '',
          ...(after?.taxCodeId !== taxCodeId && taxCodeId !== null && { taxCodeId }),
        },
      ];
    },
  );
  const items = agreed.lines.flatMap(({ itemId: id, itemName }) =>
    id === null ? [] : [{ id, name: itemName ?? '' }],
  );
  return { lines: restored, items };
};
