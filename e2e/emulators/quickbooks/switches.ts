import { z } from 'zod';

/** Behaviour that Intuit's documentation leaves open, or that a test wants to hurry along. */
export const switchesSchema = z.strictObject({
  /** When a refresh yields a new refresh token: after 24 h, at every call, or never. */
  rotation: z.enum(['daily', 'always', 'never']),
  accessTokenSeconds: z.number().int().positive(),
  refreshTokenSeconds: z.number().int().positive(),
  /** Remaining life of the whole chain, told only to a caller that asks by header. */
  refreshTokenHardSeconds: z.number().int().positive(),
  /** A `requestid` is forgotten after this time; null keeps it for ever. */
  requestIdRetentionMs: z.number().int().nonnegative().nullable(),
  /** Whether 400s and 5xx are stored under a `requestid` and replayed. */
  replayFailures: z.boolean(),
  /** Another body under a known `requestid`: the first answer again, or fault 600. */
  otherBody: z.enum(['replay', '600']),
  /** A second request while the first still runs. */
  whileRunning: z.enum(['600', 'wait', 'execute']),
  /** An invoice with payments: deletion unlinks them, or is refused with 800. */
  deletePaidInvoice: z.enum(['unlink', 'refuse']),
  /** A customer that was merged into another: gone (610), or kept as an inactive one. */
  mergedCustomer: z.enum(['gone', 'inactive']),
  /** Whether what a merge moves to the other customer counts as changed: new SyncToken and stamp. */
  mergeChangesTransactions: z.boolean(),
  /** A sparse update of a payment without total and customer: refused, as observed, or as documented. */
  sparsePayment: z.enum(['refuse', 'accept']),
  /** E-mails a day for each company, as in the sandbox; null is no limit. */
  sendsPerDay: z.number().int().nonnegative().nullable(),
  /** Whether sending an invoice gives it a new SyncToken. */
  sendChangesSyncToken: z.boolean(),
  /** Whether a sent invoice has the `EInvoiceStatus` `Sent`, as recorded in one company. */
  sendSetsEInvoiceStatus: z.boolean(),
  /** `InvoiceLink` on request, as documented, or in every single read and write of an invoice. */
  invoiceLink: z.enum(['on_request', 'always']),
  /** The fault when there is no address to send to. */
  sendWithoutAddress: z.enum(['6420', '2020', '6000']),
  /** A token of another company: fault 100 of the API under 401, or the gateway's 3100 under 403. */
  otherCompany: z.enum(['401', '403']),
  /** Automated sales tax for an invoice without any address: of the company's own, or none. */
  taxWithoutAddress: z.enum(['company', 'none']),
  /** Calls to one company beyond these get a 429, as documented; null is no limit. */
  requestsPerSecond: z.number().int().positive().nullable(),
  requestsPerMinute: z.number().int().positive().nullable(),
  batchesPerMinute: z.number().int().positive().nullable(),
  /** The same for calls in flight at once: 10 in an older wording of the documentation. */
  concurrentRequests: z.number().int().positive().nullable(),
  /** Seconds in the `Retry-After` of such a 429, of which the documentation says nothing; null is none. */
  throttleRetryAfter: z.number().int().nonnegative().nullable(),
  /** A sparse update that empties `BillEmailCc` or `SalesTermRef`: done, or refused. */
  clearing: z.enum(['accept', 'refuse']),
  /** Queries and batches answer from the books as they were when this was switched on; reads by id do not. */
  queriesLag: z.boolean(),
  /** Letters in a query that are no lexical error (4000): those of Latin-1, as recorded, or of ASCII, or all. */
  lettersInQueries: z.enum(['latin1', 'ascii', 'all']),
  /** Names of properties instead of `*` in a query: refused, as documented, or answered, as some programs do. */
  projections: z.enum(['refuse', 'accept']),
  /**
   * Invoices that QuickBooks cannot put into an answer: each query, batch item and change feed that would hold
   * one of them is this fault. `reads`: whether reading one by its id works.
   */
  failingInvoices: z.strictObject({
    ids: z.array(z.string()),
    code: z.enum(['4002', '10000']),
    reads: z.enum(['work', 'fail']),
  }),
  /** Most characters of path and query of an API call, else 414; null is no limit. */
  longestAddress: z.number().int().positive().nullable(),
  /** Whether brackets, braces and the like are refused (400) where an address holds them unescaped. */
  strictAddresses: z.boolean(),
  /** A bundle's own amount: 0 as recorded, or the sum of the lines inside it. */
  bundleAmount: z.enum(['zero', 'filled']),
  /** Tax outside the US is rounded to cents on every line, or once for each rate on the sum. */
  taxRoundingOutsideUs: z.enum(['line', 'sum']),
  /** The same for sales tax in the US. */
  taxRoundingInUs: z.enum(['line', 'sum']),
  /** A sparse update that names no TxnTaxDetail, outside the US: the old tax stays, as observed, or is worked out. */
  sparseTaxOutsideUs: z.enum(['kept', 'worked_out']),
  /** Tax rows that are sent outside the US: taken over, as observed, or worked out again. */
  sentTaxOutsideUs: z.enum(['taken_over', 'worked_out']),
  /** A foreign invoice that names no rate: booked 1:1, or at the rate of its date. */
  rateWithoutOne: z.enum(['one', 'of_the_day']),
  /** Whether a sparse update with lines and without a rate forgets the rate of the invoice. */
  lineEditsDropRate: z.boolean(),
  /** Emoji in what is written: a 500 without a reason, or stored. */
  emoji: z.enum(['fail', 'store']),
  /** Letters beyond Latin-1 in what is written: stored, or a question mark in the place of each. */
  lettersStored: z.enum(['all', 'latin1']),
  /** Deleted objects in the change feed: only their Id, as recorded, or with the time of the deletion. */
  cdcStubs: z.enum(['bare', 'stamped']),
  /** What an overflowing change feed leaves out first: the kinds named last, or deletions of any kind. */
  cdcCutsOff: z.enum(['kinds', 'deletions']),
  /** Changes from more than 30 days back: refused, as documented, or answered, as once observed. */
  cdcLookBack: z.enum(['refuse', 'answer']),
  /** The status of an estimate that an invoice names: as recorded, or as the documentation lists too. */
  invoicedEstimate: z.enum(['Closed', 'Converted']),
  /** The status of an estimate whose invoice was voided, deleted or unlinked: unconfirmed. */
  estimateWithoutInvoice: z.enum(['Pending', 'Accepted', 'kept']),
  /** Whether a link gives the other transaction a new SyncToken; as recorded, only a new time. */
  estimateLinkBumps: z.boolean(),
  /** An estimate with an invoice: deletion unlinks the invoice, or is refused with 800; unconfirmed. */
  deleteInvoicedEstimate: z.enum(['unlink', 'refuse']),
  /** Moves the emulator's clock; days pass without waiting. */
  clockOffsetMs: z.number().int(),
});

export type Switches = z.infer<typeof switchesSchema>;

export const usualSwitches: Switches = {
  rotation: 'daily',
  accessTokenSeconds: 3600,
  refreshTokenSeconds: 8_726_400,
  refreshTokenHardSeconds: 157_494_248,
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
  longestAddress: 8192,
  strictAddresses: true,
  bundleAmount: 'zero',
  taxRoundingOutsideUs: 'line',
  taxRoundingInUs: 'sum',
  sparseTaxOutsideUs: 'kept',
  sentTaxOutsideUs: 'taken_over',
  rateWithoutOne: 'one',
  lineEditsDropRate: false,
  emoji: 'store',
  lettersStored: 'all',
  cdcStubs: 'bare',
  cdcCutsOff: 'kinds',
  cdcLookBack: 'refuse',
  invoicedEstimate: 'Closed',
  estimateWithoutInvoice: 'Pending',
  estimateLinkBumps: false,
  deleteInvoicedEstimate: 'unlink',
  clockOffsetMs: 0,
};
