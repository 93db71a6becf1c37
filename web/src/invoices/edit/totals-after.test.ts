import type { InvoicePage } from '@dealbill/server/contract/invoices';
import { expect, test } from 'vitest';
import { emptyLine } from '../../editor/document.ts';
import { samplePage } from '../../testing/sample-invoice-page.ts';
import { documentOf } from './edit-document.ts';
import { totalsAfter } from './totals-after.ts';

/** 2,844.00 + 156.00 + 100.00; the first line becomes 20 × 118.50 = 2,370.00. */
const fewerDesks = (page: InvoicePage) => {
  const values = documentOf(page);
  const [first, ...others] = values.lines;
  return first ? { ...values, lines: [{ ...first, quantity: '20' }, ...others] } : values;
};

test.each<[string, Partial<InvoicePage>, object]>([
  ['without tax', {}, { subtotal: '2626.00', discount: '0.00', tax: '0.00', total: '2626.00' }],
  [
    'with a discount that is an amount',
    { discount: '126.00' },
    { discount: '126.00', total: '2500.00' },
  ],
  [
    'with a discount that follows the lines',
    { discount: '310.00', discountPercent: '10' },
    { discount: '262.60', total: '2363.40' },
  ],
  [
    'with shipping, which a percentage does not lower',
    { discount: '310.00', discountPercent: '10', shipping: '2.00' },
    { subtotal: '2626.00', discount: '262.60', shipping: '2.00', total: '2365.40' },
  ],
  [
    'with an amount that nothing explains',
    { other: '-1.00' },
    { subtotal: '2626.00', other: '-1.00', total: '2625.00' },
  ],
  ['with tax', { taxed: true, tax: '248.00' }, { tax: null, total: '2626.00' }],
])('an invoice %s', (_, differs, totals) => {
  const page = samplePage(differs);
  expect(totalsAfter(page, fewerDesks(page))).toMatchObject(totals);
});

test('an unchanged line keeps QuickBooks’ amount, however it was calculated', () => {
  const page = samplePage();
  const [desk, ...others] = page.lines;
  if (!desk) throw new Error('The sample has lines');
  const rounded = samplePage({ lines: [{ ...desk, amount: '2844.01' }, ...others] });
  expect(totalsAfter(rounded, documentOf(rounded)).subtotal).toBe('3100.01');
});

test('invalid figures count as nothing', () => {
  const page = samplePage();
  const values = documentOf(page);
  const typed = {
    ...values,
    lines: [...values.lines, { ...emptyLine('many'), unitPrice: 'many' }],
  };
  expect(totalsAfter(page, typed)).toMatchObject({ subtotal: '3100.00', complete: false });
});
