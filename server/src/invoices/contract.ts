import * as z from 'zod';
import { inputLimits } from '../shared/checks/input-limits.ts';
import { taxCode, term } from '../shared/contract/company-profile.ts';
import { act, read } from '../shared/contract/contract.ts';
import { coveredAmount, dealLedger, leftToBillOf } from '../shared/contract/deal-ledger.ts';
import { invoiceChanges } from '../shared/contract/invoice-changes.ts';
import { invoiceFieldSettings, storedFields } from '../shared/contract/invoice-fields.ts';
import { recipients } from '../shared/contract/recipients.ts';
import { deliveryStatuses, moneyStatuses } from '../shared/status/invoice-status.ts';
import { changedText } from '../shared/text/changed-text.ts';

export const invoiceActions = ['send', 'edit', 'void', 'delete'] as const;
export type InvoiceAction = (typeof invoiceActions)[number];

export const invoiceRow = z.object({
  id: z.string(),
  /** Empty when the invoice has no number. */
  number: z.string(),
  customerId: z.string(),
  customerName: z.string(),
  currency: z.string(),
  /** Decimal text in `currency`. */
  total: z.string(),
  /** The part of `total` that is sales tax. */
  tax: z.string(),
  balance: z.string(),
  issueDate: z.string(),
  dueDate: z.string().nullable(),
  /**
   * Date of full payment; null while open, and when QuickBooks has not reported the payments yet.
   */
  paidOn: z.string().nullable(),
  status: z.enum(moneyStatuses),
  /** Partly paid invoices can be overdue too. */
  overdue: z.boolean(),
  delivery: z.enum(deliveryStatuses),
  /** ISO instant of the last read from QuickBooks. */
  readAt: z.string(),
  /** What caused that read. */
  readHow: z.enum(['create', 'refresh', 'action', 'list', 'event', 'feed']),
  /** Actions that are possible now; the menu shows only these. */
  can: z.array(z.enum(invoiceActions)),
  /** Action whose operation is unconfirmed; nothing else can be done until it is resolved. */
  checking: z.enum(invoiceActions).nullable(),
  /** The last action, when it did not take effect and can be repeated. */
  notDone: z.enum(invoiceActions).nullable(),
  /** The last action, when its outcome could not be determined and it can be repeated. */
  notKnown: z.enum(invoiceActions).nullable(),
  /** QuickBooks returns this fault instead of the invoice; all values are as of `readAt`. */
  unreadable: z.object({ code: z.string() }).nullable(),
  /** Number of deals this invoice is linked to. */
  deals: z.number().int(),
  /**
   * The deal in this context that a user linked the invoice to, and can unlink it from; null when
   * it was created for its deal, or when there are several.
   */
  linkedDealId: z.number().int().nullable(),
  /** URL of *Open in QuickBooks*. */
  openUrl: z.string(),
});

export const draftRow = z.object({
  id: z.string(),
  dealId: z.number().int(),
  state: z.enum(['editing', 'sending', 'unknown', 'choose']),
  /** Version that *Discard draft* names. */
  version: z.number().int(),
  lines: z.number().int(),
  customerName: z.string(),
  currency: z.string(),
  /** Null while the entered figures cannot be summed. */
  total: z.string().nullable(),
  /** ISO instant. */
  updatedAt: z.string(),
});

const differences = {
  /** The deal in this context changed since it was invoiced. */
  deal: z.boolean(),
  /** The invoice was edited in QuickBooks since Dealbill created, linked or last saved it. */
  invoice: z.boolean(),
};

/** An invoice whose deal no longer exists. */
const orphan = invoiceRow.extend({ formerDealId: z.number().int() });

/**
 * `broken`: figures are the last known ones; QuickBooks must be reconnected. `ended`: the same after
 * QuickBooks was disconnected; only the user who had connected it sees them.
 */
export const readableStates = z.enum(['active', 'broken', 'ended']);

export const dealInvoices = z.object({
  connection: readableStates,
  company: z.string(),
  /** Whether changes in QuickBooks are read in the background. */
  updates: z.boolean(),
  /** ISO instant before which to reconnect QuickBooks, while the owner is warned about it. */
  reconnectBefore: z.string().nullable(),
  /** Invoices read and all invoices, while the first reading after connecting goes on. */
  reading: z.object({ read: z.number().int(), total: z.number().int() }).nullable(),
  /**
   * QuickBooks customer linked to this context's organization or person, with its last known name.
   */
  customer: z.object({ id: z.string(), name: z.string() }).nullable(),
  /** The deals of an organization or person; null in the context of a deal. */
  dealIds: z.array(z.number().int()).nullable(),
  /** Name of the organization or person; null in the context of a deal. */
  partyName: z.string().nullable(),
  invoices: z.array(invoiceRow),
  /** Those among `invoices` that were edited in QuickBooks, or whose deal changed since. */
  drift: z.array(z.object({ invoiceId: z.string(), ...differences })),
  /**
   * Invoices of the same customer whose deals no longer exist, for example after a merge; not in
   * `ledger.rows`.
   */
  orphans: z.array(orphan),
  /**
   * Invoices of the linked customers that are linked to no deal and may belong to this one, or to
   * one of the deals; not in `ledger`.
   */
  offers: z.object({
    /** The newest, at most 20 of `count`. */
    invoices: z.array(invoiceRow),
    count: z.number().int(),
    /** Further ones with an issue date before `from`, the first day of the settings. */
    earlier: z.number().int(),
    from: z.string().nullable(),
  }),
  /** Recent merges into this context's record, and into its customer in QuickBooks. */
  merges: z.array(
    z.object({
      kind: z.enum(['deal', 'organization', 'person', 'customer']),
      /** Id of the record that was merged. */
      id: z.string(),
      /** Its last known name; empty when unknown. */
      name: z.string(),
      /** ISO instant at which its rows moved. */
      at: z.string(),
      /** Number of invoices and drafts that moved. */
      invoices: z.number().int(),
      drafts: z.number().int(),
    }),
  ),
  drafts: z.array(draftRow),
  /** True when the deal has a billing plan; false in other contexts. */
  hasPlan: z.boolean(),
  /** ISO instant of the oldest read among the readable invoices; null when there are none. */
  readAt: z.string().nullable(),
  /** Today in the company's time zone, and the ISO instant at which it ends. */
  today: z.string(),
  dayEndsAt: z.string(),
  ledger: dealLedger,
});

export type InvoiceRow = z.infer<typeof invoiceRow>;
export type DraftRow = z.infer<typeof draftRow>;
export type DealInvoices = z.infer<typeof dealInvoices>;

/** Where the panel is shown: a deal, or an organization or person with all its deals. */
export const panelContext = z.object({
  of: z.enum(['deal', 'organization', 'person']),
  id: z.number().int().positive(),
});

/** Every invoice is accessed through a panel context or through the company's list. */
export const context = z.discriminatedUnion('of', [
  panelContext,
  z.object({ of: z.literal('company') }),
]);

export type PanelContext = z.infer<typeof panelContext>;

export type Context = z.infer<typeof context>;

const invoiceRef = z.object({ context, invoiceId: z.string().max(40) });

export const payment = z.object({
  /** QuickBooks id of the payment; null when no payment transaction exists. */
  id: z.string().nullable(),
  /**
   * `deposit`: paid on the invoice itself. `other`: the balance is lower for an unreported reason.
   */
  kind: z.enum(['payment', 'credit', 'deposit', 'other']),
  date: z.string(),
  method: z.string().nullable(),
  reference: z.string().nullable(),
  /** Part applied to this invoice; decimal text in the invoice's currency. */
  amount: z.string(),
  /** Balance after this payment. */
  balanceAfter: z.string(),
  /** Null when QuickBooks has no page for it. */
  openUrl: z.string().nullable(),
});

const innerLine = z.object({
  id: z.string().nullable(),
  itemName: z.string().nullable(),
  description: z.string(),
  quantity: z.string().nullable(),
  unitPrice: z.string().nullable(),
  amount: z.string(),
});

export const invoicePage = z.object({
  connection: readableStates,
  invoice: invoiceRow,
  lines: z.array(
    z.object({
      /** QuickBooks' line id; it stays the same through edits. */
      id: z.string().nullable(),
      /**
       * `text`: description only. `bundle`: several items under one name. `other`: a QuickBooks
       * line type we do not support. The last two cannot be edited.
       */
      kind: z.enum(['item', 'text', 'bundle', 'other']),
      itemId: z.string().nullable(),
      itemName: z.string().nullable(),
      description: z.string(),
      quantity: z.string().nullable(),
      unitPrice: z.string().nullable(),
      amount: z.string(),
      taxCodeId: z.string().nullable(),
      serviceDate: z.string().nullable(),
      /** Quantity of the bundle. */
      bundleQuantity: z.string().nullable(),
      /** Components of the bundle; included in its amount. */
      inner: z.array(innerLine),
    }),
  ),
  /** Sum of the lines. Total = subtotal - discount + shipping + `other` + tax. */
  subtotal: z.string(),
  discount: z.string(),
  shipping: z.string(),
  /** Rest of the total that no other field explains; usually `0.00`. */
  other: z.string(),
  /** Rate of a percentage discount, `12.5`; null for an amount or no discount. */
  discountPercent: z.string().nullable(),
  tax: z.string(),
  /**
   * True when the invoice may contain tax, which only QuickBooks can recompute after lines change.
   */
  taxed: z.boolean(),
  /** Currency of item prices; null while the company profile is unknown. */
  homeCurrency: z.string().nullable(),
  memo: z.string(),
  message: z.string(),
  email: z.string(),
  /** Recipients of copies that the invoice stores. */
  cc: z.string(),
  bcc: z.string(),
  /** Recipients of the last invoice that this customer got from Dealbill. */
  remembered: recipients.nullable(),
  /** Custom fields, shipping, class and location of the invoice; null while they were not read. */
  fields: storedFields.nullable(),
  /** The fields that the company uses; null while its profile is unknown. */
  invoiceFields: invoiceFieldSettings.nullable(),
  termId: z.string().nullable(),
  terms: z.array(term),
  /** The company's default term; an edit prefers it among terms with the same number of days. */
  defaultTermId: z.string().nullable(),
  /** Tax codes available for lines; empty when lines have no code of their own. */
  taxCodes: z.array(taxCode),
  /** Whether lines can have service dates. */
  serviceDates: z.boolean(),
  /** ISO instant at which QuickBooks sent the invoice. */
  deliveredAt: z.string().nullable(),
  payments: z.array(payment),
  /** A deal that was merged is the one that remains. */
  linkedDeals: z.array(
    z.object({
      id: z.number().int(),
      /** Empty while Pipedrive is unavailable, and when a deleted deal is no longer there. */
      title: z.string(),
      /** Null for a deal that was deleted. */
      url: z.string().nullable(),
    }),
  ),
  /**
   * Organizations and persons of the linked deals, and those linked to the invoice's customer. The
   * name is empty while Pipedrive is unavailable.
   */
  parties: z.array(
    z.object({
      of: z.enum(['organization', 'person']),
      id: z.number().int(),
      name: z.string(),
      url: z.string(),
    }),
  ),
  /** Changes made in Dealbill, newest first. */
  history: z.array(
    z.object({
      at: z.string(),
      who: z.string(),
      action: z.string(),
      details: z.record(z.string(), z.string()),
    }),
  ),
  /** False when QuickBooks could not be read just now; the values are the last known ones. */
  fresh: z.boolean(),
  /** Fingerprint of the editable fields; an edit sends it back. */
  seen: z.string(),
  /**
   * The last edit, when QuickBooks did not apply it; `linesFit`: the invoice's lines are unchanged
   * since.
   */
  unsaved: z.object({ changes: invoiceChanges, linesFit: z.boolean() }).nullable(),
  /**
   * Amount left to invoice on the deal in this context, including this invoice; null in other
   * contexts.
   */
  room: leftToBillOf
    .extend({
      deal: z.string(),
      /**
       * What the invoice covers of a deal in another currency; absent when it was not converted.
       */
      covers: coveredAmount.optional(),
    })
    .nullable(),
  drift: z.object(differences),
  /** True while nothing is paid, so lines can be edited too. */
  linesCanChange: z.boolean(),
  /** Today in the company's time zone, and the ISO instant at which it ends. */
  today: z.string(),
  dayEndsAt: z.string(),
  /** Texts of the last edit in which QuickBooks replaced letters by `?`. */
  texts: z.array(changedText),
});

export type InvoicePage = z.infer<typeof invoicePage>;
export type Payment = z.infer<typeof payment>;

const changedInvoice = z.object({ invoice: invoiceRow });

export const invoices = {
  /** The mirrored invoices of the context's deals, newest first. Never calls QuickBooks. */
  list: read(z.object({ context: panelContext }), dealInvoices),
  /** Like `list`, after one read from QuickBooks and of the deals from Pipedrive. */
  refresh: read(z.object({ context: panelContext }), dealInvoices),
  /**
   * The deal's ledger from our own rows. Reads the deal's products from Pipedrive while it is
   * unknown whether its value includes tax.
   */
  ledger: read(z.object({ dealId: z.number().int().positive() }), dealLedger),
  /** Excludes these invoices of deleted deals from the suggestions for this deal. */
  decline: act(
    z.object({
      dealId: z.number().int().positive(),
      invoiceIds: z.array(z.string().max(40)).min(1).max(200),
    }),
    z.object({}),
  ),
  /** One invoice in full, after reading it from QuickBooks; `stored`: as mirrored. */
  show: read(invoiceRef.extend({ stored: z.boolean().optional() }), invoicePage),
  /** The mirrored row of one invoice. Never calls QuickBooks. */
  known: read(invoiceRef, changedInvoice),
  /**
   * Attaches the PDF to the deal of the context, once per version of the invoice. Throws not_found,
   * not_possible (too large), pipedrive_forbidden.
   */
  attach: act(
    invoiceRef,
    z.object({
      /** `checking`: the response was lost, or an earlier upload is not decided yet. */
      state: z.enum(['attached', 'exists', 'checking']),
      fileName: z.string(),
    }),
  ),
  void: act(invoiceRef, changedInvoice),
  delete: act(invoiceRef, changedInvoice),
  /**
   * Sends the invoice by QuickBooks' e-mail. An empty `to` means the address on the invoice. Copies
   * go to `cc` and `bcc` only, which replace those stored on the invoice; without `bcc` the stored
   * one is used.
   */
  send: act(
    invoiceRef.extend({
      to: z.string().max(2000),
      cc: z.string().max(2000),
      bcc: z.string().max(2000).optional(),
    }),
    changedInvoice,
  ),
  /**
   * Throws `invoice_changed` when a field to be edited changed in QuickBooks since `seen`.
   * `appliesDeal`: the lines apply this content of the deal of the context.
   */
  edit: act(
    invoiceRef.extend({
      seen: z.string().max(200),
      changes: invoiceChanges,
      appliesDeal: z.string().max(40).optional(),
    }),
    changedInvoice,
    {
      bytes: inputLimits.draftBytes + 1024,
    },
  ),
};
