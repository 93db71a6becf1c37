import * as z from 'zod';
import { read } from '../shared/contract.ts';
import { deliveryStatuses, moneyStatuses } from '../shared/invoice-status.ts';

export const invoiceRow = z.object({
  id: z.string(),
  /** Empty when QuickBooks gave none. */
  number: z.string(),
  customerId: z.string(),
  customerName: z.string(),
  currency: z.string(),
  /** Decimal text in `currency`. */
  total: z.string(),
  balance: z.string(),
  issueDate: z.string(),
  dueDate: z.string().nullable(),
  status: z.enum(moneyStatuses),
  /** A partly paid invoice can be late as well. */
  overdue: z.boolean(),
  delivery: z.enum(deliveryStatuses),
  /** ISO instant of the last look at QuickBooks. */
  readAt: z.string(),
  /** Where *Open in QuickBooks* leads. */
  openUrl: z.string(),
});

export const draftRow = z.object({
  id: z.string(),
  state: z.enum(['editing', 'sending', 'unknown', 'choose']),
  lines: z.number().int(),
  customerName: z.string(),
  currency: z.string(),
  /** Null while the typed figures make no sum. */
  total: z.string().nullable(),
  /** ISO instant. */
  updatedAt: z.string(),
});

export const dealInvoices = z.object({
  /** `broken`: the rows are what we knew last; QuickBooks wants a new consent. */
  connection: z.enum(['active', 'broken']),
  company: z.string(),
  invoices: z.array(invoiceRow),
  drafts: z.array(draftRow),
  /** ISO instant of the oldest look at any of these invoices; null when there are none. */
  readAt: z.string().nullable(),
  /** Today in the company's time zone. */
  today: z.string(),
});

export type InvoiceRow = z.infer<typeof invoiceRow>;
export type DraftRow = z.infer<typeof draftRow>;
export type DealInvoices = z.infer<typeof dealInvoices>;

const deal = z.object({ dealId: z.number().int().positive() });

export const invoices = {
  /** The deal's invoices as we know them, newest first. Asks QuickBooks nothing. */
  list: read(deal, dealInvoices),
  /** The same after one look at QuickBooks. */
  refresh: read(deal, dealInvoices),
};
