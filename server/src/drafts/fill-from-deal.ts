import type { Candidate } from '../customers/contract.ts';
import type { ItemRow } from '../items/contract.ts';
import type { Deal, DealDiscount, DealProduct } from '../pipedrive/gateway.ts';
import type { TermPreference } from '../preferences/contract.ts';
import type { Books } from '../shared/books.ts';
import type { Discount, DraftContent, DraftLine } from '../shared/draft-content.ts';
import { dueDate } from '../shared/due-date.ts';
import { Big, decimals, money, sum, zero } from '../shared/money.ts';

/** Everything a fresh form is filled from. */
export type FillSources = {
  deal: Deal;
  products: DealProduct[];
  discounts: DealDiscount[];
  customer: { to: string; address: string; email: string; taxId: string };
  term: TermPreference;
  books: Books;
  candidates: Candidate[];
  /** QuickBooks items by Pipedrive product id. */
  items: Map<number, ItemRow>;
  today: string;
  proposedNumber: string | null;
  newKey: () => string;
};

/** A fresh form. Pure: what is unknown stays empty, and only a saved link chooses the customer. */
export const fillFromDeal = (from: FillSources): DraftContent => {
  const saved = from.candidates.find((candidate) => candidate.reason === 'saved_link');
  const { term, due } = termAndDue(from);
  return {
    customer: {
      choice: saved
        ? { kind: 'existing', id: saved.id, name: saved.name, currency: saved.currency }
        : { kind: 'none' },
      ...from.customer,
    },
    details: {
      issueDate: from.today,
      term,
      dueDate: due,
      currency: from.deal.currency,
      number: from.proposedNumber ?? '',
      taxMode: taxModeOf(from.products),
      salesTaxCodeId: from.books.taxRegime === 'us_manual' ? onlyCode(from.books) : null,
      message: '',
      memo: '',
    },
    lines: linesOf(from),
    discount: oneDiscount(from.discounts, from.products),
  };
};

const onlyCode = (books: Books) =>
  books.taxCodes.length === 1 ? (books.taxCodes[0]?.id ?? null) : null;

const termAndDue = ({ term, books, today }: FillSources) => {
  if (term.kind === 'days') {
    return { term, due: dueDate(today, term) };
  }
  const known = books.terms.find((candidate) => candidate.id === term.id);
  return known
    ? { term: { kind: 'quickbooks' as const, id: known.id }, due: dueDate(today, known.rule) }
    : { term: { kind: 'none' as const }, due: '' };
};

/** Pipedrive keeps one tax method for the whole deal. */
const taxModeOf = (products: DealProduct[]): DraftContent['details']['taxMode'] => {
  const modes = { exclusive: 'excluded', inclusive: 'inclusive', none: 'none' } as const;
  const method = products[0]?.taxMethod;
  return method ? modes[method] : 'excluded';
};

const linesOf = (from: FillSources): DraftLine[] => {
  if (from.products.length > 0) return from.products.map((product) => lineOf(product, from));
  if (from.deal.value === null || new Big(from.deal.value).lte(0)) return [];
  return [
    {
      key: from.newKey(),
      productId: null,
      item: null,
      description: from.deal.title,
      quantity: '1',
      unitPrice: money(new Big(from.deal.value)),
      discount: { kind: 'none' },
      taxCodeId: null,
    },
  ];
};

const lineOf = (product: DealProduct, from: FillSources): DraftLine => {
  const item = from.items.get(product.productId) ?? null;
  const noDiscount = new Big(product.discount.value).eq(0);
  return {
    key: from.newKey(),
    productId: product.productId,
    item: item && { id: item.id, name: item.name, taxable: item.taxable },
    description: [product.name, product.comments].filter(Boolean).join('\n'),
    quantity: product.quantity,
    unitPrice: priceText(new Big(product.price)),
    discount: noDiscount ? { kind: 'none' } : product.discount,
    taxCodeId: taxCodeOf(product, item, from.books),
  };
};

/** At least cents: `118.5` reads `118.50`, `0.0425` stays. */
const priceText = (price: Big): string => price.toFixed(Math.max(2, decimals(price)));

/** The item's own code when its rates are the deal's, else the one code that has them, else none. */
const taxCodeOf = (product: DealProduct, item: ItemRow | null, books: Books): string | null => {
  if (books.taxRegime !== 'per_line') return null;
  const same = books.taxCodes.filter((code) =>
    sum(code.rates.map((rate) => new Big(rate.percent))).eq(product.tax),
  );
  const own = same.find((code) => code.id === item?.taxCodeId);
  if (own) return own.id;
  if (same.length === 1) return same[0]?.id ?? null;
  return new Big(product.tax).eq(0) ? (item?.taxCodeId ?? null) : null;
};

/** QuickBooks knows one discount: percentages add up, anything else adds up as an amount. */
const oneDiscount = (discounts: DealDiscount[], products: DealProduct[]): Discount => {
  if (discounts.length === 0) return { kind: 'none' };
  const values = discounts.map((discount) => new Big(discount.value));
  if (discounts.every((discount) => discount.kind === 'percent')) {
    return { kind: 'percent', value: sum(values).toString() };
  }
  const subtotal = sum(products.map(netOf));
  const amounts = discounts.map((discount, index) => {
    const value = values[index] ?? zero;
    return discount.kind === 'percent' ? subtotal.times(value).div(100) : value;
  });
  return { kind: 'amount', value: money(sum(amounts)) };
};

const netOf = (product: DealProduct): Big => {
  const gross = new Big(product.price).times(product.quantity);
  const off = new Big(product.discount.value);
  return gross.minus(product.discount.kind === 'percent' ? gross.times(off).div(100) : off);
};
