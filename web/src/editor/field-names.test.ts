import { expect, test } from 'vitest';
import { fieldName, problemName } from './field-names.ts';

test('fields have the same names as in the form', () => {
  expect(fieldName('details.issueDate')).toBe('Invoice date');
  expect(fieldName('lines.1.quantity')).toBe('Line 2 · Quantity');
  expect(fieldName('lines.0.discount.value')).toBe('Line 1 · Discount');
  expect(fieldName('discount.value')).toBe('Discount on the whole invoice');
  expect(fieldName('customer.choice.name')).toBe('Name of the new customer');
  expect(fieldName('something.new')).toBe('New invoice');
});

test('a negative total is named after the total, though its path is the lines', () => {
  expect(problemName({ path: 'lines', problem: 'negative_total' })).toBe('Total');
  expect(problemName({ path: 'lines', problem: 'no_lines' })).toBe('Lines');
});
