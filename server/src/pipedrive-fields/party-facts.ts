import type { PlainDate } from '../shared/dates/due-date.ts';
import { Big, type Decimal, money } from '../shared/money/money.ts';
import type { FactValue, PartyFact } from './contract.ts';

/** An invoice of a customer on which something is due. */
export type OpenInvoice = { currency: string; balance: Decimal; dueDate: PlainDate | null };

export type PartyFacts = Record<PartyFact, FactValue | null>;

/** Facts of an organization or person without a QuickBooks customer. */
export const noPartyFacts: PartyFacts = { outstanding: null, overdue: null, hasOverdue: null };

/**
 * Values of the fields of an organization or person from the open invoices of its QuickBooks
 * customer. `currencies` are those of all its invoices. An amount is null when it would add up
 * several currencies, and when its currency is not known.
 */
export const partyFactsOf = (
  open: OpenInvoice[],
  currencies: string[],
  today: PlainDate,
): PartyFacts => {
  const overdue = open.filter(({ dueDate }) => dueDate !== null && dueDate < today);
  return {
    outstanding: sumOf(open, currencies),
    overdue: sumOf(overdue, currencies),
    hasOverdue: { kind: 'answer', answer: overdue.length > 0 ? 'yes' : 'no' },
  };
};

/** Nothing due is 0 of the only currency. */
const sumOf = (invoices: OpenInvoice[], currencies: string[]): FactValue | null => {
  const owed = new Set(invoices.map(({ currency }) => currency));
  const [currency, ...others] = owed.size > 0 ? owed : currencies;
  if (!currency || others.length > 0) return null;
  const amount = invoices.reduce((sum, { balance }) => sum.plus(balance), new Big(0));
  return { kind: 'money', amount: money(amount), currency };
};
