import * as z from 'zod';
import { context, invoiceRow, panelContext, readableStates } from '../invoices/contract.ts';
import { read } from '../shared/contract/contract.ts';
import { moneyStatuses } from '../shared/status/invoice-status.ts';

/** Range of issue dates. The user's last choice is stored and used as the default. */
export const period = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(['month', 'quarter', 'year', 'last_12_months', 'all']) }),
  z.object({ kind: z.literal('own'), from: z.string().max(10), to: z.string().max(10) }),
]);

export type Period = z.infer<typeof period>;

const listRow = invoiceRow.extend({
  memo: z.string(),
  /** Linked deals of the context, or all linked deals in the company's list; last linked first. */
  dealIds: z.array(z.number().int()),
  /** Linked deals that were deleted, or merged into another linked one; a part of `deals`. */
  deletedDeals: z.number().int(),
  /** The only deal to open: the linked one, or the one that it was merged into. */
  openDealId: z.number().int().nullable(),
});

export type ListRow = z.infer<typeof listRow>;

const filters = z.object({
  /** Null selects the user's last period. */
  period: period.nullable(),
  /** Part of a number, amount or memo; in the company's list also of a customer name. */
  text: z.string().max(200),
  /** Empty selects all. `overdue` includes partly paid invoices that are past due. */
  statuses: z.array(z.enum(moneyStatuses)).max(6),
});

export type Filters = z.infer<typeof filters>;

/** How much of the list is mirrored from QuickBooks. */
const reading = z.object({
  /** ISO instant up to which the whole period is mirrored; null until it is read completely. */
  readAt: z.string().nullable(),
  /** True when the mirrored invoices are recent enough to skip a call to QuickBooks. */
  fresh: z.boolean(),
  /** True when invoices of the period are not mirrored yet; call `load` again. */
  more: z.boolean(),
  /** Number of invoices missing from the list: QuickBooks returned faults and none is mirrored. */
  unreadable: z.number().int(),
  /** Invoices read and all invoices, while the first reading after connecting goes on. */
  progress: z.object({ read: z.number().int(), total: z.number().int() }).nullable(),
});

export type Reading = z.infer<typeof reading>;

const listPage = z.object({
  connection: readableStates,
  /** Linked customer; null in the company's list and when no customer is linked. */
  customer: z.object({ id: z.string(), name: z.string() }).nullable(),
  period,
  rows: z.array(listRow),
  /** Number of matching rows on all pages. */
  count: z.number().int(),
  /** Number of mirrored invoices outside the period that match the other filters. */
  outside: z.number().int(),
  /** `skip` of the next page; null on the last one. */
  next: z.number().int().nullable(),
  reading,
  /** Today in the company's time zone, and the ISO instant at which it ends. */
  today: z.string(),
  dayEndsAt: z.string(),
  /** URL prefix of a deal's page in Pipedrive; append the deal id. */
  dealUrl: z.string(),
});

export type ListPage = z.infer<typeof listPage>;

/** Sums over the filtered invoices of one currency, as decimal text. */
const totalsRow = z.object({
  currency: z.string(),
  count: z.number().int(),
  outstanding: z.string(),
  overdue: z.string(),
  paid: z.string(),
  /** Outstanding by days past due: not due, 1-30, 31-60, 61-90, over 90. */
  ageing: z.tuple([z.string(), z.string(), z.string(), z.string(), z.string()]),
});

export type TotalsRow = z.infer<typeof totalsRow>;

export const invoiceList = {
  /**
   * Mirrored invoices of the context's linked customer, or of the whole company, newest first.
   * `rowsAfter` in shared/contract/list-pages.ts sets the page size. Never calls QuickBooks.
   */
  list: read(z.object({ context, filters, skip: z.number().int().min(0) }), listPage),
  /** Mirrors up to 1,000 invoices of the period, newest missing ones first. */
  load: read(z.object({ context, period: period.nullable() }), reading),
  /** Sums over all mirrored invoices that match, by currency; most invoices first. */
  totals: read(z.object({ context, filters }), z.object({ rows: z.array(totalsRow) })),
  /** Searches all invoices in QuickBooks by number, customer, amount or date, in one call. */
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
      /** Number of matches missing from `rows`: unreadable in QuickBooks and not mirrored. */
      unreadable: z.number().int(),
      today: z.string(),
    }),
  ),
};
