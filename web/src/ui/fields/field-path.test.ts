import { expect, test } from 'vitest';
import { belongsTo, inContent, lineOf, pathAndParents, valueAt } from './field-path.ts';

test('a problem is looked for at its own field first, then at what contains it', () => {
  expect(pathAndParents('lines.2.discount.value')).toEqual([
    'lines.2.discount.value',
    'lines.2.discount',
    'lines.2',
    'lines',
  ]);
});

test('a problem with a part of a field is the field’s, a neighbour’s is not', () => {
  expect(belongsTo('customer.choice.name', 'customer.choice')).toBe(true);
  expect(belongsTo('customer.choice', 'customer.choice')).toBe(true);
  expect(belongsTo('customer.choices', 'customer.choice')).toBe(false);
  expect(belongsTo('lines.12.quantity', 'lines.1')).toBe(false);
});

test('the line of a path', () => {
  expect(lineOf('lines.12.quantity')).toBe(12);
  expect(lineOf('lines')).toBeNull();
  expect(lineOf('details.dueDate')).toBeNull();
});

test('a path into the call is a path into the form', () => {
  expect(inContent('content.details.number')).toBe('details.number');
  expect(inContent('details.number')).toBe('details.number');
});

test('what stands at a path', () => {
  const content = { lines: [{ quantity: '2' }] };
  expect(valueAt(content, 'lines.0.quantity')).toBe('"2"');
  expect(valueAt(content, 'lines.0')).toBe('{"quantity":"2"}');
  expect(valueAt(content, 'lines.4.quantity')).toBe('');
});
