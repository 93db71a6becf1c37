import { describe, expect, it } from 'vitest';
import { daysOf, termOf, typedTerm } from './typed-term.ts';

describe('daysOf', () => {
  it('accepts whole numbers between 0 and 999', () => {
    expect(daysOf(' 14 ')).toBe(14);
    expect(daysOf('0')).toBe(0);
    expect(daysOf('1000')).toBeNull();
    expect(daysOf('7.5')).toBeNull();
    expect(daysOf('-1')).toBeNull();
    expect(daysOf('')).toBeNull();
  });
});

describe('payment term', () => {
  it('is read back as it was saved', () => {
    const days = { kind: 'days', days: 7 } as const;
    const quickbooks = { kind: 'quickbooks', id: '3', name: 'Net 30' } as const;
    expect(termOf(typedTerm(days))).toEqual(days);
    expect(termOf(typedTerm(quickbooks))).toEqual(quickbooks);
  });

  it('cannot be saved before a QuickBooks term is selected', () => {
    expect(termOf({ kind: 'quickbooks', days: '7', quickbooks: null })).toBeNull();
  });
});
