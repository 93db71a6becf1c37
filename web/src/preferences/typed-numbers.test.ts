import { expect, test } from 'vitest';
import { numberPatternOf, typedNumbers, typedProblem } from './typed-numbers.ts';

const po = { name: 'PO number', field: 'abc' };
const saved = { pattern: '{PO number}', fields: [po] };
const renamed = [{ name: 'Order', field: 'abc' }];
const typed = (pattern: string) => ({ kind: 'pattern' as const, pattern });

test('a pattern is saved with the codes of the fields that it names', () => {
  expect(numberPatternOf(typed(' {PO number}/{counter} '), null, [po])).toEqual({
    pattern: '{PO number}/{counter}',
    fields: [po],
  });
});

test('a field that was renamed keeps its old name in a saved pattern, and is found by the new one', () => {
  expect(typedProblem(typedNumbers(saved), saved, renamed)).toBeNull();
  expect(numberPatternOf(typed('{PO number}-{counter}'), saved, renamed)?.fields).toEqual([po]);
  expect(numberPatternOf(typed('{Order}'), null, renamed)?.fields).toEqual(renamed);
});

test('a deleted field is a problem, but the saved pattern stays', () => {
  expect(typedProblem(typedNumbers(saved), saved, [])).toMatchObject({ kind: 'unknown' });
  expect(numberPatternOf(typedNumbers(saved), saved, [])).toBe(saved);
  expect(numberPatternOf(typed('{PO number}-1'), saved, [])).toBeUndefined();
});

test('without a pattern nothing is saved', () => {
  expect(numberPatternOf({ kind: 'next', pattern: '{x' }, saved, [])).toBeNull();
});
