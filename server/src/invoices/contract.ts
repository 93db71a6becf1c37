import * as z from 'zod';
import { inputLimits } from '../shared/checks/input-limits.ts';
import { taxCode, term } from '../shared/contract/company-profile.ts';
import { act, read } from '../shared/contract/contract.ts';
import { invoiceChanges } from '../shared/contract/invoice-changes.ts';
import { valueBases } from '../shared/money/deal-value-basis.ts';
import { deliveryStatuses, moneyStatuses } from '../shared/status/invoice-status.ts';
import { changedText } from '../shared/text/changed-text.ts';

export const invoiceActions = ['send', 'edit', 'void', 'delete'] as const;
export type InvoiceAction = (typeof invoiceActions)[number];

export const invoiceRow = z.object({
  id: z.string(),
  /** Empty when QuickBooks gave none. */
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
  /** When it was paid; null while it is not, and where QuickBooks has not told yet. */
  paidOn: z.string().nullable(),
  status: z.enum(moneyStatuses),
  /** A partly paid invoice can be late as well. */
  overdue: z.boolean(),
  delivery: z.enum(deliveryStatuses),
  /** ISO instant of the last look at QuickBooks. */
  readAt: z.string(),
  /** What can work now; the menu shows nothing else. */
  can: z.array(z.enum(invoiceActions)),
  /** An action whose answer was lost; it is being looked into and nothing else may be done meanwhile. */
  checking: z.enum(invoiceActions).nullable(),
  /** The last action, when it is known not to have happened after all and could be done again. */
  notDone: z.enum(invoiceActions).nullable(),
  /** The last action, when it could not be found out whether it happened and it could be done again. */
  notKnown: z.enum(invoiceActions).nullable(),
  /** QuickBooks answers this fault instead of the invoice; its figures are as of `readAt`. */
  unreadable: z.object({ code: z.string() }).nullable(),
  /** How many deals this invoice is linked to. */
  deals: z.number().int(),
  /**
   * The deal in view that somebody linked it to by hand, and can unlink it from; null where it was made
   * for its deal, and where there are several such deals.
   */
  linkedTo: z.number().int().nullable(),
  /** Where *Open in QuickBooks* leads. */
  openUrl: z.string(),
});

export const draftRow = z.object({
  id: z.string(),
  dealId: z.number().int(),
  state: z.enum(['editing', 'sending', 'unknown', 'choose']),
  /** The one that *Discard draft* means. */
  version: z.number().int(),
  lines: z.number().int(),
  customerName: z.string(),
  currency: z.string(),
  /** Null while the typed figures make no sum. */
  total: z.string().nullable(),
  /** ISO instant. */
  updatedAt: z.string(),
});

/** What is billed and paid of the deal, a row for each currency; decimal text. */
const ledgerRow = z.object({
  currency: z.string(),
  /** Sum of the invoices as billed, voided and deleted ones left out. */
  invoiced: z.string(),
  /** `invoiced` without its sales tax. */
  beforeTax: z.string(),
  paid: z.string(),
  /** Credits applied to them: billed, but never to be paid. */
  credited: z.string(),
  open: z.string(),
  /** The part of `open` that is late. */
  overdue: z.string(),
});

/** What is left to invoice on a deal, by our own rows. */
export const leftToBillOf = z.object({
  /** The deal's value; null while it has none or Pipedrive was not asked yet. */
  value: z.object({ amount: z.string(), currency: z.string() }).nullable(),
  /** value - invoiced + credited, in the deal's currency, by `basis`; negative when more is billed. */
  left: z.string().nullable(),
  /** Whether the deal's value is compared with invoices with or without their tax. */
  basis: z.enum(valueBases),
  /** True when the deal's product rows show that; false when the company's setting stands in. */
  derived: z.boolean(),
  /** What invoices of deals that no longer exist would take of the value, by `basis`. */
  orphaned: z.string(),
});

const dealLedger = leftToBillOf.extend({ rows: z.array(ledgerRow) });

/** An invoice whose deal no longer exists. */
const orphan = invoiceRow.extend({ formerDealId: z.number().int() });

export type DealLedger = z.infer<typeof dealLedger>;
export type LedgerRow = z.infer<typeof ledgerRow>;

export const dealInvoices = z.object({
  /** `broken`: the rows are what we knew last; QuickBooks wants a new consent. */
  connection: z.enum(['active', 'broken']),
  company: z.string(),
  /** Whom the place's organization or person is linked to in QuickBooks, by the name we knew last. */
  customer: z.object({ id: z.string(), name: z.string() }).nullable(),
  invoices: z.array(invoiceRow),
  /** Invoices of the same customer whose deals no longer exist, as after a merge; not in `ledger.rows`. */
  orphans: z.array(orphan),
  drafts: z.array(draftRow),
  /** ISO instant of the oldest look at any of these invoices that can be read; null when there are none. */
  readAt: z.string().nullable(),
  /** Today in the company's time zone. */
  today: z.string(),
  ledger: dealLedger,
});

export type InvoiceRow = z.infer<typeof invoiceRow>;
export type DraftRow = z.infer<typeof draftRow>;
export type DealInvoices = z.infer<typeof dealInvoices>;

/** Where the panel stands: a deal, or an organization or person with all their deals. */
export const panelContext = z.object({
  of: z.enum(['deal', 'organization', 'person']),
  id: z.number().int().positive(),
});

/** Everything the user sees of an invoice is reached from there, or from the company's own list. */
export const context = z.discriminatedUnion('of', [
  panelContext,
  z.object({ of: z.literal('company') }),
]);

export type PanelContext = z.infer<typeof panelContext>;

export type Context = z.infer<typeof context>;

const one = z.object({ context, invoiceId: z.string().max(40) });

export const payment = z.object({
  /** QuickBooks id of the payment; null for what is no payment of its own. */
  id: z.string().nullable(),
  /** `deposit`: paid with the invoice itself. `other`: what QuickBooks lowered the balance by, untold how. */
  kind: z.enum(['payment', 'credit', 'deposit', 'other']),
  date: z.string(),
  method: z.string().nullable(),
  reference: z.string().nullable(),
  /** What of it went to this invoice; decimal text in the invoice's currency. */
  amount: z.string(),
  /** What was open afterwards. */
  balanceAfter: z.string(),
  /** Null where QuickBooks has no page for it. */
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
  invoice: invoiceRow,
  lines: z.array(
    z.object({
      /** QuickBooks' id of the line; it keeps it through edits. */
      id: z.string().nullable(),
      /**
       * `text` has words alone, `bundle` is several items under one name, `other` a kind of QuickBooks'
       * that we do not know; the last two stay as they are.
       */
      kind: z.enum(['item', 'text', 'bundle', 'other']),
      itemId: z.string().nullable(),
      itemName: z.string().nullable(),
      description: z.string(),
      quantity: z.string().nullable(),
      unitPrice: z.string().nullable(),
      amount: z.string(),
      taxCodeId: z.string().nullable(),
      /** How many of a bundle. */
      bundleQuantity: z.string().nullable(),
      /** What a bundle is made of; contained in its amount. */
      inner: z.array(innerLine),
    }),
  ),
  /** Of the lines; less discount, with shipping, `other` and tax it is the total. */
  subtotal: z.string(),
  discount: z.string(),
  shipping: z.string(),
  /** What the total contains beyond that; `0.00` nearly always. */
  other: z.string(),
  /** Of a discount that follows the lines, `12.5`; null where it is an amount, or there is none. */
  discountPercent: z.string().nullable(),
  tax: z.string(),
  /** Tax may be on it, which QuickBooks alone works out when lines change. */
  taxed: z.boolean(),
  /** What items are priced in; null while the company's profile is not known. */
  homeCurrency: z.string().nullable(),
  memo: z.string(),
  message: z.string(),
  email: z.string(),
  /** Where QuickBooks sends a copy, as the invoice says. */
  cc: z.string(),
  termId: z.string().nullable(),
  terms: z.array(term),
  /** The company's default; among terms of the same days it is the one that an edit chooses. */
  defaultTermId: z.string().nullable(),
  /** What a line can be taxed by; empty where lines have no code of their own. */
  taxCodes: z.array(taxCode),
  /** ISO instant of QuickBooks' own delivery, when it was sent. */
  deliveredAt: z.string().nullable(),
  payments: z.array(payment),
  linkedDeals: z.array(z.object({ id: z.number().int(), title: z.string(), url: z.string() })),
  /** Who did what from here, newest first. */
  history: z.array(
    z.object({
      at: z.string(),
      who: z.string(),
      action: z.string(),
      details: z.record(z.string(), z.string()),
    }),
  ),
  /** Which look told this: after creating, by hand, by an action, by a list. */
  readHow: z.enum(['create', 'refresh', 'action', 'list']),
  /** False while QuickBooks could not be asked just now: this is what was known last. */
  fresh: z.boolean(),
  /** What can be edited as it is shown; an edit names it. */
  seen: z.string(),
  /** What the last edit asked for, when it is known not to have happened; whether its lines still fit. */
  unsaved: z.object({ changes: invoiceChanges, linesFit: z.boolean() }).nullable(),
  /**
   * What is left to invoice on the deal it is seen from, this invoice counted, by our own rows; null seen
   * from elsewhere.
   */
  room: leftToBillOf.extend({ deal: z.string() }).nullable(),
  /** Nothing is paid yet, so lines can be edited too. */
  linesCanChange: z.boolean(),
  /** Today in the company's time zone. */
  today: z.string(),
  /** Texts of the last edit from here in which QuickBooks stored `?` for letters it does not keep. */
  texts: z.array(changedText),
});

export type InvoicePage = z.infer<typeof invoicePage>;
export type Payment = z.infer<typeof payment>;

const acted = z.object({ invoice: invoiceRow });

export const invoices = {
  /** The deal's invoices as we know them, newest first. Asks QuickBooks nothing. */
  list: read(z.object({ context: panelContext }), dealInvoices),
  /** The same after one look at QuickBooks, one call, with the deals as Pipedrive has them now. */
  refresh: read(z.object({ context: panelContext }), dealInvoices),
  /**
   * What is billed of a deal, by our own rows; Pipedrive is asked for the deal's products while it is not
   * known whether its value includes tax.
   */
  ledger: read(z.object({ dealId: z.number().int().positive() }), dealLedger),
  /** Says that these invoices of deals that no longer exist do not belong to this one either. */
  decline: act(
    z.object({
      dealId: z.number().int().positive(),
      invoiceIds: z.array(z.string().max(40)).min(1).max(200),
    }),
    z.object({}),
  ),
  /** One invoice, whole, after a look at QuickBooks. */
  show: read(one, invoicePage),
  /** Its row as we know it. Asks QuickBooks nothing. */
  known: read(one, acted),
  void: act(one, acted),
  delete: act(one, acted),
  /**
   * QuickBooks sends it. `to` empty: to the address that the invoice has. A copy goes to `cc` and nowhere
   * else, whatever the invoice said before.
   */
  send: act(one.extend({ to: z.string().max(2000), cc: z.string().max(2000) }), acted),
  /** Throws `invoice_changed` when what is to change was changed in QuickBooks since it was seen. */
  edit: act(one.extend({ seen: z.string().max(200), changes: invoiceChanges }), acted, {
    bytes: inputLimits.draftBytes + 1024,
  }),
};
