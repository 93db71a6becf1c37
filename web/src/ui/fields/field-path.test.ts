import { expect, test } from 'vitest';
import { belongsTo, inContent, lineOf, pathAndParents, valueAt } from './field-path.ts';

test('a problem belongs to its own field first, then to the fields that contain it', () => {
  expect(pathAndParents('lines.2.discount.value')).toEqual([
    'lines.2.discount.value',
    'lines.2.discount',
    'lines.2',
    'lines',
  ]);
});

test('a problem of a part of a field belongs to the field, a neighbour’s does not', () => {
  expect(belongsTo('customer.choice.name', 'customer.choice')).toBe(true);
  expect(belongsTo('customer.choice', 'customer.choice')).toBe(true);
  expect(belongsTo('customer.choices', 'customer.choice')).toBe(false);
  expect(belongsTo('lines.12.quantity', 'lines.1')).toBe(false);
});

test('lineOf returns the line of a path', () => {
  expect(lineOf('lines.12.quantity')).toBe(12);
  expect(lineOf('lines')).toBeNull();
  expect(lineOf('details.dueDate')).toBeNull();
});

test('inContent turns a path of the input into a path of the form', () => {
  expect(inContent('content.details.number')).toBe('details.number');
  expect(inContent('details.number')).toBe('details.number');
});

test('valueAt returns the value at a path', () => {
  const content = { lines: [{ quantity: '2' }] };
  expect(valueAt(content, 'lines.0.quantity')).toBe('"2"');
  expect(valueAt(content, 'lines.0')).toBe('{"quantity":"2"}');
  expect(valueAt(content, 'lines.4.quantity')).toBe('');
});
