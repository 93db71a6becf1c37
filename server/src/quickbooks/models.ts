import type { CustomerRow } from '../customers/contract.ts';
import type { ItemRow } from '../items/contract.ts';

/** A JSON body in QuickBooks' own words, as it is stored with an attempt and sent. */
export type WireBody = Record<string, unknown>;

/** A customer as QuickBooks keeps it, as far as we use it. */
export type QuickbooksCustomer = CustomerRow & {
  active: boolean;
  /** ISO instant. */
  createdAt: string;
};

/** An item, and its name without those of the categories it stands in (`Chair` of `Office:Chair`). */
export type QuickbooksItem = ItemRow & { plainName: string };

/** An invoice as QuickBooks last told it. Amounts are decimal text in `currency`. */
export type QuickbooksInvoice = {
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
  /** Paid with the invoice itself, by no payment: total less deposit and payments is the balance. */
  deposit: string;
  issueDate: string;
  dueDate: string | null;
  /** QuickBooks' PrivateNote and CustomerMemo. */
  memo: string;
  message: string;
  email: string;
  /** The parts of both addresses that are not empty; absent in rows mirrored before they were read. */
  addresses?: { billing: string[]; shipping: string[] };
  /** Where a copy goes when it is sent. */
  cc: string;
  lines: QuickbooksInvoiceLine[];
  emailStatus: string | null;
  termId: string | null;
  /** Ids of payments that touch it, as QuickBooks links them. */
  paymentIds: string[];
  /** ISO instants, in the offset that QuickBooks uses. */
  deliveredAt: string | null;
  /** Why the last e-mail did not arrive; absent in rows mirrored before it was read. */
  deliveryError?: string | null;
  eInvoiceStatus: string | null;
  createdAt: string;
  updatedAt: string;
  /** What an edit of the lines sends back, in QuickBooks' own words. */
  raw: RawLines;
};

/** What an invoice may lack that was stored before all of it was read. */
const missingBefore = {
  deposit: '0.00',
  cc: '',
  termId: null,
  paymentIds: [],
  told: { lines: [], taxCalculation: null, salesTaxCodeId: null },
};

type StoredInvoice = Omit<QuickbooksInvoice, 'raw'> & { told: RawLines };

const addMissing = (stored: Partial<StoredInvoice>): StoredInvoice =>
  ({ ...missingBefore, ...stored }) as StoredInvoice;

const renameRaw = ({ told, ...stored }: StoredInvoice): QuickbooksInvoice => ({
  ...stored,
  raw: told,
});

/** Upgrades of a stored invoice, see `json-versions.ts`. */
export const invoiceUpgrades = [addMissing, renameRaw] as const;

/** The same for a stored list of invoices. */
export const invoicesUpgrades = [
  (stored: Partial<StoredInvoice>[]) => stored.map(addMissing),
  (stored: StoredInvoice[]) => stored.map(renameRaw),
] as const;

export type RawLines = {
  /** Every line but QuickBooks' own subtotal; those of `BooksInvoice.lines` in the same order. */
  lines: WireBody[];
  /** GlobalTaxCalculation; null inside the US. */
  taxCalculation: string | null;
  /** Home units for one unit of the currency, decimal text; null in a company with one currency. */
  exchangeRate?: string | null;
  /**
   * The tax rates of an invoice, and its percentage where one was applied; absent in rows mirrored before
   * they were read.
   */
  taxRates?: { id: string; percent: string | null }[];
  /** The one sales tax code of an invoice; US without automated sales tax. */
  salesTaxCodeId: string | null;
};

export type QuickbooksInvoiceLine = {
  /** QuickBooks' id of the line; an edit keeps it. */
  id: string | null;
  itemId: string | null;
  itemName: string | null;
  description: string;
  quantity: string | null;
  unitPrice: string | null;
  amount: string;
};

/**
 * What one payment did to one invoice. A payment that only applies credit memos is money that never
 * came: `credit` is that part. Amounts are decimal text in the customer's currency.
 */
export type QuickbooksPayment = {
  id: string;
  customerId: string;
  date: string;
  method: string | null;
  reference: string | null;
  /** By invoice id: what of it went there, and how much of that was credit. */
  applied: { invoiceId: string; amount: string; credit: string }[];
  createdAt: string;
  updatedAt: string;
};

/** A customer with what can be compared with Pipedrive's details. */
export type QuickbooksCustomerDetails = QuickbooksCustomer & {
  syncToken: string;
  /** Lines of the billing address, joined by newlines. */
  billAddress: string;
  /** Null where QuickBooks masks it: then it is neither compared nor written back. */
  taxId: string | null;
};
