import * as z from 'zod';
import { context, invoiceRow, panelContext } from '../invoices/contract.ts';
import { read } from '../shared/contract/contract.ts';
import { moneyStatuses } from '../shared/status/invoice-status.ts';

/** A stretch of issue dates; the user's last choice is remembered. */
export const period = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(['month', 'quarter', 'year', 'last_12_months', 'all']) }),
  z.object({ kind: z.literal('own'), from: z.string().max(10), to: z.string().max(10) }),
]);

export type Period = z.infer<typeof period>;

const listRow = invoiceRow.extend({
  memo: z.string(),
  /** Those of the place's deals that it is linked to; of the company's all, the last linked first. */
  dealIds: z.array(z.number().int()),
});

export type ListRow = z.infer<typeof listRow>;

const filters = z.object({
  /** Null: the one used last. */
  period: period.nullable(),
  /** Piece of a number, an amount or a memo; on the company's list of a customer's name too. */
  text: z.string().max(200),
  /** Empty: all of them. `overdue` finds partly paid ones that are late as well. */
  statuses: z.array(z.enum(moneyStatuses)).max(6),
});

export type Filters = z.infer<typeof filters>;

/** How much of the books this list has been read from. */
const reading = z.object({
  /** ISO instant as of which the whole period is known; null before it was read to the end. */
  readAt: z.string().nullable(),
  /** True when what we have is young enough that nothing need be asked. */
  fresh: z.boolean(),
  /** True when older invoices of the period are still in QuickBooks only. */
  more: z.boolean(),
  /** How many invoices QuickBooks could not put into an answer that we have never seen: the list lacks them. */
  unreadable: z.number().int(),
});

export type Reading = z.infer<typeof reading>;

const listPage = z.object({
  /** Whose invoices these are; null for the company's, and where nobody is linked. */
  customer: z.object({ id: z.string(), name: z.string() }).nullable(),
  period,
  rows: z.array(listRow),
  /** How many rows match in all. */
  count: z.number().int(),
  /** How many more that we know would match if all dates were shown. */
  outside: z.number().int(),
  /** Pass it to get the rows after these. */
  next: z.number().int().nullable(),
  reading,
  today: z.string(),
  /** A deal's page in Pipedrive, with its id put after it. */
  dealUrl: z.string(),
});

export type ListPage = z.infer<typeof listPage>;

/** Sums over the company's list as it is filtered, a row for each currency, the most used first; decimal text. */
const totalsRow = z.object({
  currency: z.string(),
  /** How many invoices these are. */
  count: z.number().int(),
  outstanding: z.string(),
  overdue: z.string(),
  paid: z.string(),
  /** Outstanding by days past due: not yet due, 1-30, 31-60, 61-90, over 90. */
  ageing: z.tuple([z.string(), z.string(), z.string(), z.string(), z.string()]),
});

export type TotalsRow = z.infer<typeof totalsRow>;

export const invoiceList = {
  /**
   * Invoices of the place's linked customer, or of the whole company, from what we have: `skip` rows in,
   * as many as `rowsAfter` in shared/contract/list-pages.ts says, newest first. Asks QuickBooks nothing.
   */
  list: read(z.object({ context, filters, skip: z.number().int().min(0) }), listPage),
  /** One call to QuickBooks for at most 1,000 of them, the newest not yet read first. */
  load: read(z.object({ context, period: period.nullable() }), reading),
  /** Sums over the same filters. */
  totals: read(z.object({ context, filters }), z.object({ rows: z.array(totalsRow) })),
  /** Invoices anywhere in QuickBooks by number, customer, amount or date: one call. */
  search: read(
    z.object({
      context: panelContext,
      number: z.string().max(40),
      customerId: z.string().max(40).nullable(),
      amount: z.string().max(40),
      date: z.string().max(10),
    }),
    z.object({
      rows: z.array(listRow),
      more: z.boolean(),
      /** How many were found that could not be read and that we have never seen. */
      unreadable: z.number().int(),
      today: z.string(),
    }),
  ),
};
