import { expect, test } from 'vitest';
import { makeQuickbooksInvoice } from '../../testing/make-quickbooks-invoice.ts';
import { couldBeSameInvoice } from './matches-request.ts';

const line = (amount: number, item: string) => ({
  Amount: amount,
  DetailType: 'SalesItemLineDetail',
  SalesItemLineDetail: { ItemRef: { value: item }, Qty: 1, UnitPrice: amount },
});

const sent = {
  CustomerRef: { value: '58' },
  Line: [line(80, '1'), line(20, '2'), { DetailType: 'DiscountLineDetail', Amount: 5 }],
};

const soldOne = { id: null, itemName: null, description: '', quantity: '1' };

const found = makeQuickbooksInvoice({
  lines: [
    { ...soldOne, itemId: '1', unitPrice: '80', amount: '80.00' },
    { ...soldOne, itemId: '2', unitPrice: '20', amount: '20.00' },
  ],
});

test('matches the same items and amounts despite values added by QuickBooks', () => {
  expect(
    couldBeSameInvoice(sent, { ...found, number: '2001', tax: '8.00', discount: '5.00' }),
  ).toBe(true);
});

test.each([
  ['another amount', { ...found, lines: [...found.lines].reverse() }],
  ['a line less', { ...found, lines: found.lines.slice(1) }],
  ['another sum', { ...found, subtotal: '100.01' }],
  ['another item', { ...found, lines: found.lines.map((row) => ({ ...row, itemId: '9' })) }],
])('does not match %s', (_said, other) => {
  expect(couldBeSameInvoice(sent, other)).toBe(false);
});

test('requires the same number if one was sent', () => {
  expect(couldBeSameInvoice({ ...sent, DocNumber: '77' }, found)).toBe(false);
  expect(couldBeSameInvoice({ ...sent, DocNumber: '1042' }, found)).toBe(true);
});

test('compares descriptions alone by their place, and shipping by its amount', () => {
  const text = {
    DetailType: 'DescriptionOnly',
    Description: 'Delivered',
    DescriptionLineDetail: {},
  };
  const shipping = line(12, 'SHIPPING_ITEM_ID');
  const body = { ...sent, Line: [line(80, '1'), text, line(20, '2'), shipping] };
  const [desk, chair] = found.lines;
  const stored = makeQuickbooksInvoice({
    lines: [desk, { ...desk, itemId: null, amount: '0.00' }, chair] as typeof found.lines,
    raw: { ...found.raw, lines: body.Line },
  });
  expect(couldBeSameInvoice(body, stored)).toBe(true);
  expect(couldBeSameInvoice({ ...body, Line: body.Line.toSpliced(3, 1) }, stored)).toBe(false);
  expect(couldBeSameInvoice({ ...body, Line: body.Line.toSpliced(1, 1) }, stored)).toBe(false);
});
