import { Big, type Decimal, money } from './money.ts';

/**
 * A payment and the invoices it was applied to; `credit` is the part of `amount` paid with credits.
 */
type Settling = {
  id: string;
  date: string;
  /** ISO instant; orders payments with the same date. */
  createdAt: string;
  method: string | null;
  reference: string | null;
  applied: { invoiceId: string; amount: Decimal; credit: Decimal }[];
};

export type Settled = {
  /** Id of the payment; null for a deposit and for an unexplained amount. */
  id: string | null;
  kind: 'payment' | 'credit' | 'deposit' | 'other';
  /** Empty for an unexplained amount. */
  date: string;
  method: string | null;
  reference: string | null;
  amount: Decimal;
  balanceAfter: Decimal;
};

type Part = Omit<Settled, 'amount' | 'balanceAfter'> & { amount: Big };

const noPayment = { id: null, method: null, reference: null };

/** Splits a payment into its credits and its money. */
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
 * Lists how an invoice got from its total to its balance: its deposit, then payments and credits by
 * date, each with the balance after it. An amount that they do not explain comes last.
 */
export const paymentsInOrder = (
  invoice: { id: string; total: Decimal; deposit: Decimal; balance: Decimal; issueDate: string },
  payments: Settling[],
): Settled[] => {
  const parts: Part[] = [
    { ...noPayment, kind: 'deposit', date: invoice.issueDate, amount: new Big(invoice.deposit) },
    ...payments.toSorted(byTime).flatMap((payment) => partsOf(invoice.id, payment)),
  ];
  const explainedBalance = parts.reduce(
    (left, { amount }) => left.minus(amount),
    new Big(invoice.total),
  );
  const all: Part[] = [
    ...parts,
    { ...noPayment, kind: 'other', date: '', amount: explainedBalance.minus(invoice.balance) },
  ];
  let left = new Big(invoice.total);
  return all
    .filter(({ amount }) => !amount.eq(0))
    .map(({ amount, ...part }) => {
      left = left.minus(amount);
      return { ...part, amount: money(amount), balanceAfter: money(left) };
    });
};
