import type { CoveredAmount } from '../contract/deal-ledger.ts';
import type { MoneyStatus } from '../status/invoice-status.ts';
import { countedOf, coveredNow } from './counted-amount.ts';
import type { DealBasis, ValueBasis } from './deal-value-basis.ts';
import { Big, cents, type Decimal, money, sum, zero } from './money.ts';

/** The fields of an invoice that the ledger needs; amounts are in its currency. */
export type BilledInvoice = {
  currency: string;
  total: Decimal;
  /** The part of `total` that is sales tax. */
  tax: Decimal;
  balance: Decimal;
  /** Sum of the credits applied to it. */
  credited: Decimal;
  status: MoneyStatus;
  overdue: boolean;
  /** What it covers of a deal in another currency; null or absent when it was not converted. */
  covers?: CoveredAmount | null;
};

/** Amounts billed and paid in one currency. */
export type LedgerRow = {
  currency: string;
  invoiced: Decimal;
  /** `invoiced` without its sales tax. */
  beforeTax: Decimal;
  paid: Decimal;
  /** Covered by credits instead of payments. */
  credited: Decimal;
  open: Decimal;
  /** The part of `open` whose due date has passed. */
  overdue: Decimal;
  /**
   * The part of the deal's value that these invoices cover, less their credit, in the deal's
   * currency; absent in that currency, and when none of them was converted from it.
   */
  covered?: Decimal;
};

export type DealLedger = DealBasis & {
  value: { amount: Decimal; currency: string } | null;
  /** The deal's own currency sortKey, the others by their code. */
  rows: LedgerRow[];
  /**
   * value - invoiced + credited in the deal's currency, all with tax or all without, as `basis`
   * says; negative when more is billed. Invoices converted from that currency count as the amount
   * that they cover.
   */
  left: Decimal | null;
  /** The part of the value that `orphans` would take, in the deal's currency. */
  orphaned: Decimal;
};

type Applying = { applied: { invoiceId: string; credit: Decimal }[]; id: string };

/** Sums the credit that the invoice's payments applied to it. */
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

/**
 * Limits the credit to the settled amount, total less balance. Skips parsing for `0.00`, the usual
 * case.
 */
const creditWithin = ({ credited }: BilledInvoice, settled: Big): Big => {
  const credit = credited === '0.00' ? zero : new Big(credited);
  if (!credit.gt(settled)) return credit;
  return settled.gt(0) ? settled : zero;
};

/**
 * Adds up the invoices of one currency. Parses each amount once, because the panel recalculates the
 * ledger on every render.
 */
const rowOf = (currency: string, invoices: BilledInvoice[]): LedgerRow => {
  const all = { invoiced: zero, beforeTax: zero, credited: zero, open: zero, overdue: zero };
  for (const invoice of invoices) {
    const total = new Big(invoice.total);
    const balance = new Big(invoice.balance);
    all.invoiced = all.invoiced.plus(total);
    all.beforeTax = all.beforeTax.plus(total).minus(invoice.tax);
    all.open = all.open.plus(balance);
    all.credited = all.credited.plus(creditWithin(invoice, total.minus(balance)));
    if (invoice.overdue) all.overdue = all.overdue.plus(balance);
  }
  return {
    currency,
    invoiced: money(all.invoiced),
    beforeTax: money(all.beforeTax),
    paid: money(all.invoiced.minus(all.open).minus(all.credited)),
    credited: money(all.credited),
    open: money(all.open),
    overdue: money(all.overdue),
  };
};

/** What an invoice counts in this currency by `basis`; null when it has no amount in it. */
const countedIn = (currency: string, invoice: BilledInvoice, basis: ValueBasis): Big | null => {
  if (invoice.currency === currency) return countedOf(invoice, basis);
  const { covers } = invoice;
  return covers?.currency === currency ? coveredNow(covers, invoice, basis) : null;
};

/**
 * The part of the deal's value that an invoice takes: its amount less its credit, both by `basis`,
 * in the deal's currency.
 */
const taken = (currency: string, invoice: BilledInvoice, basis: ValueBasis): Big => {
  const total = new Big(invoice.total);
  const counted = countedIn(currency, invoice, basis) ?? zero;
  const credit = creditWithin(invoice, total.minus(invoice.balance));
  // A credit lowers net and tax in the same proportion.
  return counted.minus(total.eq(0) ? zero : cents(credit.times(counted).div(total)));
};

/**
 * Adds up the deal's invoices by currency, and calculates what is left of its value and what
 * `orphans` would take of it. Ignores voided and deleted invoices. Without a value above 0 it
 * returns the sums only. In every row invoiced = paid + credited + open.
 */
export const dealLedger = (
  invoices: BilledInvoice[],
  deal: { value: Decimal | null; currency: string } | null,
  { basis, derived }: DealBasis,
  orphans: BilledInvoice[] = [],
): DealLedger => {
  const worth =
    deal?.value && deal.currency ? { amount: deal.value, currency: deal.currency } : null;
  const value = worth && new Big(worth.amount).gt(0) ? worth : null;
  const sortKey = (currency: string) => (currency === value?.currency ? '' : currency);
  const billed = invoices.filter(isBilled);
  const rows = [...Map.groupBy(billed, ({ currency }) => currency)]
    .map(([currency, some]) => rowOf(currency, some))
    .sort((a, b) => (sortKey(a.currency) < sortKey(b.currency) ? -1 : 1));
  if (!value) return { value: null, rows, left: null, orphaned: '0.00', basis, derived };
  const takenBy = (some: BilledInvoice[]) =>
    sum(some.filter(isBilled).map((invoice) => taken(value.currency, invoice, basis)));
  const covering = rows.map((row) => {
    if (row.currency === value.currency) return row;
    const covered = takenBy(billed.filter(({ currency }) => currency === row.currency));
    return covered.eq(0) ? row : { ...row, covered: money(covered) };
  });
  const left = new Big(value.amount).minus(takenBy(invoices));
  return {
    value,
    rows: covering,
    left: money(left),
    orphaned: money(takenBy(orphans)),
    basis,
    derived,
  };
};
