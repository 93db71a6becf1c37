import { records } from './companies.ts';
import { group, long, type Row } from './row.ts';
import { sources } from './sources.ts';
import { line, sold } from './typed.ts';

const item = 'lines.0.item';
const description = 'lines.0.description';

const itemRows = group({ company: 'usLines', source: sources.errorCodes }, [
  {
    when: 'there are no lines',
    typed: { lines: [] },
    quickbooks: { rejects: '2250', element: 'Line' },
    finding: { path: 'lines', problem: 'no_lines' },
    resolution: { enter: { lines: [line()] } },
  },
  {
    when: 'the product is inactive',
    typed: sold(records.inactiveItem),
    quickbooks: { rejects: '610' },
    finding: { path: item, problem: 'item_inactive' },
    resolution: { enter: sold(records.otherItem) },
  },
  {
    when: 'the product of an inactive item is chosen again',
    typed: sold(records.inactiveItem),
    quickbooks: { rejects: '610' },
    finding: { path: item, problem: 'item_inactive' },
    resolution: { fix: 1, enter: sold(records.otherItem) },
  },
  {
    when: 'the product is inactive and made active again',
    company: 'usLines',
    typed: sold(records.restoredItem),
    quickbooks: { rejects: '610' },
    finding: { path: item, problem: 'item_inactive' },
    resolution: { fix: 0 },
  },
  {
    when: 'the second product is inactive',
    typed: {
      lines: [line(), line({ item: { id: records.inactiveItem, name: 'Old', taxable: false } })],
    },
    quickbooks: { rejects: '610' },
    finding: { path: 'lines.1.item', problem: 'item_inactive' },
    resolution: { enter: { lines: [line(), line()] } },
  },
  {
    when: 'the product does not exist',
    typed: sold('7777'),
    quickbooks: { rejects: '2500' },
    finding: { path: item, problem: 'item_gone' },
    resolution: { enter: sold(records.otherItem) },
  },
  {
    when: 'the id of the product is not a number',
    typed: sold('SKU-7'),
    quickbooks: { rejects: '2030' },
    finding: { path: item, problem: 'item_gone' },
    resolution: { enter: sold(records.otherItem) },
  },
  {
    when: 'the product is a category',
    source: sources.item,
    typed: sold(records.category),
    quickbooks: { rejects: '2500' },
    finding: { path: item, problem: 'item_unsellable' },
    resolution: { fix: 0, enter: sold(records.otherItem) },
  },
  {
    when: 'a line has no product, so that QuickBooks takes the default of the company',
    source: sources.sandbox,
    typed: { [item]: null },
    quickbooks: { alters: 'Line.0.SalesItemLineDetail.ItemRef.value', stored: '1' },
    finding: { path: item, problem: 'link_item' },
    resolution: { enter: sold(records.otherItem) },
  },
  {
    when: 'an empty line has no product',
    source: sources.sandbox,
    typed: { lines: [line(), line({ item: null, unitPrice: '' })] },
    quickbooks: { alters: 'Line.1.SalesItemLineDetail.ItemRef.value', stored: '1' },
    finding: { path: 'lines.1.item', problem: 'link_item' },
    resolution: { fix: 0 },
  },
  {
    when: 'a taxable invoice has 751 lines',
    source: sources.basics,
    typed: { lines: Array(751).fill(line({ taxCodeId: 'TAX', unitPrice: '1' })) },
    quickbooks: { rejects: '6000', element: 'Line' },
    finding: { path: 'lines', problem: 'too_many_lines', limit: 750 },
    resolution: { enter: { lines: [line()] } },
  },
]);

const descriptionRows = group(
  {
    company: 'usLines',
    source: sources.invoice,
    quickbooks: { rejects: '2050', element: 'Line.Description' },
  },
  [
    {
      when: 'the description has 4001 characters',
      typed: { [description]: long(4001) },
      finding: { path: description, problem: 'too_long', limit: 4000 },
      resolution: { enter: { [description]: long(4000) } },
    },
    {
      when: 'the description of the second line has 4001 characters',
      typed: { lines: [line(), line({ description: long(4001) })] },
      finding: { path: 'lines.1.description', problem: 'too_long', limit: 4000 },
      resolution: { enter: { 'lines.1.description': 'Desk' } },
    },
    {
      when: 'the description leaves no room for the sentence about the discount',
      typed: { [description]: long(3990), 'lines.0.discount': { kind: 'percent', value: '10' } },
      finding: { path: description, problem: 'too_long', limit: 3880 },
      resolution: { enter: { [description]: long(3880) } },
    },
  ],
);

const figureRows = group({ company: 'usLines', source: sources.invoice }, [
  {
    when: 'the quantity has eight decimals',
    typed: { 'lines.0.quantity': '1.23456789' },
    quickbooks: { alters: 'Line.0.SalesItemLineDetail.Qty', stored: 1.2345679 },
    finding: { path: 'lines.0.quantity', problem: 'too_many_decimals', limit: 7 },
    resolution: { fix: 0 },
  },
  {
    when: 'the quantity has so many decimals that the amount is another',
    company: 'storedFigures',
    source: sources.errorCodes,
    typed: { 'lines.0.quantity': '0.00000049', 'lines.0.unitPrice': '1000000' },
    quickbooks: { rejects: '6070', element: 'Line.Amount' },
    finding: { path: 'lines.0.quantity', problem: 'too_many_decimals', limit: 7 },
    resolution: { fix: 0 },
  },
  {
    when: 'the total is below zero',
    source: sources.errorCodes,
    typed: { lines: [line(), line({ unitPrice: '-100.01' })] },
    quickbooks: { rejects: '6000' },
    finding: { path: 'lines', problem: 'negative_total' },
    resolution: { enter: { 'lines.1.unitPrice': '-99.99' } },
  },
  {
    when: 'the only line is below zero',
    source: sources.errorCodes,
    typed: { 'lines.0.unitPrice': '-1' },
    quickbooks: { rejects: '6000' },
    finding: { path: 'lines', problem: 'negative_total' },
    resolution: { enter: { 'lines.0.unitPrice': '1' } },
  },
]);

const discount = 'discount.value';

const discountRows = group({ company: 'usLines', source: sources.invoice }, [
  {
    when: 'the discount is over 100 percent',
    source: sources.errorCodes,
    typed: { discount: { kind: 'percent', value: '101' } },
    quickbooks: { rejects: '6090' },
    finding: { path: discount, problem: 'discount_too_large', limit: 100 },
    resolution: { enter: { [discount]: '100' } },
  },
  {
    when: 'the discount has three decimals of a percent',
    source: sources.sandbox,
    typed: { discount: { kind: 'percent', value: '33.333' } },
    quickbooks: {
      alters: 'Line.1.DiscountLineDetail.DiscountPercent',
      stored: 33.33,
    },
    finding: { path: discount, problem: 'percent_decimals', limit: 2 },
    resolution: { fix: 0 },
  },
  {
    when: 'discounts are turned off and the invoice has a percentage',
    company: 'closed',
    source: sources.preferences,
    typed: { discount: { kind: 'percent', value: '10' } },
    quickbooks: { rejects: '6000' },
    finding: { path: discount, problem: 'discounts_off' },
    resolution: { fix: 0 },
  },
  {
    when: 'discounts are turned off and the invoice has an amount',
    company: 'closed',
    source: sources.preferences,
    typed: { discount: { kind: 'amount', value: '5' } },
    quickbooks: { rejects: '6000' },
    finding: { path: discount, problem: 'discounts_off' },
    resolution: { fix: 0 },
  },
]);

const textLine = line({ kind: 'text', item: null, description: 'Delivered in May', quantity: '' });

const textRows = group({ company: 'usLines', source: sources.invoice }, [
  {
    when: 'every line is a description alone',
    typed: { lines: [textLine] },
    quickbooks: { rejects: '2250', element: 'Line' },
    finding: { path: 'lines', problem: 'no_lines' },
    resolution: { enter: { lines: [line(), textLine] } },
  },
  {
    when: 'a description alone has 4001 characters',
    typed: { lines: [line(), { ...textLine, description: long(4001) }] },
    quickbooks: { rejects: '2050', element: 'Line.Description' },
    finding: { path: 'lines.1.description', problem: 'too_long', limit: 4000 },
    resolution: { enter: { 'lines.1.description': long(4000) } },
  },
]);

const shipping = (amount: string, taxCodeId: string | null = null) => ({
  shipping: { amount, taxCodeId },
});

const shippingRows = group({ company: 'usLines', source: sources.invoice }, [
  {
    when: 'shipping is turned off and the invoice has shipping',
    company: 'closed',
    source: sources.preferences,
    typed: shipping('12'),
    quickbooks: { rejects: '6000' },
    finding: { path: 'shipping.amount', problem: 'shipping_off' },
    resolution: { fix: 0 },
  },
  {
    when: 'shipping has no tax code',
    company: 'uk',
    source: sources.salesTaxElsewhere,
    typed: shipping('12'),
    quickbooks: { rejects: '6000' },
    finding: { path: 'shipping.taxCodeId', problem: 'choose_tax_code' },
    resolution: { enter: { 'shipping.taxCodeId': '3' } },
  },
  {
    when: 'the tax code of shipping is for purchases only',
    company: 'uk',
    source: sources.salesTaxElsewhere,
    typed: shipping('12', records.purchaseTaxCode),
    quickbooks: { rejects: '6160', element: 'TaxCodeRef' },
    finding: { path: 'shipping.taxCodeId', problem: 'tax_code_unusable' },
    resolution: { enter: { 'shipping.taxCodeId': '3' } },
  },
  {
    when: 'shipping below zero makes the total negative',
    source: sources.errorCodes,
    typed: shipping('-100.01'),
    quickbooks: { rejects: '6000' },
    finding: { path: 'shipping.amount', problem: 'not_positive' },
    resolution: { enter: shipping('100.01') },
  },
]);

const serviceDateRows = group({ company: 'usLines', source: sources.preferences }, [
  {
    when: 'service dates are turned off and a line has one',
    typed: { 'lines.0.serviceDate': '2026-11-02' },
    quickbooks: { alters: 'Line.0.SalesItemLineDetail.ServiceDate', stored: undefined },
    finding: { path: 'lines.0.serviceDate', problem: 'service_dates_off' },
    resolution: { fix: 0 },
  },
  {
    when: 'the service date does not exist',
    company: 'serviceDates',
    source: sources.invoice,
    typed: { 'lines.0.serviceDate': '2026-02-30' },
    quickbooks: { rejects: '2010' },
    finding: { path: 'lines.0.serviceDate', problem: 'not_a_date' },
    resolution: { enter: { 'lines.0.serviceDate': '2026-02-28' } },
  },
]);

/** A bundle of one item. */
const bundleOf = (itemId: string, taxCodeId: string | null = 'NON') =>
  line({
    item: null,
    unitPrice: '',
    bundle: {
      id: records.bundle,
      name: 'Set',
      parts: [
        {
          item: { id: itemId, name: `Item ${itemId}`, taxable: true },
          description: '',
          quantity: '2',
          unitPrice: '10',
          taxCodeId,
        },
      ],
    },
  });

const bundleRows = group({ company: 'usLines', source: sources.invoice }, [
  {
    when: 'an item of a bundle is inactive',
    source: sources.errorCodes,
    typed: { lines: [line(), bundleOf(records.inactiveItem)] },
    quickbooks: { rejects: '610' },
    finding: { path: 'lines.1.bundle.parts.0.item', problem: 'item_inactive' },
    resolution: { fix: 0 },
  },
  {
    when: 'an item of a bundle has no tax code',
    company: 'uk',
    source: sources.salesTaxElsewhere,
    typed: { lines: [bundleOf(records.item, null)] },
    quickbooks: { rejects: '6000' },
    finding: { path: 'lines.0.bundle.parts.0.taxCodeId', problem: 'choose_tax_code' },
    resolution: { enter: { 'lines.0.bundle.parts.0.taxCodeId': '3' } },
  },
  {
    when: 'the description of a bundle has 4001 characters',
    typed: { lines: [{ ...bundleOf(records.item), description: long(4001) }] },
    quickbooks: { rejects: '2050', element: 'Line.Description' },
    finding: { path: 'lines.0.description', problem: 'too_long', limit: 4000 },
    resolution: { enter: { 'lines.0.description': long(4000) } },
  },
]);

/** Products, descriptions, figures, discounts, bundles, shipping and service dates. */
export const lineRows: Row[] = [
  ...itemRows,
  ...descriptionRows,
  ...textRows,
  ...figureRows,
  ...discountRows,
  ...bundleRows,
  ...shippingRows,
  ...serviceDateRows,
];
