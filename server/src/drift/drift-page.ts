import type { Ctx } from '../context.ts';
import { invoiceRow } from '../invoices/invoice-row.ts';
import { linesCanChange } from '../invoices/possible-actions.ts';
import { rowContextFor } from '../invoices/row-context.ts';
import { type DealLine, lineAmount } from '../shared/drift/deal-snapshot.ts';
import { differenceToBill } from '../shared/drift/difference-to-bill.ts';
import {
  changedInvoiceLines,
  type InvoiceLine,
  type InvoiceSnapshot,
} from '../shared/drift/invoice-snapshot.ts';
import { money } from '../shared/money/money.ts';
import { invoiceSnapshot } from './agreed-invoice.ts';
import { hashOf } from './content-hash.ts';
import type { DriftPage, DriftRow, UpdateState } from './contract.ts';
import { type DriftRef, type DriftSources, driftSources, readDeal } from './drift-sources.ts';
import { canRestore } from './propose-lines.ts';

type Figures = NonNullable<DriftRow['before']>;

const dealFigures = (line: DealLine): Figures => ({
  quantity: line.quantity,
  unitPrice: line.price,
  discount: Number(line.discount.value) === 0 ? null : line.discount,
  tax: line.taxMethod === 'none' ? null : line.tax,
  amount: money(lineAmount(line)),
});

const texts = <Value>(of: { before: Value; after: Value }, text: (value: Value) => string) => ({
  before: text(of.before),
  after: text(of.after),
});

/** The deal's difference; null without one. Pure. */
export const dealDifference = ({ deal }: DriftSources) => {
  if (!deal) return null;
  const { drift } = deal;
  const difference = {
    currency: drift.currency,
    rows: drift.pairs.map(
      ({ before, after }): DriftRow => ({
        name: (after ?? before)?.name ?? '',
        before: before && dealFigures(before),
        after: after && dealFigures(after),
      }),
    ),
    discount: texts(drift.discount, money),
    total: texts(drift.total, money),
  };
  return { ...difference, seen: hashOf(JSON.stringify([difference, deal.current])) };
};

/** What somebody changed in QuickBooks; null without a difference. Pure. */
export const editedDifference = ({ agreed, row: { facts }, profile }: DriftSources) => {
  if (!agreed) return null;
  const now = invoiceSnapshot(facts);
  const codeName = (id: string | null) =>
    (id && (profile?.taxCodes.find((code) => code.id === id)?.name ?? id)) || null;
  const figures = (line: InvoiceLine): Figures => ({
    quantity: line.quantity,
    unitPrice: line.unitPrice,
    discount: null,
    tax: codeName(line.taxCodeId),
    amount: line.amount,
  });
  const side = (name: keyof InvoiceSnapshot & ('discount' | 'shipping' | 'tax' | 'total')) => ({
    before: agreed[name],
    after: now[name],
  });
  const difference = {
    currency: { before: facts.currency, after: facts.currency },
    rows: changedInvoiceLines(agreed, now).map(({ before, after }): DriftRow => {
      const { itemName, description } = (after ?? before) as InvoiceLine;
      return {
        name: itemName ?? description,
        before: before && figures(before),
        after: after && figures(after),
      };
    }),
    discount: side('discount'),
    shipping: side('shipping'),
    tax: side('tax'),
    total: side('total'),
  };
  return { ...difference, seen: hashOf(JSON.stringify(difference)) };
};

const editState = (
  { row, profile, connection }: DriftSources,
  canEdit: boolean,
): Exclude<UpdateState, 'several' | 'by_hand'> => {
  if (!canEdit || connection.state !== 'active') return 'not_now';
  if (!linesCanChange(row.facts)) return 'paid';
  const closedUntil = profile?.closedUntil ?? null;
  return closedUntil !== null && row.issueDate <= closedUntil ? 'books_closed' : 'possible';
};

const dealUpdate = ({ deal, row, billsPart }: DriftSources, state: UpdateState): UpdateState => {
  if (!deal || state !== 'possible') return state;
  if (deal.billed.length > 1) return 'several';
  if (billsPart) return 'by_hand';
  const { currency, hasSameDiscounts, pairs } = deal.drift;
  const isSameCurrency = currency.before === currency.after && currency.after === row.currency;
  return isSameCurrency && hasSameDiscounts && pairs.length > 0 ? 'possible' : 'by_hand';
};

const billState = ({ deal, connection }: DriftSources): NonNullable<DriftPage['deal']>['bill'] => {
  if (!deal) return 'lower';
  const { currency } = deal.drift;
  if (currency.before !== currency.after) return 'other_currency';
  if (!differenceToBill(deal.drift, deal.current)) return 'lower';
  return connection.state === 'active' ? 'possible' : 'not_now';
};

/** Returns the differences of an invoice, after reading its deal. */
export const driftPage = async (ctx: Ctx, ref: DriftRef): Promise<DriftPage> => {
  const fresh = await readDeal(ctx, ref);
  const sources = await driftSources(ctx, ref);
  const { row, dealId, dealTitle, deal, connection } = sources;
  const invoice = invoiceRow(row, await rowContextFor(ctx, connection));
  const state = editState(sources, invoice.can.includes('edit'));
  const dealPart = dealDifference(sources);
  const edited = editedDifference(sources);
  const { id, number, customerName, currency, total, openUrl } = invoice;
  return {
    invoice: { id, number, customerName, currency, total, openUrl },
    fresh,
    deal: dealPart && {
      ...dealPart,
      dealId: dealId ?? 0,
      title: dealTitle,
      invoices: deal?.billed.length ?? 0,
      update: dealUpdate(sources, state),
      bill: billState(sources),
    },
    edited: edited && {
      ...edited,
      update: state === 'possible' && !canRestore(sources) ? 'by_hand' : state,
    },
  };
};
