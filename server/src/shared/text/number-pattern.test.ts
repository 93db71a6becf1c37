import { describe, expect, test } from 'vitest';
import { countedNumber, countIn, numbersAfter, rangeAfter } from './counter-range.ts';
import { fieldsInPattern, fillPattern, patternProblem } from './number-pattern.ts';

const values = {
  date: '2026-03-13',
  dealId: 1041,
  dealTitle: ' Office\nfit-out ',
  fields: { 'PO number': 'PO-77', Office: '', Old: null },
};

describe('a pattern of numbers', () => {
  test.each([
    ['{year}-{deal id}', '2026-1041'],
    ['{Year}/{ month }/{DEAL ID}', '2026/03/1041'],
    ['D {deal title}', 'D Office fit-out'],
    ['{PO number}', 'PO-77'],
  ])('%s is filled as %s', (pattern, number) => {
    expect(fillPattern(pattern, values)).toMatchObject({ counter: null, prefix: number });
  });

  test('leaves the digits of its counter open', () => {
    expect(fillPattern('{year}-{counter:4}/A', values)).toMatchObject({
      counter: { prefix: '2026-', suffix: '/A', digits: 4 },
    });
    expect(fillPattern('INV-{counter}', values)).toMatchObject({ counter: { digits: 1 } });
  });

  test.each([
    ['{year}-{Office}', 'empty', '{Office}'],
    ['{Old}-{counter}', 'gone', '{Old}'],
  ])('%s says which part has no value', (pattern, kind, part) => {
    expect(fillPattern(pattern, values)).toEqual({ kind: 'unfilled', unfilled: { kind, part } });
  });

  test('names the part with most characters', () => {
    expect(fillPattern('{year}-{deal title}-{counter}', values)).toMatchObject({
      longest: '{deal title}',
    });
  });

  test.each([
    ['', { kind: 'missing' }],
    ['x'.repeat(101), { kind: 'too_long' }],
    ['{yaer}-{deal id}', { kind: 'unknown', names: ['{yaer}'] }],
    ['{counter:10}', { kind: 'unknown', names: ['{counter:10}'] }],
    ['{counter}-{counter:4}', { kind: 'counters' }],
    ['INV-{year}-{month}', { kind: 'always_same' }],
    ['INV-{counter:4}', null],
    ['{deal id}', null],
    ['{PO number}', null],
  ])('%j has the problem %j', (pattern, problem) => {
    expect(patternProblem(pattern, ['PO number'])).toEqual(problem);
  });

  test('names each field of the deal once', () => {
    expect(fieldsInPattern('{PO number}-{year}-{PO number}{Office}')).toEqual([
      'PO number',
      'Office',
    ]);
  });
});

describe('the number after a used one', () => {
  test.each([
    ['INV-0099', null, 'INV-0100'],
    ['INV-9999', null, 'INV-10000'],
    ['0042/2026', '{counter:4}/{year}', '0043/2026'],
    ['INV-0042', 'INV-{counter:4}', 'INV-0043'],
    ['2026-1041', '{year}-{deal id}', '2026-1041-2'],
    ['2026-1041-2', '{year}-{deal id}', '2026-1041-3'],
    ['PO-12', '{PO number}', 'PO-12-2'],
    ['HP-7', '{year}-{deal id}', 'HP-8'],
  ])('%s by the pattern %s is %s', (used, pattern, next) => {
    const range = rangeAfter(used, pattern);
    expect(range && numbersAfter(used, range, 1)).toEqual([next]);
  });

  test.each([
    ['ALPHA', null],
    ['ALPHA', 'INV-{counter}'],
  ])('%s by the pattern %s is not known', (used, pattern) => {
    expect(rangeAfter(used, pattern)).toBeNull();
  });
});

/** Numbers that a fixed seed gives; the same in every run. */
const seeded = (seed: number) => {
  let state = seed;
  return (below: number): number => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
};

test('following numbers keep letters and zeros, are free, and never have more than 21 characters', () => {
  const next = seeded(2026);
  for (let round = 0; round < 2000; round += 1) {
    const prefix = 'AB-/9'.slice(0, next(6)).repeat(1 + next(3));
    const range = { prefix, suffix: ['', '-X', '/26'][next(3)] ?? '', digits: 1 + next(9) };
    const used = countedNumber(range, next(10 ** (1 + next(9))));
    const following = numbersAfter(used, range, 20);
    expect(new Set([used, ...following]).size).toBe(following.length + 1);
    for (const [index, number] of following.entries()) {
      expect(number.length).toBeLessThanOrEqual(21);
      expect(number.startsWith(range.prefix) && number.endsWith(range.suffix)).toBe(true);
      expect(number.length).toBeGreaterThanOrEqual(used.length);
      expect(countIn(range, number)).toBe((countIn(range, used) ?? 0) + index + 1);
    }
  }
});
