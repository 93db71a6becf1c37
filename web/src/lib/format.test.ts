import { describe, expect, it, vi } from 'vitest';
import {
  agoOf,
  amount,
  beforeStop,
  daysUntil,
  fullDate,
  leastDecimals,
  money,
  nearDate,
  number,
  percentage,
  plainDate,
} from './format.ts';

// The language of the machine must not affect the results.
vi.mock('./locale.ts', () => ({ locales: { numbers: 'en-US', dates: 'en-US' } }));

describe('money', () => {
  it('shows two decimals and the currency code', () => {
    expect(money('12000', 'EUR')).toBe('12,000.00\u00a0EUR');
    expect(money('0.5', 'USD')).toBe('0.50\u00a0USD');
  });

  it('shows no cents in a currency that has none, unless there are some', () => {
    expect(amount('1500', 'JPY')).toBe('1,500');
    expect(amount('1500.25', 'JPY')).toBe('1,500.25');
  });

  it('shows no decimals in a currency without minor units', () => {
    expect(['USD', 'JPY', 'KWD', ''].map(leastDecimals)).toEqual([2, 0, 3, 2]);
  });

  it('shows three decimals where the currency has them', () => {
    expect(amount('1.5', 'KWD')).toBe('1.500');
  });

  it('keeps every digit of an amount too large for a float', () => {
    expect(amount('99999999999999999.99', 'USD')).toBe('99,999,999,999,999,999.99');
  });

  it('writes negative amounts with a minus sign', () => {
    expect(amount('-3.1', 'EUR')).toBe('−3.10');
  });

  it('shows a zero discount without a minus sign', () => {
    expect(amount('-0', 'EUR')).toBe('0.00');
    expect(amount('-0.001', 'EUR')).toBe('0.00');
    expect(number('-0')).toBe('0');
  });

  it('formats an amount in an unknown currency', () => {
    expect(money('1', 'XYZ')).toBe('1.00\u00a0XYZ');
    expect(money('1', '')).toBe('1.00\u00a0');
  });
});

describe('numbers', () => {
  it('keep the decimals of the input', () => {
    expect(number('1234.5678901')).toBe('1,234.5678901');
    expect(number('3')).toBe('3');
    expect(percentage('7.125')).toBe('7.125%');
    expect(percentage('20')).toBe('20%');
  });
});

describe('dates', () => {
  const today = '2026-11-21';

  it('counts days across the end of a year', () => {
    expect(daysUntil('2027-01-01', '2026-12-30')).toBe(2);
    expect(daysUntil('2026-11-01', today)).toBe(-20);
  });

  it('are relative when near', () => {
    expect(nearDate('2026-11-21', today)).toBe('today');
    expect(nearDate('2026-11-22', today)).toBe('tomorrow');
    expect(nearDate('2026-11-26', today)).toBe('in 5 days');
    expect(nearDate('2026-11-18', today)).toBe('3 days ago');
  });

  it('are absolute when far, with the year when it is another one', () => {
    expect(nearDate('2026-12-24', today)).toBe(plainDate('2026-12-24', today));
    expect(plainDate('2026-12-24', today)).not.toContain('2026');
    expect(plainDate('2027-02-01', today)).toContain('2027');
  });

  it('are written in full for titles', () => {
    expect(fullDate('2026-11-12')).toContain('Thursday');
  });
});

describe('elapsed time', () => {
  const now = Date.parse('2026-11-21T12:00:00Z');

  it('is null within the first minute', () => {
    expect(agoOf('2026-11-21T11:59:50Z', now)).toBeNull();
    expect(agoOf('2026-11-21T12:00:20Z', now)).toBeNull();
  });

  it('grows from minutes to days', () => {
    expect(agoOf('2026-11-21T11:55:00Z', now)).toBe('5 minutes ago');
    expect(agoOf('2026-11-21T09:00:00Z', now)).toBe('3 hours ago');
    expect(agoOf('2026-11-20T10:00:00Z', now)).toBe('yesterday');
  });
});

describe('name at the end of a sentence', () => {
  it.each([
    ['Alder & Co.', 'Alder & Co'],
    ['Reed, Inc.', 'Reed, Inc'],
    ['Northgate', 'Northgate'],
  ])('%s leaves the full stop to the sentence', (name, text) => {
    expect(beforeStop(name)).toBe(text);
  });
});
