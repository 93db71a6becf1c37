import { describe, expect, it } from 'vitest';
import { type OpenInvoice, partyFactsOf } from './party-facts.ts';

const today = '2026-11-29';

const open = (balance: string, dueDate: string | null, currency = 'USD'): OpenInvoice => ({
  balance,
  dueDate,
  currency,
});

const factsOf = (invoices: OpenInvoice[], currencies = ['USD']) =>
  partyFactsOf(invoices, currencies, today);

const money = (amount: string, currency = 'USD') => ({ kind: 'money', amount, currency });
const answer = (value: 'yes' | 'no') => ({ kind: 'answer', answer: value });

describe('the facts of an organization or person', () => {
  it('add up what is due, and what was due before today', () => {
    const invoices = [open('60.00', '2026-11-28'), open('0.10', today), open('20.20', null)];
    expect(factsOf(invoices)).toEqual({
      outstanding: money('80.30'),
      overdue: money('60.00'),
      hasOverdue: answer('yes'),
    });
  });

  it('are 0 in the currency of the invoices when everything is paid', () => {
    expect(factsOf([])).toEqual({
      outstanding: money('0.00'),
      overdue: money('0.00'),
      hasOverdue: answer('no'),
    });
  });

  it('have no amount without an invoice', () => {
    expect(factsOf([], [])).toEqual({
      outstanding: null,
      overdue: null,
      hasOverdue: answer('no'),
    });
  });

  it('leave an amount empty when it would mix currencies', () => {
    const invoices = [open('60.00', '2026-11-28', 'EUR'), open('10.00', today)];
    expect(factsOf(invoices, ['EUR', 'USD'])).toEqual({
      outstanding: null,
      overdue: money('60.00', 'EUR'),
      hasOverdue: answer('yes'),
    });
    expect(factsOf([], ['EUR', 'USD'])).toMatchObject({ outstanding: null });
  });

  it('have no amount without a currency', () => {
    expect(factsOf([open('60.00', '2026-11-28', '')], [''])).toEqual({
      outstanding: null,
      overdue: null,
      hasOverdue: answer('yes'),
    });
  });
});
