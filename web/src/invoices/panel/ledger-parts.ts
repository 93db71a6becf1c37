import type { Answer } from '../../lib/api.ts';

export type Ledger = Answer<'invoices', 'list'>['ledger'];
export type LedgerRow = Ledger['rows'][number];

export type Part = 'paid' | 'credited' | 'overdue' | 'open' | 'covered' | 'left';

/**
 * Parts of the bar in percent, from left to right. Their sum is 100, or less when nothing is
 * billed.
 */
export type Shares = { part: Part; percent: number }[];

/**
 * Parts of one currency's bar. The whole is the deal's value, or the billed amount if that is
 * higher or there is no value in this currency. Approximate: the figures beside the bar are exact.
 */
export const sharesOf = (
  row: LedgerRow,
  { left, basis }: Pick<Ledger, 'left' | 'basis'>,
  /** The part of the deal's value that invoices in other currencies cover, by `basis`. */
  covered = 0,
): Shares => {
  const overdue = Number(row.overdue);
  // A rest before tax is compared with amounts before tax.
  const invoiced = Number(row.invoiced);
  const counted =
    left !== null && basis === 'without_tax' && invoiced > 0 ? Number(row.beforeTax) / invoiced : 1;
  const parts: [Part, number][] = [
    ['paid', Number(row.paid) * counted],
    ['credited', Number(row.credited) * counted],
    ['overdue', overdue * counted],
    ['open', (Number(row.open) - overdue) * counted],
    ['covered', covered],
    ['left', Math.max(0, Number(left ?? 0))],
  ];
  const whole = parts.reduce((sum, [, value]) => sum + value, 0);
  if (whole <= 0) return [];
  return parts
    .filter(([, value]) => value > 0)
    .map(([part, value]) => ({ part, percent: (value / whole) * 100 }));
};

const mostInView = 3;

/** How many currencies are shown: all, unless they would push the invoices out of the panel. */
export const inView = (currencies: number): number => (currencies > mostInView ? 1 : currencies);
