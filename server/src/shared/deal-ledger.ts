import type { MoneyStatus } from './invoice-status.ts';
import { Big, type Decimal, money, sum, zero } from './money.ts';

/** An invoice as far as the ledger goes; amounts are decimal text in its currency. */
export type BilledInvoice = {
  currency: string;
  total: Decimal;
  balance: Decimal;
  /** What credits were applied to it. */
  credited: Decimal;
  status: MoneyStatus;
  overdue: boolean;
};

/** What is billed and paid in one currency; decimal text. */
export type LedgerRow = {
  currency: string;
  invoiced: Decimal;
  paid: Decimal;
  /** Billed, but never to be paid: credits stand in for the money. */
  credited: Decimal;
  open: Decimal;
  /** The part of `open` that is late. */
  overdue: Decimal;
};

export type DealLedger = {
  value: { amount: Decimal; currency: string } | null;
  /** The deal's own currency first, the others by their code. */
  rows: LedgerRow[];
  /** value - invoiced + credited in the deal's currency; negative when more is billed. */
  left: Decimal | null;
};

type Applying = { applied: { invoiceId: string; credit: Decimal }[]; id: string };

/** How much credit the payments that an invoice names applied to it. */
export const creditOn = (
  invoice: { id: string; paymentIds: string[] },
  payments: Applying[],
): Decimal => {
  const named = new Map(payments.map((payment) => [payment.id, payment]));
  const credits = invoice.paymentIds.flatMap((id) => named.get(id)?.applied ?? []);
  return money(
    sum(
      credits
        .filter(({ invoiceId }) => invoiceId === invoice.id)
        .map(({ credit }) => new Big(credit)),
    ),
  );
};

const isBilled = ({ status }: BilledInvoice): boolean =>
  status !== 'voided' && status !== 'deleted';

/** What is settled of an invoice, by credit and by money. A credit is at most all that is settled. */
const settled = (invoice: BilledInvoice) => {
  const all = new Big(invoice.total).minus(invoice.balance);
  const told = new Big(invoice.credited);
  const credit = told.gt(all) ? (all.gt(0) ? all : zero) : told;
  return { credit, paid: all.minus(credit) };
};

const rowOf = (currency: string, invoices: BilledInvoice[]): LedgerRow => {
  const balances = (some: BilledInvoice[]) => sum(some.map(({ balance }) => new Big(balance)));
  const parts = invoices.map(settled);
  return {
    currency,
    invoiced: money(sum(invoices.map(({ total }) => new Big(total)))),
    paid: money(sum(parts.map(({ paid }) => paid))),
    credited: money(sum(parts.map(({ credit }) => credit))),
    open: money(balances(invoices)),
    overdue: money(balances(invoices.filter(({ overdue }) => overdue))),
  };
};

/**
 * What is billed and paid of a deal over these invoices; voided and deleted ones count nothing. A deal
 * without a value, or worth nothing, has sums only. In every row invoiced = paid + credited + open.
 */
export const dealLedger = (
  invoices: BilledInvoice[],
  deal: { value: Decimal | null; currency: string } | null,
): DealLedger => {
  const worth =
    deal?.value && deal.currency ? { amount: deal.value, currency: deal.currency } : null;
  const value = worth && new Big(worth.amount).gt(0) ? worth : null;
  const first = (currency: string) => (currency === value?.currency ? '' : currency);
  const rows = [...Map.groupBy(invoices.filter(isBilled), ({ currency }) => currency)]
    .map(([currency, some]) => rowOf(currency, some))
    .sort((a, b) => (first(a.currency) < first(b.currency) ? -1 : 1));
  if (!value) return { value: null, rows, left: null };
  const own = rows.find(({ currency }) => currency === value.currency);
  const left = new Big(value.amount).minus(own?.invoiced ?? 0).plus(own?.credited ?? 0);
  return { value, rows, left: money(left) };
};
