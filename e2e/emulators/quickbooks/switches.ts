import { z } from 'zod';

/** Behaviour that Intuit leaves undocumented, and time spans that tests shorten. */
export const switchesSchema = z.strictObject({
  /** When a refresh issues a new refresh token: after 24 h, at every call, or never. */
  rotation: z.enum(['daily', 'always', 'never']),
  accessTokenSeconds: z.number().int().positive(),
  refreshTokenSeconds: z.number().int().positive(),
  /** Maximum lifetime of a grant; returned only to callers that request it by header. */
  refreshTokenHardSeconds: z.number().int().positive(),
  /** Whether token responses state the maximum lifetime when a caller asks for it. */
  refreshTokenHardLife: z.enum(['stated', 'omitted']),
  /** How long responses are stored by `requestid`; null is unlimited. */
  requestIdRetentionMs: z.number().int().nonnegative().nullable(),
  /** Whether 400 and 5xx responses are stored and replayed by `requestid`. */
  replayFailures: z.boolean(),
  /** A different body with a known `requestid`: replays the first response, or faults with 600. */
  otherBody: z.enum(['replay', '600']),
  /**
   * A second request with a `requestid` that is in progress: faults with 600, waits, or executes.
   */
  whileRunning: z.enum(['600', 'wait', 'execute']),
  /** Deleting an invoice with payments: unlinks them, or faults with 800. */
  deletePaidInvoice: z.enum(['unlink', 'refuse']),
  /** A merged customer: deleted (610), or inactive. */
  mergedCustomer: z.enum(['gone', 'inactive']),
  /** Whether transactions moved by a merge get a new SyncToken and LastUpdatedTime. */
  mergeChangesTransactions: z.boolean(),
  /**
   * A sparse payment update without total and customer: refused as observed, or accepted as
   * documented.
   */
  sparsePayment: z.enum(['refuse', 'accept']),
  /** E-mails per day and company, 40 in the sandbox; null is unlimited. */
  sendsPerDay: z.number().int().nonnegative().nullable(),
  /** Whether sending an invoice increments its SyncToken. */
  sendChangesSyncToken: z.boolean(),
  /** Whether sending sets `EInvoiceStatus` to `Sent`, as recorded in one company. */
  sendSetsEInvoiceStatus: z.boolean(),
  /** `InvoiceLink` on request, as documented, or in every single read and write. */
  invoiceLink: z.enum(['on_request', 'always']),
  /** The fault for sending without an e-mail address. */
  sendWithoutAddress: z.enum(['6420', '2020', '6000']),
  /** Another company's token: 401 with the API's fault 100, or 403 with the gateway's 3100. */
  otherCompany: z.enum(['401', '403']),
  /** Automated sales tax without a ship-to address: by the company's own address, or none. */
  taxWithoutAddress: z.enum(['company', 'none']),
  /** Documented rate limits per company, above which calls get a 429; null is unlimited. */
  requestsPerSecond: z.number().int().positive().nullable(),
  requestsPerMinute: z.number().int().positive().nullable(),
  batchesPerMinute: z.number().int().positive().nullable(),
  /** Limit of concurrent calls per company: 10 in an older version of the documentation. */
  concurrentRequests: z.number().int().positive().nullable(),
  /** `Retry-After` seconds of a 429, undocumented; null omits the header. */
  throttleRetryAfter: z.number().int().nonnegative().nullable(),
  /**
   * A sparse update that clears a copy address, `SalesTermRef`, class, location or a shipping detail:
   * accepted or refused.
   */
  clearing: z.enum(['accept', 'refuse']),
  /** True answers queries from a snapshot taken when it was set; reads by id stay current. */
  queriesLag: z.boolean(),
  /** Characters accepted in a query, else 4000: Latin-1 as recorded, ASCII, or all. */
  lettersInQueries: z.enum(['latin1', 'ascii', 'all']),
  /**
   * Property names instead of `*` in a query: refused as documented, or accepted as some apps need.
   */
  projections: z.enum(['refuse', 'accept']),
  /**
   * Invoices that QuickBooks fails to serialize: queries, batch items and change feeds with one of
   * them return this fault. `reads`: whether reading one by id works.
   */
  failingInvoices: z.strictObject({
    ids: z.array(z.string()),
    code: z.enum(['4002', '10000']),
    reads: z.enum(['work', 'fail']),
  }),
  /** Like `failingInvoices`, for payments; unconfirmed. */
  failingPayments: z.strictObject({
    ids: z.array(z.string()),
    code: z.enum(['4002', '10000']),
    reads: z.enum(['work', 'fail']),
  }),
  /** Maximum length of path and query of an API call, else 414; null is unlimited. */
  longestAddress: z.number().int().positive().nullable(),
  /** Whether unescaped brackets, braces and similar characters in a URL are refused with 400. */
  strictAddresses: z.boolean(),
  /** A bundle that the API adds to an invoice: accepted as others report, or refused with 5030. */
  newBundles: z.enum(['accept', 'refuse']),
  /** A bundle's own amount: 0 as recorded, or the sum of its inner lines. */
  bundleAmount: z.enum(['zero', 'filled']),
  /** Tax rounding outside the US: per line, or once per rate on the sum. */
  taxRoundingOutsideUs: z.enum(['line', 'sum']),
  /** Tax rounding in the US: once per rate on the sum, or per line. */
  taxRoundingInUs: z.enum(['line', 'sum']),
  /**
   * A sparse update without TxnTaxDetail outside the US: keeps the tax as observed, or recomputes
   * it.
   */
  sparseTaxOutsideUs: z.enum(['kept', 'worked_out']),
  /** Sent tax rows outside the US: adopted as observed, or recomputed. */
  sentTaxOutsideUs: z.enum(['taken_over', 'worked_out']),
  /** Exchange rate of a foreign invoice that sends none: 1, or the rate of its date. */
  rateWithoutOne: z.enum(['one', 'of_the_day']),
  /** A French sale without TransactionLocationType: refused with 2020, or within France. */
  saleWithoutLocation: z.enum(['refuse', 'within_france']),
  /** Whether a sparse update with lines but without a rate drops the invoice's rate. */
  lineEditsDropRate: z.boolean(),
  /** The product that Amount must equal (6070): of quantity and price as sent, or as stored. */
  productOf: z.enum(['sent', 'stored']),
  /**
   * A service date while the company has turned service dates off: dropped, or stored; unconfirmed.
   */
  serviceDateWhenOff: z.enum(['dropped', 'stored']),
  /** Emoji in a written text: cause a 500 without a reason, or are stored. */
  emoji: z.enum(['fail', 'store']),
  /** Letters beyond Latin-1 in a written text: stored, or replaced by question marks. */
  lettersStored: z.enum(['all', 'latin1']),
  /** Deleted objects in the change feed: only the Id as recorded, or with the deletion time. */
  cdcStubs: z.enum(['bare', 'stamped']),
  /** Truncation of the change feed: cuts the entities listed last, or deletions of all entities. */
  cdcCutsOff: z.enum(['kinds', 'deletions']),
  /** The next change feeds: as usual, or a 200 with a fault instead of the feed or of a block. */
  cdcFault: z.enum(['none', 'feed', 'block']),
  /** Entities without changes in the change feed: an empty block each, or none. */
  cdcEmptyBlocks: z.enum(['listed', 'omitted']),
  /** A change feed of more than 30 days: refused as documented, or answered as once observed. */
  cdcLookBack: z.enum(['refuse', 'answer']),
  /**
   * Status of an estimate linked to an invoice: `Closed` as recorded, `Converted` is documented.
   */
  invoicedEstimate: z.enum(['Closed', 'Converted']),
  /** Status of an estimate after its invoice was voided, deleted or unlinked; unconfirmed. */
  estimateWithoutInvoice: z.enum(['Pending', 'Accepted', 'kept']),
  /**
   * Whether linking increments the other transaction's SyncToken; as recorded, only its time
   * changes.
   */
  estimateLinkBumps: z.boolean(),
  /** Deleting an estimate with an invoice: unlinks it, or faults with 800; unconfirmed. */
  deleteInvoicedEstimate: z.enum(['unlink', 'refuse']),
  /** Linking an estimate that is neither pending nor accepted: faults with 620; unconfirmed. */
  linkClosedEstimate: z.enum(['refuse', 'accept']),
  /**
   * Names of inactive items: free for a new item because of their suffix, or taken as inactive
   * customers' names were reported to be; unconfirmed.
   */
  inactiveItemNames: z.enum(['free', 'taken']),
  /**
   * `Active: true` on an inactive customer or item: removes the suffix of its name, keeps it unless
   * the update sends another name, or is refused with 6000 as recorded for a class; unconfirmed.
   */
  reactivation: z.enum(['restores_name', 'keeps_name', 'refused']),
  /** Longest text of a custom field: 31 as in older documents, or longer; unconfirmed. */
  customFieldLength: z.number().int().positive(),
  /**
   * A class, location or shipping detail that the preferences turn off: left out, or faults with
   * 6000; unconfirmed.
   */
  turnedOffFields: z.enum(['drop', 'refuse']),
  /**
   * The fault for an inactive class or location: 610 as documented for inactive references, or 2500
   * as recorded for a term; unconfirmed.
   */
  inactiveListEntry: z.enum(['610', '2500']),
  /** Shifts the emulator's clock, so that tests can skip time. */
  clockOffsetMs: z.number().int(),
});

export type Switches = z.infer<typeof switchesSchema>;

export const usualSwitches: Switches = {
  rotation: 'daily',
  accessTokenSeconds: 3600,
  refreshTokenSeconds: 8_726_400,
  refreshTokenHardSeconds: 157_494_248,
  refreshTokenHardLife: 'stated',
  requestIdRetentionMs: 86_400_000,
  replayFailures: false,
  otherBody: 'replay',
  whileRunning: '600',
  deletePaidInvoice: 'unlink',
  mergedCustomer: 'gone',
  mergeChangesTransactions: true,
  sparsePayment: 'refuse',
  sendsPerDay: 40,
  sendChangesSyncToken: false,
  sendSetsEInvoiceStatus: true,
  invoiceLink: 'on_request',
  sendWithoutAddress: '6420',
  otherCompany: '401',
  taxWithoutAddress: 'company',
  requestsPerSecond: 10,
  requestsPerMinute: 500,
  batchesPerMinute: 40,
  concurrentRequests: null,
  throttleRetryAfter: null,
  clearing: 'accept',
  queriesLag: false,
  lettersInQueries: 'latin1',
  projections: 'refuse',
  failingInvoices: { ids: [], code: '4002', reads: 'work' },
  failingPayments: { ids: [], code: '4002', reads: 'work' },
  longestAddress: 8192,
  strictAddresses: true,
  newBundles: 'accept',
  bundleAmount: 'zero',
  taxRoundingOutsideUs: 'line',
  taxRoundingInUs: 'sum',
  sparseTaxOutsideUs: 'kept',
  sentTaxOutsideUs: 'taken_over',
  rateWithoutOne: 'one',
  saleWithoutLocation: 'refuse',
  lineEditsDropRate: false,
  productOf: 'sent',
  serviceDateWhenOff: 'dropped',
  emoji: 'store',
  lettersStored: 'all',
  cdcStubs: 'bare',
  cdcCutsOff: 'kinds',
  cdcFault: 'none',
  cdcEmptyBlocks: 'listed',
  cdcLookBack: 'refuse',
  invoicedEstimate: 'Closed',
  estimateWithoutInvoice: 'Pending',
  estimateLinkBumps: false,
  deleteInvoicedEstimate: 'unlink',
  linkClosedEstimate: 'refuse',
  inactiveItemNames: 'free',
  reactivation: 'restores_name',
  customFieldLength: 31,
  turnedOffFields: 'drop',
  inactiveListEntry: '610',
  clockOffsetMs: 0,
};
