import { Big, type Decimal, money } from './money.ts';

/** What a payment did to one invoice: `amount` of it went there, `credit` of that was no money. */
type Settling = {
  id: string;
  date: string;
  /** ISO instant: tells apart what has one date. */
  createdAt: string;
  method: string | null;
  reference: string | null;
  applied: { invoiceId: string; amount: Decimal; credit: Decimal }[];
};

export type Settled = {
  /** The payment's; null for what is no payment of its own. */
  id: string | null;
  kind: 'payment' | 'credit' | 'deposit' | 'other';
  /** Empty where nobody told. */
  date: string;
  method: string | null;
  reference: string | null;
  amount: Decimal;
  balanceAfter: Decimal;
};

type Part = Omit<Settled, 'amount' | 'balanceAfter'> & { amount: Big };

const untold = { id: null, method: null, reference: null };

/** A payment that applies credits as well is two: the credits, then the money. */
const partsOf = (invoiceId: string, payment: Settling): Part[] =>
  payment.applied
    .filter((one) => one.invoiceId === invoiceId)
    .flatMap((one) => {
      const { id, date, method, reference } = payment;
      const credit = new Big(one.credit);
      return [
        { id, kind: 'credit' as const, date, method: null, reference, amount: credit },
        {
          id,
          kind: 'payment' as const,
          date,
          method,
          reference,
          amount: credit.neg().plus(one.amount),
        },
      ];
    });

const byTime = (a: Settling, b: Settling): number =>
  a.date === b.date
    ? Date.parse(a.createdAt) - Date.parse(b.createdAt) || 0
    : a.date < b.date
      ? -1
      : 1;

/**
 * How an invoice came from its total down to its balance: what was paid with it, then payments and
 * credits by date, each with what was open afterwards. What they do not explain stands last.
 */
export const paymentsInOrder = (
  invoice: { id: string; total: Decimal; deposit: Decimal; balance: Decimal; issueDate: string },
  payments: Settling[],
): Settled[] => {
  const parts: Part[] = [
    { ...untold, kind: 'deposit', date: invoice.issueDate, amount: new Big(invoice.deposit) },
    ...payments.toSorted(byTime).flatMap((payment) => partsOf(invoice.id, payment)),
  ];
  const told = parts.reduce((left, { amount }) => left.minus(amount), new Big(invoice.total));
  const all: Part[] = [
    ...parts,
    { ...untold, kind: 'other', date: '', amount: told.minus(invoice.balance) },
  ];
  let left = new Big(invoice.total);
  return all
    .filter(({ amount }) => !amount.eq(0))
    .map(({ amount, ...part }) => {
      left = left.minus(amount);
      return { ...part, amount: money(amount), balanceAfter: money(left) };
    });
};
