import type { BareInvoice, BareStatus } from './bare-status.ts';

/** Adds up the amounts of a deal's invoices in one currency, as floats. */
const sums = (billed: { row: BareInvoice & { tax: string }; overdue: boolean }[]) => {
  const all = { invoiced: 0, beforeTax: 0, paid: 0, credited: 0, open: 0, overdue: 0 };
  for (const { row, overdue } of billed) {
    const total = Number(row.total);
    const balance = Number(row.balance);
    const credited = Math.min(Number(row.credited), Math.max(total - balance, 0));
    all.invoiced += total;
    all.beforeTax += total - Number(row.tax);
    all.credited += credited;
    all.paid += total - balance - credited;
    all.open += balance;
    if (overdue) all.overdue += balance;
  }
  return all;
};

/** Returns the ledger of a deal whose invoices are all in the currency of its value. */
export const bareLedger = (
  rows: (BareInvoice & { currency: string; tax: string })[],
  statuses: BareStatus[],
  value: { amount: string; currency: string },
) => {
  const billed = rows.flatMap((row, index) => {
    const { status, overdue } = statuses[index] as BareStatus;
    return status === 'voided' || status === 'deleted' ? [] : [{ row, overdue }];
  });
  const { invoiced, beforeTax, paid, credited, open, overdue } = sums(billed);
  const currency = rows[0]?.currency;
  const row = {
    currency,
    invoiced: invoiced.toFixed(2),
    beforeTax: beforeTax.toFixed(2),
    paid: paid.toFixed(2),
    credited: credited.toFixed(2),
    open: open.toFixed(2),
    overdue: overdue.toFixed(2),
  };
  return {
    value,
    left: (Number(value.amount) - beforeTax + credited).toFixed(2),
    basis: 'without_tax',
    derived: false,
    orphaned: '0.00',
    rows: billed.length === 0 ? [] : [row],
  };
};
