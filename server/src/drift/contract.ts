import * as z from 'zod';
import { context } from '../invoices/contract.ts';
import { act, read } from '../shared/contract/contract.ts';
import { invoiceChanges } from '../shared/contract/invoice-changes.ts';

/** Which difference: of the deal since it was invoiced, or of the invoice in QuickBooks. */
export const driftSides = z.enum(['deal', 'invoice']);

export type DriftSide = z.infer<typeof driftSides>;

const figures = z.object({
  quantity: z.string().nullable(),
  unitPrice: z.string().nullable(),
  discount: z.object({ kind: z.enum(['percent', 'amount']), value: z.string() }).nullable(),
  /** Rate in percent of a deal's line, name of an invoice line's tax code; null without tax. */
  tax: z.string().nullable(),
  amount: z.string(),
});

const driftRow = z.object({
  /** Empty for the value of a deal without products. */
  name: z.string(),
  /** Null for an added line. */
  before: figures.nullable(),
  /** Null for a removed line. */
  after: figures.nullable(),
});

const amounts = z.object({ before: z.string(), after: z.string() });

const difference = z.object({
  /** Identifies this difference; `keep` sends it back. */
  seen: z.string(),
  currency: amounts,
  rows: z.array(driftRow),
  discount: amounts,
  total: amounts,
});

/** Whether the lines of the invoice can be edited now, and why not. */
export const updateStates = z.enum([
  'possible',
  /** Voided, being changed, or QuickBooks is not connected. */
  'not_now',
  'paid',
  'books_closed',
  /** Several invoices bill the deal. */
  'several',
  /** The edit cannot express the difference: another currency, discounts, bundles. */
  'by_hand',
]);

export const driftPage = z.object({
  invoice: z.object({
    id: z.string(),
    number: z.string(),
    customerName: z.string(),
    currency: z.string(),
    total: z.string(),
    /** URL of *Open in QuickBooks*. */
    openUrl: z.string(),
  }),
  /** False when the deal could not be read just now; it is compared as last read. */
  fresh: z.boolean(),
  deal: difference
    .extend({
      dealId: z.number().int(),
      title: z.string(),
      /** Number of invoices that bill the deal. */
      invoices: z.number().int(),
      update: updateStates,
      /** `lower`: there is nothing more to bill. */
      bill: z.enum(['possible', 'lower', 'other_currency', 'not_now']),
    })
    .nullable(),
  edited: difference.extend({ shipping: amounts, tax: amounts, update: updateStates }).nullable(),
});

export type DriftPage = z.infer<typeof driftPage>;
export type DriftRow = z.infer<typeof driftRow>;
export type UpdateState = z.infer<typeof updateStates>;

const invoiceRef = z.object({ context, invoiceId: z.string().max(40) });

export const drift = {
  /**
   * The differences line by line. Reads the deal from Pipedrive in the context of a deal, and the
   * invoice from the mirror.
   */
  show: read(invoiceRef, driftPage),
  /** Accepts a difference until something changes again. Throws difference_changed. */
  keep: act(invoiceRef.extend({ of: driftSides, seen: z.string().max(40) }), z.object({})),
  /**
   * The lines of an edit that removes a difference: the deal's changes applied to the mirrored
   * invoice, or the invoice's earlier lines. Null when an edit cannot express it.
   */
  proposal: read(
    invoiceRef.extend({ of: driftSides }),
    z.object({
      lines: invoiceChanges.shape.lines.unwrap().nullable(),
      /** Names of the items of added lines. */
      items: z.array(z.object({ id: z.string(), name: z.string() })),
      /** Fingerprint of the invoice that the lines are based on, as in `invoices.show`. */
      seen: z.string(),
      /** Names the content of the deal that the lines apply, for `invoices.edit`. */
      appliesDeal: z.string().nullable(),
    }),
  ),
};
