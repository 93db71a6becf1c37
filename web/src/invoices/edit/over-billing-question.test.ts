import type { InvoicePage } from '@dealbill/server/contract/invoices';
import { describe, expect, test } from 'vitest';
import { samplePage } from '../../testing/sample-invoice-page.ts';
import { documentOf } from './edit-document.ts';
import { overBillingQuestion } from './over-billing-question.ts';

const room = {
  deal: 'Fit-out',
  value: { amount: '5000', currency: 'USD' },
  left: '100.00',
  orphaned: '0.00',
  basis: 'without_tax' as 'with_tax' | 'without_tax',
  derived: true,
};

/** Question when the first line, 24 × 118.50 of 3,100.00 in total, gets this quantity. */
const asked = (quantity: string, differs: Partial<InvoicePage> = {}) => {
  const page = samplePage({ room, ...differs });
  const values = documentOf(page);
  const lines = values.lines.map((line, at) => (at === 0 ? { ...line, quantity } : line));
  const question = overBillingQuestion(page, { ...values, lines });
  return question && [question.title, question.description].join(' ').replaceAll('\u00a0', ' ');
};

test('raising the invoice above the rest of the deal asks with the figures', () => {
  // One more desk is 118.50, and 100.00 are left.
  expect(asked('25')).toBe(
    'Invoice 18.50 USD more than the deal value? Deal value of “Fit-out”: 5,000.00 USD. Left to invoice: 100.00 USD. Saving raises this invoice from 3,100.00 USD to 3,218.50 USD.',
  );
  expect(asked('25', { room: { ...room, left: '-10.00' } })).toContain(
    'Invoice 128.50 USD more than the deal value? Deal value of “Fit-out”: 5,000.00 USD. Nothing is left to invoice.',
  );
});

test('a raise of an invoice that was converted counts in the currency of the deal', () => {
  const inEuros = {
    ...room,
    value: { amount: '3000', currency: 'EUR' },
    left: '100.00',
    // 3,100.00 USD were 2,480.00 EUR.
    covers: {
      currency: 'EUR',
      total: '2480.00',
      tax: '0.00',
      created: { total: '3100.00', tax: '0.00' },
    },
  };
  // One more desk is 118.50 USD, which is 94.80 EUR.
  expect(asked('25', { room: inEuros })).toBeNull();
  expect(asked('26', { room: inEuros })).toBe(
    'Invoice 89.60 EUR more than the deal value? Deal value of “Fit-out”: 3,000.00 EUR. Left to invoice: 100.00 EUR. Saving raises this invoice from 3,100.00 USD to 3,337.00 USD.',
  );
  const { covers: _, ...unconverted } = inEuros;
  expect(asked('26', { room: unconverted })).toBeNull();
});

test('the question shows totals before tax where QuickBooks calculates tax', () => {
  expect(asked('25', { taxed: true, tax: '248.00' })).toContain(
    'from 3,100.00 USD to 3,218.50 USD before tax.',
  );
});

describe('on a deal whose value includes tax', () => {
  const withTax = { ...room, basis: 'with_tax' as const };

  test('counts the tax that QuickBooks will add in proportion', () => {
    // 118.50 more with 8 % tax is 127.98.
    const page = { taxed: true, tax: '248.00', room: { ...withTax, left: '120.00' } };
    const invoice = { ...samplePage().invoice, total: '3348.00' };
    expect(asked('25', { ...page, invoice })).toContain(
      'Invoice 7.98 USD more than the deal value? Deal value of “Fit-out”: 5,000.00 USD. Left to invoice: 120.00 USD. Saving raises this invoice from 3,348.00 USD to about 3,475.98 USD with tax.',
    );
    const enough = { ...page, invoice, room: { ...withTax, left: '127.98' } };
    expect(asked('25', enough)).toBeNull();
    // Without tax, 118.50 is less than 120.00.
    expect(asked('25', { ...page, invoice, room: { ...room, left: '120.00' } })).toBeNull();
  });

  test('counts the tax of the codes on the lines', () => {
    const codes = [
      { id: '20', name: '20.0% S', rates: [{ id: '1', name: 'VAT', percent: '20' }] },
      { id: '0', name: '0.0% Z', rates: [{ id: '2', name: 'VAT', percent: '0' }] },
    ];
    const lines = samplePage().lines.map((line, at) => ({
      ...line,
      taxCodeId: at === 0 ? '20' : '0',
    }));
    const page = { taxed: true, tax: '568.80', taxCodes: codes, lines, room: withTax };
    const invoice = { ...samplePage().invoice, total: '3668.80' };
    expect(asked('25', { ...page, invoice })).toContain('Invoice 42.20 USD more');
  });
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
