import { describe, expect, it } from 'vitest';
import { makeProfile } from '../../testing/make-draft.ts';
import type { Term } from '../contract/company-profile.ts';
import { termAfterEdit, termToSend, withFittingTerm } from './fitting-term.ts';

const days = (id: string, days: number, more: Partial<Term> = {}): Term => ({
  id,
  name: `Net ${days}`,
  rule: { kind: 'days', days },
  ...more,
});
const profile = makeProfile({
  defaultTermId: '3',
  terms: [
    days('1', 0),
    days('8', 30, { discounted: true }),
    days('9', 30),
    days('3', 30),
    { id: '5', name: '15th', rule: { kind: 'day_of_month', day: 15, nextMonthWithinDays: 10 } },
  ],
});
const issueDate = '2027-03-13';
const send = (term: Parameters<typeof termToSend>[0]['term'], dueDate: string) =>
  termToSend({ issueDate, term, dueDate }, profile);

describe('termToSend', () => {
  it('uses the company term with the days of the preference, the default first', () => {
    expect(send({ kind: 'days', days: 30 }, '2027-04-12')).toEqual({
      termId: '3',
      dueDate: '2027-04-12',
      missingDays: null,
    });
  });

  it('uses due on receipt for 0 days', () => {
    expect(send({ kind: 'days', days: 0 }, issueDate)).toMatchObject({ termId: '1' });
  });

  it('reports that QuickBooks has no term of 7 days', () => {
    expect(send({ kind: 'days', days: 7 }, '2027-03-20')).toEqual({
      termId: null,
      dueDate: '2027-03-20',
      missingDays: 7,
    });
  });

  it('changes a chosen term when the due date was changed', () => {
    const chosen = { kind: 'quickbooks', id: '9' } as const;
    expect(send(chosen, '2027-04-12')).toMatchObject({ termId: '9', missingDays: null });
    expect(send(chosen, issueDate)).toMatchObject({ termId: '1', missingDays: null });
    expect(send(chosen, '2027-03-20')).toMatchObject({ termId: '9', missingDays: 7 });
  });

  it('keeps a chosen day-of-month term that gives the due date', () => {
    expect(send({ kind: 'quickbooks', id: '5' }, '2027-04-15')).toMatchObject({ termId: '5' });
  });

  it('leaves an empty due date to QuickBooks, except for a term in days', () => {
    expect(send({ kind: 'quickbooks', id: '3' }, '')).toMatchObject({ termId: '3', dueDate: null });
    expect(send({ kind: 'none' }, '')).toEqual({ termId: null, dueDate: null, missingDays: null });
    expect(send({ kind: 'days', days: 30 }, '')).toMatchObject({
      termId: '3',
      dueDate: '2027-04-12',
    });
  });

  it('never chooses a term with an early payment discount', () => {
    const only = { ...profile, terms: [days('8', 30, { discounted: true })] };
    const details = { issueDate, term: { kind: 'days', days: 30 } as const, dueDate: '2027-04-12' };
    expect(termToSend(details, only)).toMatchObject({ termId: null, missingDays: 30 });
  });
});

describe('an edit', () => {
  const invoice = { issueDate, dueDate: '2027-04-12', termId: '3' };

  it('changes the term with the due date', () => {
    expect(withFittingTerm(invoice, { dueDate: issueDate }, profile)).toEqual({
      dueDate: issueDate,
      termId: '1',
    });
    expect(termAfterEdit(invoice, { dueDate: '2027-03-20' }, profile)).toEqual({
      termId: '3',
      missingDays: 7,
    });
  });

  it('keeps the term when the due date stays or the term still gives it', () => {
    expect(withFittingTerm(invoice, { memo: 'x' }, profile)).toEqual({ memo: 'x' });
    expect(withFittingTerm(invoice, { termId: '1' }, profile)).toEqual({ termId: '1' });
    expect(withFittingTerm(invoice, { termId: null }, profile)).toEqual({ termId: null });
    const other = { ...invoice, dueDate: null };
    expect(withFittingTerm(other, { dueDate: '2027-04-12' }, profile)).toEqual({
      dueDate: '2027-04-12',
    });
  });
});
