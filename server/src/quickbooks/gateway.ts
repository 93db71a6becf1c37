import type { Delivery } from '../shared/checks/check-delivery.ts';
import type { CompanyProfile, Term } from '../shared/contract/company-profile.ts';
import type { DraftContent } from '../shared/contract/draft-content.ts';
import type { TextFieldName } from '../shared/contract/invoice-fields.ts';
import type { NewCustomer } from '../shared/contract/new-customer.ts';
import type { InvoiceTotals } from '../shared/money/invoice-totals.ts';
import type {
  FeedEntity,
  NameKind,
  NewItem,
  QuickbooksAccount,
  QuickbooksBundle,
  QuickbooksChanges,
  QuickbooksCustomer,
  QuickbooksCustomerDetails,
  QuickbooksEstimate,
  QuickbooksInvoice,
  QuickbooksItem,
  QuickbooksItemDetails,
  QuickbooksName,
  QuickbooksPayment,
  WireBody,
} from './models.ts';
import type { ChangeAnswer, WriteAnswer } from './write-result.ts';

/** A QuickBooks company and the connection to use; the gateway gets the access token itself. */
export type Realm = { connectionId: string; realmId: string };

/**
 * An invoice that QuickBooks cannot return, with the fault code. `invoiceId` is null when unknown.
 */
export type UnreadableInvoice = { invoiceId: string | null; code: string };

/** Like `UnreadableInvoice`. */
export type UnreadablePayment = { paymentId: string | null; code: string };

/** The invoices of a read, and those that belong to it but cannot be read. */
export type ReadInvoices = { invoices: QuickbooksInvoice[]; unreadable: UnreadableInvoice[] };

/** The payments of a read, and those that belong to it but cannot be read. */
export type ReadPayments = {
  payments: QuickbooksPayment[];
  unreadablePayments: UnreadablePayment[];
};

/**
 * QuickBooks in our models; each method is one call unless stated otherwise, a read of several
 * invoices or payments up to 25 when a faulty one is among them. Pages count from 0. Reads throw `AppError`
 * connection_broken or quickbooks_busy, _unavailable, _forbidden, _read_only, _refused.
 */
export type QuickbooksGateway = {
  /**
   * Milliseconds that Intuit's clock is ahead of ours; null before the first response. Makes no
   * call. Add it to our instants before comparing them with QuickBooks' timestamps.
   */
  skewMs(): number | null;

  /** The company's name (CompanyInfo); QuickBooks refuses a token of another realm. */
  companyName(realm: Realm): Promise<string>;

  /**
   * Reads CompanyInfo, Preferences, terms, tax codes and rates, currencies: up to six calls. `zone`
   * is empty when CompanyInfo has no valid time zone.
   */
  readCompanyProfile(realm: Realm): Promise<CompanyProfile>;

  /**
   * Home units for one unit of `currency` on `date`, decimal text; null when QuickBooks has no
   * rate.
   */
  exchangeRate(realm: Realm, of: { currency: string; date: string }): Promise<string | null>;
  /** Creates a term of `days` days after the issue date. */
  createTerm(
    realm: Realm,
    term: { name: string; days: number },
    requestId: string,
  ): Promise<WriteAnswer<Term>>;

  /** Active customers whose full name, including parents, contains `text`; sorted by name. */
  searchCustomers(
    realm: Realm,
    search: { text: string; page: number; pageSize: number },
  ): Promise<{ customers: QuickbooksCustomer[]; more: boolean }>;
  /** Active customers with exactly this e-mail address. */
  customersByEmail(realm: Realm, email: string): Promise<QuickbooksCustomer[]>;
  /** The customer with exactly this display name, or null. */
  customerByName(realm: Realm, name: string): Promise<QuickbooksCustomer | null>;
  /** Includes inactive customers; omits ids that do not exist. */
  customersById(realm: Realm, customerIds: string[]): Promise<QuickbooksCustomer[]>;

  /**
   * Active sellable items whose name or SKU contains `text`: two calls per page, at most twice
   * `pageSize` rows, items that match only by SKU first. A page may be empty although more follow.
   */
  searchItems(
    realm: Realm,
    search: { text: string; page: number; pageSize: number },
  ): Promise<{ items: QuickbooksItem[]; more: boolean }>;
  itemsById(realm: Realm, itemIds: string[]): Promise<QuickbooksItem[]>;
  /**
   * Active bundles whose name contains `text`, at most `most`, with those of their items that can
   * be sold: one call, and one for the items.
   */
  bundles(
    realm: Realm,
    search: { text: string; most: number },
  ): Promise<{ bundles: QuickbooksBundle[]; more: boolean }>;
  /** Finds items by their names without categories. */
  itemsByName(realm: Realm, names: string[]): Promise<QuickbooksItem[]>;
  /** The item outside categories with exactly this name, also an inactive one, or null. */
  itemByName(realm: Realm, name: string): Promise<QuickbooksItemDetails | null>;
  /** Reads an item, also an inactive one, by id; null when it does not exist. */
  itemNow(realm: Realm, itemId: string): Promise<QuickbooksItemDetails | null>;

  /** The first 1,000 active accounts of sales, by name; `more` when there are others. */
  incomeAccounts(realm: Realm): Promise<{ accounts: QuickbooksAccount[]; more: boolean }>;
  /** Reads an account, also an inactive one; null when it does not exist. */
  account(realm: Realm, accountId: string): Promise<QuickbooksAccount | null>;

  /**
   * Reads an invoice, also a voided one, by id, because queries may lag; null when it does not
   * exist.
   */
  invoiceNow(realm: Realm, invoiceId: string): Promise<QuickbooksInvoice | null>;
  /** Includes voided invoices, omits deleted ones. One call per about 500 ids. */
  invoicesById(realm: Realm, invoiceIds: string[]): Promise<ReadInvoices>;
  /** This customer's invoices created at or after `since` (ISO instant). */
  invoicesCreatedSince(realm: Realm, customerId: string, since: string): Promise<ReadInvoices>;
  /**
   * The customer's latest 100 estimates in any state, newest first; `more` when there may be older
   * ones, or some cannot be read. QuickBooks cannot filter by state.
   * https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/estimate
   */
  estimatesOf(
    realm: Realm,
    customerId: string,
  ): Promise<{ estimates: QuickbooksEstimate[]; more: boolean }>;
  /** Numbers of the latest 100 invoices, newest first, for proposing the next number. */
  recentNumbers(realm: Realm): Promise<string[]>;
  /** The PDF's bytes; throws `AppError` not_found when the invoice does not exist. */
  invoicePdf(realm: Realm, invoiceId: string): Promise<Uint8Array>;

  /**
   * Reads invoices and the latest payments of these customers in one batch, up to 900 objects. Read
   * payments of other customers, such as a parent, with `paymentsById`.
   */
  readInvoicesWithPayments(
    realm: Realm,
    invoiceIds: string[],
    customerIds: string[],
  ): Promise<ReadInvoices & ReadPayments>;
  paymentsById(realm: Realm, paymentIds: string[]): Promise<ReadPayments>;
  /**
   * Up to 1,000 payments from position `start` in order of creation, and how many there are; null
   * when QuickBooks does not say.
   */
  listPayments(realm: Realm, start: number): Promise<ReadPayments & { total: number | null }>;
  /**
   * Reads a payment, also a voided one, by id, because queries may lag; null when it does not
   * exist.
   */
  paymentNow(realm: Realm, paymentId: string): Promise<QuickbooksPayment | null>;
  /**
   * Up to 1,000 invoices from position `start` (0-based), newest issue date first, filtered by
   * customer, issue dates (inclusive) and last change (ISO instant). Unreadable invoices count.
   * `total`: how many the filter has in all; null when QuickBooks does not count them.
   */
  listInvoices(
    realm: Realm,
    filter: {
      customerId: string | null;
      from: string | null;
      to: string | null;
      changedSince: string | null;
      start: number;
    },
  ): Promise<ReadInvoices & { more: boolean; total: number | null }>;
  /**
   * Up to 1,000 names of a kind from position `start` (0-based), inactive ones included, oldest
   * first, and how many there are in all; null when QuickBooks does not count them.
   */
  listNames(
    realm: Realm,
    kind: NameKind,
    start: number,
  ): Promise<{ names: QuickbooksName[]; total: number | null }>;
  /** Includes inactive names; omits ids that do not exist. One call per about 500 ids. */
  namesById(realm: Realm, kind: NameKind, nameIds: string[]): Promise<QuickbooksName[]>;
  /**
   * Reads the change feed: what changed or was deleted since `since` (ISO instant), at most 30 days
   * ago and at most 1,000 objects; see `partial`.
   * https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/changedatacapture
   */
  changesSince(
    realm: Realm,
    entities: readonly FeedEntity[],
    since: string,
  ): Promise<QuickbooksChanges>;
  /**
   * Up to 1,000 invoices changed since `since` (ISO instant) from position `start` (0-based),
   * oldest first, and how many there are in all; null when QuickBooks does not count them.
   */
  invoicesChangedSince(
    realm: Realm,
    since: string,
    start: number,
  ): Promise<ReadInvoices & { total: number | null }>;
  /** Like `invoicesChangedSince`, for payments. */
  paymentsChangedSince(
    realm: Realm,
    since: string,
    start: number,
  ): Promise<ReadPayments & { total: number | null }>;
  /**
   * Searches by number, customer, total (decimal text) and date; empty text and null match
   * everything. Without an exact number, searches numbers that contain it in a second call. At most
   * 100, newest first.
   */
  searchInvoices(
    realm: Realm,
    by: { number: string; customerId: string | null; amount: string; date: string },
  ): Promise<ReadInvoices & { more: boolean }>;
  /**
   * Reads a customer, also an inactive one, by id, because queries may lag; null when it does not
   * exist.
   */
  customerDetails(realm: Realm, customerId: string): Promise<QuickbooksCustomerDetails | null>;

  customerBody(customer: NewCustomer, profile: CompanyProfile): WireBody;
  itemBody(item: NewItem): WireBody;

  invoiceBody(
    content: DraftContent,
    profile: CompanyProfile,
    customerId: string,
    options?: { totals?: InvoiceTotals; delivery?: Delivery },
  ): WireBody;
  /** `requestId`: at most 50 characters, the same for every repetition of an operation. */
  createCustomer(
    realm: Realm,
    body: WireBody,
    requestId: string,
  ): Promise<WriteAnswer<QuickbooksCustomer>>;
  createItem(
    realm: Realm,
    body: WireBody,
    requestId: string,
  ): Promise<WriteAnswer<QuickbooksItemDetails>>;
  /** `currency` is empty when the response lacks it, because no further call is made. */
  createInvoice(
    realm: Realm,
    body: WireBody,
    requestId: string,
  ): Promise<WriteAnswer<QuickbooksInvoice>>;

  /*
   * Changes make no further call: a missing currency is taken from an earlier read, else empty. A
   * deleted invoice gives `refused` with code 610.
   */
  /**
   * Sets the invoice to zero; its payments become the customer's credit.
   * https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/invoice
   */
  voidInvoice(
    realm: Realm,
    invoice: InvoiceVersion,
    requestId: string,
  ): Promise<ChangeAnswer<QuickbooksInvoice>>;
  deleteInvoice(
    realm: Realm,
    invoice: InvoiceVersion,
    requestId: string,
  ): Promise<ChangeAnswer<null>>;
  /** Sends an e-mail each time it is called. `to` empty: the invoice's own address. */
  sendInvoice(
    realm: Realm,
    invoiceId: string,
    to: string,
  ): Promise<ChangeAnswer<QuickbooksInvoice>>;
  /** Sparse update: changes only the fields in `body`. */
  updateInvoice(
    realm: Realm,
    body: WireBody,
    requestId: string,
  ): Promise<ChangeAnswer<QuickbooksInvoice>>;
  updateCustomer(
    realm: Realm,
    body: WireBody,
    requestId: string,
  ): Promise<ChangeAnswer<QuickbooksCustomerDetails>>;
  updateItem(
    realm: Realm,
    body: WireBody,
    requestId: string,
  ): Promise<ChangeAnswer<QuickbooksItemDetails>>;
  /** Sparse body that makes a customer or item active, with the name it had before. */
  reactivationBody(
    kind: 'Customer' | 'Item',
    record: { id: string; syncToken: string; plainName: string },
  ): WireBody;
  /**
   * Sparse body for an edit; `invoice` must be current. Contains all lines: existing ones with
   * their id and all their fields, bundles unchanged.
   */
  invoiceEditBody(
    invoice: QuickbooksInvoice,
    changes: InvoiceEdit,
    profile: CompanyProfile,
  ): WireBody;
  /** Sparse body that sets the given details; an empty text deletes one. */
  customerEditBody(
    customer: Pick<QuickbooksCustomerDetails, 'id' | 'syncToken'>,
    changes: { address?: string; email?: string; taxId?: string },
    profile: CompanyProfile,
  ): WireBody;
};

/** The part of an invoice as read that voiding and deleting send. */
export type InvoiceVersion = Pick<QuickbooksInvoice, 'id' | 'syncToken'>;

/** Contains only the changed fields; plain dates, prices as decimal text. */
export type InvoiceEdit = Partial<Record<TextFieldName, string>> & {
  /** When absent, a change of the term keeps the due date. */
  dueDate?: string;
  termId?: string | null;
  message?: string;
  memo?: string;
  email?: string;
  /** Further fields; empty texts and null remove them. */
  classId?: string | null;
  locationId?: string | null;
  /** Addresses for copies of the e-mail; empty for none. */
  cc?: string;
  bcc?: string;
  lines?: {
    /** Index in `invoice.lines`; null for a new line. */
    index: number | null;
    itemId: string | null;
    description: string;
    /** Empty removes it; when absent, the line keeps its own. */
    serviceDate?: string;
    quantity: string;
    /** Without tax, as in `QuickbooksInvoiceLine`. */
    unitPrice: string;
    /** For another item outside the US; when absent, the line keeps its code. */
    taxCodeId?: string | null;
  }[];
};
