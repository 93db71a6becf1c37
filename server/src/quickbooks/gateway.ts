import type { CompanyProfile, Term } from '../shared/contract/company-profile.ts';
import type { DraftContent } from '../shared/contract/draft-content.ts';
import type { NewCustomer } from '../shared/contract/new-customer.ts';
import type { InvoiceTotals } from '../shared/money/invoice-totals.ts';
import type {
  QuickbooksCustomer,
  QuickbooksCustomerDetails,
  QuickbooksInvoice,
  QuickbooksItem,
  QuickbooksPayment,
  WireBody,
} from './models.ts';
import type { ChangeAnswer, WriteAnswer } from './write-result.ts';

/** Which books, through which connection. The gateway finds the access token by itself. */
export type Realm = { connectionId: string; realmId: string };

/**
 * An invoice that QuickBooks can put into no answer, and the code of the fault it answers instead. `id` is null
 * where it could not be found out.
 */
export type UnreadableInvoice = { id: string | null; code: string };

/** Invoices of a read, and those that should be among them and could not be read. */
export type ReadInvoices = { invoices: QuickbooksInvoice[]; unreadable: UnreadableInvoice[] };

/**
 * QuickBooks in our words. Reads throw `AppError`: connection_broken, quickbooks_busy,
 * quickbooks_unavailable, quickbooks_forbidden, quickbooks_read_only, quickbooks_refused.
 * Each verb makes one call unless it says otherwise, and a read of several invoices up to 25 when one of them
 * makes QuickBooks reject the query. Pages count from 0.
 */
export type QuickbooksGateway = {
  /**
   * Milliseconds that Intuit's clock is ahead of ours, learnt from its answers; null until one came. Asks
   * nothing. Add it to an instant of ours before comparing that with QuickBooks' stamps.
   */
  skewMs(): number | null;

  /** Name of the company: one call (CompanyInfo), which QuickBooks refuses to a token of another realm. */
  companyName(realm: Realm): Promise<string>;

  /**
   * CompanyInfo, Preferences, terms, tax codes and rates, currencies: up to six calls. `zone` is empty where
   * CompanyInfo names none that can be read.
   */
  readCompanyProfile(realm: Realm): Promise<CompanyProfile>;

  /**
   * Home units for one unit of `currency` on `date`, decimal text; null where QuickBooks has no such rate.
   */
  exchangeRate(realm: Realm, of: { currency: string; date: string }): Promise<string | null>;
  /** A new term of so many days after the issue date. */
  createTerm(
    realm: Realm,
    term: { name: string; days: number },
    requestId: string,
  ): Promise<WriteAnswer<Term>>;

  /** Active customers whose full name, the parents' included, contains `text`, by name; `pageSize` rows. */
  searchCustomers(
    realm: Realm,
    search: { text: string; page: number; pageSize: number },
  ): Promise<{ customers: QuickbooksCustomer[]; more: boolean }>;
  /** Active customers with exactly this e-mail address. */
  customersByEmail(realm: Realm, email: string): Promise<QuickbooksCustomer[]>;
  /** The customer of exactly this display name, whoever made it; null when there is none. */
  customerByName(realm: Realm, name: string): Promise<QuickbooksCustomer | null>;
  /** By id, inactive ones included; those that are gone are left out. */
  customersById(realm: Realm, ids: string[]): Promise<QuickbooksCustomer[]>;

  /**
   * Active items that can be sold, by a piece of their name or SKU: two calls for a page of a search, of
   * at most twice `pageSize` rows; what only the SKU matches stands first. A page may be empty and others
   * follow.
   */
  searchItems(
    realm: Realm,
    search: { text: string; page: number; pageSize: number },
  ): Promise<{ items: QuickbooksItem[]; more: boolean }>;
  itemsById(realm: Realm, ids: string[]): Promise<QuickbooksItem[]>;
  /** By the plain name, whatever category they stand in. */
  itemsByName(realm: Realm, names: string[]): Promise<QuickbooksItem[]>;

  /** One invoice as it is now, voided ones included; null when it is gone. Queries can lag behind. */
  invoiceNow(realm: Realm, id: string): Promise<QuickbooksInvoice | null>;
  /** Those that exist, voided ones included; deleted ones are left out. One call per some 500 ids. */
  invoicesById(realm: Realm, ids: string[]): Promise<ReadInvoices>;
  /** This customer's invoices created at or after `since` (ISO instant). */
  invoicesCreatedSince(realm: Realm, customerId: string, since: string): Promise<ReadInvoices>;
  /** The numbers of the most recent invoices, newest first, for proposing the next one. */
  recentNumbers(realm: Realm): Promise<string[]>;
  /** The PDF's bytes; throws `AppError` not_found when the invoice is gone. */
  invoicePdf(realm: Realm, invoiceId: string): Promise<Uint8Array>;

  /**
   * One look, one call: these invoices, and the latest payments of these customers, 900 in all. A payment
   * that an invoice names and that is not among them, such as one of a parent customer, is asked for by
   * `paymentsById`.
   */
  readInvoicesWithPayments(
    realm: Realm,
    ids: string[],
    customerIds: string[],
  ): Promise<ReadInvoices & { payments: QuickbooksPayment[] }>;
  paymentsById(realm: Realm, ids: string[]): Promise<QuickbooksPayment[]>;
  /**
   * Invoices by issue date, newest first, at most 1,000 from `start` (0 the first): of one customer or
   * of all, issued from one date to another, both included, or changed since an ISO instant. Those that
   * could not be read count among the 1,000.
   */
  listInvoices(
    realm: Realm,
    which: {
      customerId: string | null;
      from: string | null;
      to: string | null;
      changedSince: string | null;
      start: number;
    },
  ): Promise<ReadInvoices & { more: boolean }>;
  /**
   * By number, customer, total (decimal text) or date; empty text and null are not asked for. Where no
   * number is exactly the one asked for, those that contain it, by a second call. At most 100, newest first.
   */
  searchInvoices(
    realm: Realm,
    by: { number: string; customerId: string | null; amount: string; date: string },
  ): Promise<ReadInvoices & { more: boolean }>;
  /** As it is now, inactive ones too; null when there is none, or no longer. Queries can lag behind. */
  customerDetails(realm: Realm, id: string): Promise<QuickbooksCustomerDetails | null>;

  /** Body of a new customer; pure. */
  customerBody(customer: NewCustomer, profile: CompanyProfile): WireBody;
  /** Body of a new invoice for an existing customer; pure. */
  invoiceBody(
    content: DraftContent,
    profile: CompanyProfile,
    customerId: string,
    totals?: InvoiceTotals,
  ): WireBody;
  /** `requestId`: at most 50 characters, the same for every repetition of one intent. */
  createCustomer(
    realm: Realm,
    body: WireBody,
    requestId: string,
  ): Promise<WriteAnswer<QuickbooksCustomer>>;
  /** Reads nothing beside: `currency` is empty where the answer leaves it out. */
  createInvoice(
    realm: Realm,
    body: WireBody,
    requestId: string,
  ): Promise<WriteAnswer<QuickbooksInvoice>>;

  /*
   * Changes read nothing beside: where the answer leaves the currency out it is the home currency that an
   * earlier read told, or empty. An invoice that is gone is `refused` with 610.
   */
  /** Zeroes the invoice; payments become the customer's credit (Intuit: Invoice, void). */
  voidInvoice(
    realm: Realm,
    of: Versioned,
    requestId: string,
  ): Promise<ChangeAnswer<QuickbooksInvoice>>;
  deleteInvoice(realm: Realm, of: Versioned, requestId: string): Promise<ChangeAnswer<null>>;
  /** QuickBooks mails it; it is not repeatable under an id. `to` empty: the invoice's own address. */
  sendInvoice(realm: Realm, id: string, to: string): Promise<ChangeAnswer<QuickbooksInvoice>>;
  /** Sparse: only what `body` holds changes. */
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
  /**
   * Sparse body for an edit of `invoice` as it was read just now; pure. Lines are replaced whole: kept ones
   * by their id, with all that QuickBooks told of them; bundles as they are.
   */
  invoiceEditBody(
    invoice: QuickbooksInvoice,
    changes: InvoiceEdit,
    profile: CompanyProfile,
  ): WireBody;
  /** Sparse body that sets those of Address, Email, Tax ID that are given; pure. */
  customerEditBody(
    customer: Versioned,
    changes: { address?: string; email?: string; taxId?: string },
    profile: CompanyProfile,
  ): WireBody;
};

/** What a change must name: the object and the version that was read. */
export type Versioned = { id: string; syncToken: string };

/** Only what is to change is there; dates plain, prices decimal text. */
export type InvoiceEdit = {
  /** Stays as it is when only the term changes. */
  dueDate?: string;
  termId?: string | null;
  message?: string;
  memo?: string;
  email?: string;
  /** A copy goes here when it is sent; empty for none. */
  cc?: string;
  lines?: {
    /** Index among `invoice.lines`; null for a new one. */
    index: number | null;
    itemId: string | null;
    description: string;
    quantity: string;
    /** Without tax, as in `BooksInvoiceLine`. */
    unitPrice: string;
    /** For another item outside the US; when left out, the line's own code, or that of the line before. */
    taxCodeId?: string | null;
  }[];
};
