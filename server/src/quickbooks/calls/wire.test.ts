import { expect, test } from 'vitest';
import { AppError } from '../../app-error.ts';
import { id, readable, ref, rowsOf } from './wire.ts';

test.each([
  ['58', '58'],
  [58, '58'],
])('the id %j is %j', (told, read) => {
  expect(id.parse(told)).toBe(read);
  expect(ref.parse({ value: told, name: 'Net 30' })).toEqual({ value: read, name: 'Net 30' });
});

test.each([null, undefined, '', {}, true])('%j is no id, and a reference to it none', (told) => {
  expect(() => readable(id, told)).toThrow(AppError);
  expect(ref.parse({ value: told, name: 'Net 30' })).toBeNull();
});

test('a row without an id is an answer that cannot be read', () => {
  expect(() => rowsOf('Term', id, { QueryResponse: { Term: [null] } })).toThrow(
    'quickbooks_unavailable',
  );
});
