import { expect, test } from 'vitest';
import { samplePage } from '../../testing/sample-invoice-page.ts';
import { type InvoicePage, valuesOf } from './edit-values.ts';
import { overBillingQuestion } from './over-billing-question.ts';

const room = { deal: 'Fit-out', value: { amount: '5000', currency: 'USD' }, left: '100.00' };

/** What is asked when the first line, 24 × 118.50 of 3,100.00 in all, has another quantity. */
const asked = (quantity: string, differs: Partial<InvoicePage> = {}) => {
  const page = samplePage({ room, ...differs });
  const values = valuesOf(page);
  const lines = values.lines.map((line, at) => (at === 0 ? { ...line, quantity } : line));
  const question = overBillingQuestion(page, { ...values, lines });
  return question && [question.title, question.description].join(' ').replaceAll('\u00a0', ' ');
};

test('raising it beyond what is left asks, naming the figures', () => {
  // One desk more is 118.50, of which 100.00 are left.
  expect(asked('25')).toBe(
    'Bill 18.50 USD more than the deal is worth? “Fit-out” is worth 5,000.00 USD, with 100.00 USD left to invoice. Saving raises this invoice from 3,100.00 USD to 3,218.50 USD.',
  );
  expect(asked('25', { room: { ...room, left: '-10.00' } })).toContain(
    'Bill 128.50 USD more than the deal is worth? “Fit-out” is worth 5,000.00 USD, and nothing is left to invoice.',
  );
});

test('where QuickBooks works out the tax it speaks of totals before tax', () => {
  expect(asked('25', { taxed: true, tax: '248.00' })).toContain(
    'from 3,100.00 USD to 3,218.50 USD before tax.',
  );
});

test.each<[string, string, Partial<InvoicePage>]>([
  ['all of what is left', '25', { room: { ...room, left: '118.50' } }],
  [
    'less than before, on a deal that is billed beyond its value',
    '20',
    { room: { ...room, left: '-10.00' } },
  ],
  ['as much as before', '24', { room: { ...room, left: '-10.00' } }],
  ['on a deal without a value', '25', { room: { ...room, value: null, left: null } }],
  [
    'on a deal in another currency',
    '25',
    { room: { ...room, value: { amount: '5000', currency: 'EUR' } } },
  ],
  ['seen from elsewhere', '25', { room: null }],
])('%s asks nothing', (_, quantity, differs) => {
  expect(asked(quantity, differs)).toBeNull();
});
