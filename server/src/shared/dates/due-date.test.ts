import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, dateProblem, dueDate, isPlainDate, type TermRule } from './due-date.ts';

const onDay = (day: number, nextMonthWithinDays = 0): TermRule => ({
  kind: 'day_of_month',
  day,
  nextMonthWithinDays,
});

describe('a term in days', () => {
  test.each([
    ['2027-03-13', 7, '2027-03-20'],
    ['2027-03-13', 0, '2027-03-13'],
    ['2027-01-31', 1, '2027-02-01'],
    ['2027-12-31', 1, '2028-01-01'],
    ['2028-02-28', 1, '2028-02-29'],
    ['2027-02-28', 1, '2027-03-01'],
    ['2027-01-31', 30, '2027-03-02'],
    ['2028-02-29', 366, '2029-03-01'],
    // Daylight saving time begins on 28 March in Europe; a day still counts as one day.
    ['2027-03-27', 2, '2027-03-29'],
  ])('%s plus %d days is %s', (issued, days, due) => {
    expect(dueDate(issued, { kind: 'days', days })).toBe(due);
    expect(addDays(issued, days)).toBe(due);
  });
});

describe('a term on a day of the month', () => {
  test.each([
    ['on the next day with that number', '2027-03-13', onDay(20), '2027-03-20'],
    ['in the next month once the day is past', '2027-03-21', onDay(20), '2027-04-20'],
    ['in the next year after December', '2027-12-21', onDay(20), '2028-01-20'],
    ['in the next month when issued on the day itself', '2027-03-20', onDay(20), '2027-04-20'],
    ['in this month when that is late enough', '2027-03-14', onDay(20, 5), '2027-03-20'],
    ['in the next month when it is too soon', '2027-03-15', onDay(20, 5), '2027-04-20'],
    [
      'a month later also when the next month comes first',
      '2027-03-25',
      onDay(1, 10),
      '2027-05-01',
    ],
    ['in the next month when that is far enough', '2027-03-20', onDay(1, 10), '2027-04-01'],
    ['on the last day of a short month', '2027-02-10', onDay(31), '2027-02-28'],
    ['on 29 February in a leap year', '2028-02-10', onDay(30), '2028-02-29'],
    ['on the 31st in a month that has one', '2027-02-28', onDay(31), '2027-03-31'],
    ['from 31 January to the end of February', '2027-01-31', onDay(31), '2027-02-28'],
  ])('is due %s', (_, issued, term, due) => {
    expect(dueDate(issued, term)).toBe(due);
  });
});

describe('with any term', () => {
  const date = fc.integer({ min: 0, max: 40_000 }).map((days) => addDays('2000-01-01', days));
  const term: fc.Arbitrary<TermRule> = fc.oneof(
    fc.record({ kind: fc.constant('days' as const), days: fc.nat(999) }),
    fc.record({
      kind: fc.constant('day_of_month' as const),
      day: fc.integer({ min: 1, max: 31 }),
      nextMonthWithinDays: fc.nat(60),
    }),
  );

  test('an invoice is never due before it is issued', () => {
    fc.assert(fc.property(date, term, (issued, rule) => dueDate(issued, rule) >= issued));
  });

  test('a later invoice is never due earlier', () => {
    fc.assert(
      fc.property(date, fc.nat(400), term, (issued, days, rule) => {
        expect(dueDate(addDays(issued, days), rule) >= dueDate(issued, rule)).toBe(true);
      }),
    );
  });

  test('an invoice is due on a date that exists', () => {
    fc.assert(fc.property(date, term, (issued, rule) => isPlainDate(dueDate(issued, rule))));
  });
});

describe('a date', () => {
  test.each(['2027-03-13', '2028-02-29', '2000-02-29', '1900-01-01', '2999-12-31'])(
    '%s exists',
    (text) => {
      expect(isPlainDate(text)).toBe(true);
    },
  );

  test.each([
    '',
    '2027-02-29',
    '2100-02-29',
    '2027-04-31',
    '2027-13-01',
    '2027-00-10',
    '2027-01-00',
    '27-03-13',
    '2027-3-13',
    '13.03.2027',
    '2027-03-13T00:00:00Z',
    ' 2027-03-13',
    '0027-03-13',
    '1899-12-31',
    '3000-01-01',
  ])('%j does not exist', (text) => {
    expect(isPlainDate(text)).toBe(false);
  });
});

describe('a typed date', () => {
  test.each([
    ['2000-01-01', null],
    ['2027-03-13', null],
    ['2099-12-31', null],
    ['1999-12-31', 'date_out_of_range'],
    ['1900-01-01', 'date_out_of_range'],
    ['0206-03-13', 'date_out_of_range'],
    ['2100-01-01', 'date_out_of_range'],
    ['9999-12-31', 'date_out_of_range'],
    ['20270-03-13', 'date_out_of_range'],
    ['2027-02-29', 'not_a_date'],
    ['13.03.2027', 'not_a_date'],
    ['', 'not_a_date'],
  ])('%s has the problem %s', (typed, problem) => {
    expect(dateProblem(typed)).toBe(problem);
  });
});
