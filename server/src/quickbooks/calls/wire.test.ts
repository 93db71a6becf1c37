import { expect, test } from 'vitest';
import { AppError } from '../../app-error.ts';
import { id, parseBody, ref, rowsOf } from './wire.ts';

test.each([
  ['58', '58'],
  [58, '58'],
])('reads the id %j as %j', (value, read) => {
  expect(id.parse(value)).toBe(read);
  expect(ref.parse({ value, name: 'Net 30' })).toEqual({ value: read, name: 'Net 30' });
});

test.each([null, undefined, '', {}, true])('rejects %j as an id and as a reference', (value) => {
  expect(() => parseBody(id, value)).toThrow(AppError);
  expect(ref.parse({ value, name: 'Net 30' })).toBeNull();
});

test('throws for a row without an id', () => {
  expect(() => rowsOf('Term', id, { QueryResponse: { Term: [null] } })).toThrow(
    'quickbooks_unavailable',
  );
});
