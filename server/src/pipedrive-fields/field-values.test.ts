import { describe, expect, it } from 'vitest';
import type { FieldProblem } from './contract.ts';
import type { DealFacts } from './deal-facts.ts';
import { changedValues } from './field-values.ts';
import { problemOf } from './update-record.ts';

const facts: DealFacts = {
  amountDue: { kind: 'money', amount: '60.50', currency: 'EUR' },
  total: null,
  paid: null,
  status: { kind: 'status', status: 'overdue' },
  dueDate: { kind: 'date', date: '2026-12-10' },
  number: { kind: 'text', text: '1007' },
  recipient: { kind: 'text', text: 'L'.repeat(300) },
  link: null,
  lastPaymentDate: null,
  lastPaymentAmount: null,
};

const fields = (['amountDue', 'total', 'status', 'dueDate', 'recipient'] as const).map((name) => ({
  name,
  fieldCode: `code of ${name}`,
  options: name === 'status' ? { overdue: 3 } : null,
}));

describe('the changed values of a deal', () => {
  it('have the types that Pipedrive expects, with the currency of the amount', () => {
    expect(changedValues(fields, facts, {})).toEqual({
      'code of amountDue': { value: 60.5, currency: 'EUR' },
      'code of status': 3,
      'code of dueDate': '2026-12-10',
      'code of recipient': 'L'.repeat(255),
    });
  });

  it('leave out what was written before, and clear only what we wrote', () => {
    const written = {
      'code of amountDue': { value: 60.5, currency: 'EUR' },
      'code of total': { value: 100, currency: 'EUR' },
      'code of status': 1,
      'code of dueDate': '2026-12-10',
      'code of recipient': 'L'.repeat(255),
    };
    expect(changedValues(fields, facts, written)).toEqual({
      'code of total': null,
      'code of status': 3,
    });
  });

  it('leave out a status without an option', () => {
    const [field] = fields.filter(({ name }) => name === 'status');
    expect(changedValues(field ? [{ ...field, options: {} }] : [], facts, {})).toEqual({});
  });
});

describe('the problem of a field', () => {
  const field = { code: 'c', name: 'Due', custom: true, options: [] };
  it.each<[string, string, boolean, FieldProblem | null]>([
    ['c', 'monetary', true, null],
    ['other', 'monetary', true, 'deleted'],
    ['c', 'double', true, 'wrong_type'],
    ['c', 'monetary', false, 'wrong_type'],
  ])('of code %s and type %s (custom: %s) is %s', (code, type, custom, problem) => {
    const row = { name: 'amountDue' as const, fieldCode: 'c', options: null };
    expect(problemOf(row, [{ ...field, code, type, custom }])).toBe(problem);
  });

  it('is a missing option', () => {
    const row = { name: 'status' as const, fieldCode: 'c', options: { open: 1, paid: 2 } };
    const options = [{ id: 1, label: 'Open' }];
    expect(problemOf(row, [{ ...field, type: 'enum', options }])).toBe('options_missing');
  });
});
