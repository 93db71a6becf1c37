import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { Big } from './money.ts';
import { calculated } from './typed-calculation.ts';

const calculate = (typed: string) => calculated(typed, (part) => part);

describe('a calculation typed into a number field', () => {
  test.each([
    ['3*120', '360'],
    ['3 × 120', '360'],
    ['1/3', '0.3333333'],
    ['2 ÷ 3', '0.6666667'],
    ['200-15.50', '184.5'],
    ['100+20*3', '160'],
    ['100-20/4-5', '90'],
    ['-5*3', '-15'],
    ['5*-3', '-15'],
    ['10--3', '13'],
    ['2,500*2', '5000'],
    ['1000 + 19', '1019'],
  ])('%s is %s', (typed, result) => {
    expect(calculate(typed)).toBe(result);
  });

  test.each(['', '-5', '2500', '3*', '*3', '3**4', '1/0', '3*x', '2*(3+4)', '1+2 kg'])(
    '%j is none',
    (typed) => {
      expect(calculate(typed)).toBeNull();
    },
  );

  it('is none when a number or the result has too many digits', () => {
    expect(calculate(Array.from({ length: 12 }, () => '99999999').join('*'))).toBeNull();
    expect(calculate(`${'9'.repeat(30)}+1`)).toBeNull();
  });

  it('adds and multiplies any amounts, to seven decimals', () => {
    const figure = fc.integer({ min: -9_999_999, max: 9_999_999 }).map((n) => new Big(n).div(100));
    fc.assert(
      fc.property(figure, figure, figure, (a, b, c) => {
        const typed = `${a.toFixed()}*${b.toFixed()}+${c.toFixed()}`;
        expect(calculate(typed)).toBe(a.times(b).plus(c).round(7).toFixed());
      }),
    );
  });
});
