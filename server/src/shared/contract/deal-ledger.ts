import * as z from 'zod';
import { valueBases } from '../money/deal-value-basis.ts';

/** Invoiced and paid amounts of a deal, one row per currency; decimal text. */
const ledgerRow = z.object({
  currency: z.string(),
  /** Sum of the invoice totals, without voided and deleted invoices. */
  invoiced: z.string(),
  /** `invoiced` without sales tax. */
  beforeTax: z.string(),
  paid: z.string(),
  /** Credits applied to the invoices: invoiced, but will never be paid. */
  credited: z.string(),
  open: z.string(),
  /** The overdue part of `open`. */
  overdue: z.string(),
  /**
   * The part of the deal's value that invoices in another currency cover, in the deal's currency;
   * absent when none of them was converted from it.
   */
  covered: z.string().optional(),
});

/**
 * What an invoice in another currency covers of its deal: its amounts before they were converted,
 * in the deal's currency, and the amounts with which QuickBooks created the invoice. Decimal text.
 */
export const coveredAmount = z.object({
  currency: z.string(),
  total: z.string(),
  tax: z.string(),
  created: z.object({ total: z.string(), tax: z.string() }),
});

/** Amount left to invoice on a deal, computed from our own rows. */
export const leftToBillOf = z.object({
  /** The deal's value; null when it has none or Pipedrive has not been read yet. */
  value: z.object({ amount: z.string(), currency: z.string() }).nullable(),
  /**
   * value - invoiced + credited, in the deal's currency, by `basis`; negative when more is
   * invoiced.
   */
  left: z.string().nullable(),
  /** Whether the deal's value is compared with invoice totals including or excluding tax. */
  basis: z.enum(valueBases),
  /** True when derived from the deal's product rows; false when it is the company's setting. */
  derived: z.boolean(),
  /** Amount that invoices of deleted deals would use of the value, by `basis`. */
  orphaned: z.string(),
});

export const dealLedger = leftToBillOf.extend({ rows: z.array(ledgerRow) });

export type CoveredAmount = z.infer<typeof coveredAmount>;
export type DealLedger = z.infer<typeof dealLedger>;
export type LedgerRow = z.infer<typeof ledgerRow>;
