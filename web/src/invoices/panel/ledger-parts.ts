import type { Answer } from '../../lib/api.ts';

export type Ledger = Answer<'invoices', 'list'>['ledger'];
export type LedgerRow = Ledger['rows'][number];

export type Part = 'paid' | 'credited' | 'overdue' | 'open' | 'left';

/** Shares of the bar in percent, from left to right; together 100, or less where nothing is billed. */
export type Shares = { part: Part; percent: number }[];

/**
 * How the bar of one currency is divided. The whole is the deal's value, or what is billed where that is
 * more, or where the deal has no value in this currency. Only for the eye: the figures beside are exact.
 */
export const sharesOf = (
  row: LedgerRow,
  { left, basis }: Pick<Ledger, 'left' | 'basis'>,
): Shares => {
  const overdue = Number(row.overdue);
  // What is left without tax is drawn beside amounts without tax.
  const invoiced = Number(row.invoiced);
  const counted =
    left !== null && basis === 'without_tax' && invoiced > 0 ? Number(row.beforeTax) / invoiced : 1;
  const parts: [Part, number][] = [
    ['paid', Number(row.paid) * counted],
    ['credited', Number(row.credited) * counted],
    ['overdue', overdue * counted],
    ['open', (Number(row.open) - overdue) * counted],
    ['left', Math.max(0, Number(left ?? 0))],
  ];
  const whole = parts.reduce((sum, [, value]) => sum + value, 0);
  if (whole <= 0) return [];
  return parts
    .filter(([, value]) => value > 0)
    .map(([part, value]) => ({ part, percent: (value / whole) * 100 }));
};

const mostInView = 3;

/** How many of so many currencies stay in view: all, unless they push the invoices out of the panel. */
export const inView = (currencies: number): number => (currencies > mostInView ? 1 : currencies);
