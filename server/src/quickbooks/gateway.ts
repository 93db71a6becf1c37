import type { CustomerRow } from '../customers/contract.ts';
import type { ItemRow } from '../items/contract.ts';
import type { Books } from '../shared/books.ts';
import type { DraftContent } from '../shared/draft-content.ts';

/** Which books, through which connection. The gateway finds the access token by itself. */
export type Realm = { connectionId: string; realmId: string };

/** A customer as QuickBooks keeps it, as far as we use it. */
export type BooksCustomer = CustomerRow & {
  active: boolean;
  /** ISO instant. */
  createdAt: string;
};

/** An item, and its name without those of the categories it stands in (`Chair` of `Office:Chair`). */
export type BooksItem = ItemRow & { plainName: string };

/** An invoice as QuickBooks last told it. Amounts are decimal text in `currency`. */
export type BooksInvoice = {
  id: string;
  syncToken: string;
  number: string;
  customerId: string;
  customerName: string;
  currency: string;
  subtotal: string;
  discount: string;
  tax: string;
  total: string;
  balance: string;
  issueDate: string;
  dueDate: string | null;
  /** QuickBooks' PrivateNote and CustomerMemo. */
  memo: string;
  message: string;
  email: string;
  lines: BooksInvoiceLine[];
  emailStatus: string | null;
  /** ISO instants, in the offset that QuickBooks uses. */
  deliveredAt: string | null;
  eInvoiceStatus: string | null;
  createdAt: string;
  updatedAt: string;
};

export type BooksInvoiceLine = {
  itemId: string | null;
  description: string;
  quantity: string | null;
  unitPrice: string | null;
  amount: string;
};

/** A refusal, told by HTTP status and fault code, never by message text. */
export type Fault = {
  code: string;
  /** QuickBooks' own sentence. */
  said: string;
  /** The property QuickBooks blames, when it names one. */
  element: string | null;
  tid: string | null;
};

/**
 * How a write ended. `refused`, a fault that can be read under a 4xx, is the only answer that proves
 * nothing was written, busy and unauthorized apart. `unclear` is every other: time-out, reset, 5xx, a
 * 200 that is unreadable or holds a fault, code 600.
 */
export type WriteAnswer<T> =
  | { kind: 'done'; value: T; tid: string | null }
  | { kind: 'refused'; fault: Fault }
  | { kind: 'unauthorized'; fault: Fault }
  | { kind: 'throttled'; retryAfterMs: number | null; tid: string | null }
  | { kind: 'unclear'; tid: string | null };

/** A JSON body in QuickBooks' own words, as it is stored with an attempt and sent. */
export type WireBody = Record<string, unknown>;

/**
 * QuickBooks in our words. Reads throw `AppError`: connection_broken, quickbooks_busy,
 * quickbooks_unavailable, quickbooks_forbidden, quickbooks_read_only, quickbooks_refused.
 * Each verb makes one call unless it says otherwise. Pages count from 0.
 */
export type QuickbooksGateway = {
  /**
   * Milliseconds that Intuit's clock is ahead of ours, learnt from its answers; null until one came. Asks
   * nothing. Add it to an instant of ours before comparing that with QuickBooks' stamps.
   */
  skewMs(): number | null;

  /** CompanyInfo, Preferences, terms, tax codes and rates, currencies: up to six calls. */
  readBooks(realm: Realm): Promise<Books>;

  /** Active customers whose name contains `text`, by name; `pageSize` rows, asked one more to know `more`. */
  searchCustomers(
    realm: Realm,
    search: { text: string; page: number; pageSize: number },
  ): Promise<{ customers: BooksCustomer[]; more: boolean }>;
  /** Active customers with exactly this e-mail address. */
  customersByEmail(realm: Realm, email: string): Promise<BooksCustomer[]>;
  /** The customer of exactly this display name, whoever made it; null when there is none. */
  customerByName(realm: Realm, name: string): Promise<BooksCustomer | null>;
  /** By id, inactive ones included; those that are gone are left out. */
  customersById(realm: Realm, ids: string[]): Promise<BooksCustomer[]>;

  /**
   * Active items that can be sold, by a piece of their name or SKU: two calls for a page of a search, of
   * at most twice `pageSize` rows; what only the SKU matches stands first. A page may be empty and others
   * follow.
   */
  searchItems(
    realm: Realm,
    search: { text: string; page: number; pageSize: number },
  ): Promise<{ items: BooksItem[]; more: boolean }>;
  itemsById(realm: Realm, ids: string[]): Promise<BooksItem[]>;
  /** By the plain name, whatever category they stand in. */
  itemsByName(realm: Realm, names: string[]): Promise<BooksItem[]>;

  /** Those that exist, voided ones included; deleted ones are left out. One call per some 500 ids. */
  invoicesById(realm: Realm, ids: string[]): Promise<BooksInvoice[]>;
  /** This customer's invoices created at or after `since` (ISO instant). */
  invoicesCreatedSince(realm: Realm, customerId: string, since: string): Promise<BooksInvoice[]>;
  /** The numbers of the most recent invoices, newest first, for proposing the next one. */
  recentNumbers(realm: Realm): Promise<string[]>;
  /** The PDF's bytes; throws `AppError` not_found when the invoice is gone. */
  invoicePdf(realm: Realm, invoiceId: string): Promise<Uint8Array>;

  /** Body of a new customer; pure. */
  customerBody(content: DraftContent, books: Books): WireBody;
  /** Body of a new invoice for an existing customer; pure. */
  invoiceBody(content: DraftContent, books: Books, customerId: string): WireBody;
  /** `requestId`: at most 50 characters, the same for every repetition of one intent. */
  createCustomer(
    realm: Realm,
    body: WireBody,
    requestId: string,
  ): Promise<WriteAnswer<BooksCustomer>>;
  /** Reads nothing beside: `currency` is empty where the answer leaves it out. */
  createInvoice(
    realm: Realm,
    body: WireBody,
    requestId: string,
  ): Promise<WriteAnswer<BooksInvoice>>;
};
