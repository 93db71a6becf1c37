import { expect, test } from 'vitest';
import { sampleBooks } from '../../testing/sample-draft.ts';
import { emptyLine, linkedLine } from './line-changes.ts';

const item = {
  id: '11',
  name: 'Oak desk 160',
  sku: 'DSK-160',
  description: 'Oak desk, 160 cm',
  unitPrice: '640.00',
  taxable: null,
  taxCodeId: '20',
};
const line = emptyLine('a');

test('an item fills an empty line', () => {
  expect(linkedLine(line, item, sampleBooks, 'GBP')).toEqual({
    ...line,
    item: { id: '11', name: 'Oak desk 160', taxable: null },
    description: 'Oak desk, 160 cm',
    unitPrice: '640.00',
    taxCodeId: '20',
  });
});

test('an item without a description lends its name', () => {
  expect(linkedLine(line, { ...item, description: null }, sampleBooks, 'GBP').description).toBe(
    'Oak desk 160',
  );
});

test('what the deal or the user wrote on the line stays', () => {
  const written = { ...line, description: 'Two desks', unitPrice: '600', taxCodeId: '5' };
  expect(linkedLine(written, item, sampleBooks, 'GBP')).toMatchObject({
    description: 'Two desks',
    unitPrice: '600',
    taxCodeId: '5',
  });
});

test('a price in the home currency is no price of an invoice in another one', () => {
  expect(linkedLine(line, item, sampleBooks, 'EUR').unitPrice).toBe('');
});

test('a tax code the company no longer sells with is left out', () => {
  expect(linkedLine(line, { ...item, taxCodeId: '99' }, sampleBooks, 'GBP').taxCodeId).toBeNull();
});
