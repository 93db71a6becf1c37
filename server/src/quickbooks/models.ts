import type { StoredFields } from '../shared/contract/invoice-fields.ts';
import type { CustomerRow, ItemRow } from '../shared/contract/picker-rows.ts';

/** A JSON body with QuickBooks' property names, as stored with an operation and sent. */
export type WireBody = Record<string, unknown>;

/** The fields of a customer that we use. */
export type QuickbooksCustomer = CustomerRow & {
  active: boolean;
  /** ISO instants; empty when QuickBooks does not say. */
  createdAt: string;
  updatedAt: string;
};

/** A bundle; `quantity` of each item in one bundle, decimal text. */
export type QuickbooksBundle = {
  id: string;
  name: string;
  description: string;
  parts: { item: QuickbooksItem; quantity: string }[];
  /** Items that are inactive or cannot be sold, by name; the bundle cannot be sold then. */
  unsellable: string[];
};

/** An item; `plainName` is its name without categories (`Chair` of `Office:Chair`). */
export type QuickbooksItem = ItemRow & { plainName: string };

/** An invoice as last received. Amounts are decimal text in `currency`. */
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
  /** Paid without a Payment object: balance = total - deposit - payments. */
  deposit: string;
  issueDate: string;
  dueDate: string | null;
  /** QuickBooks' PrivateNote and CustomerMemo. */
  memo: string;
  message: string;
  email: string;
  /** Non-empty parts of both addresses; absent in rows mirrored by older versions. */
  addresses?: { billing: string[]; shipping: string[] };
  /** Custom fields, shipping, class and location; absent in rows mirrored by older versions. */
  fields?: StoredFields;
  /** Addresses for copies of the e-mail. */
  cc: string;
  /** Absent in rows mirrored by older versions. */
  bcc?: string;
  lines: QuickbooksInvoiceLine[];
  emailStatus: string | null;
  termId: string | null;
  /** Ids of linked payments. */
  paymentIds: string[];
  /** ISO instant with QuickBooks' offset, as are createdAt and updatedAt. */
  deliveredAt: string | null;
  /** Delivery error of the last e-mail; absent in rows mirrored by older versions. */
  deliveryError?: string | null;
  eInvoiceStatus: string | null;
  createdAt: string;
  updatedAt: string;
  /** Raw fields that an edit of the lines sends back. */
  raw: RawLines;
};

/** `closed` includes rejected and converted ones. */
export type EstimateStatus = 'pending' | 'accepted' | 'closed';

/** An estimate. QuickBooks composes it like an invoice; `document.balance` is without meaning. */
export type QuickbooksEstimate = {
  document: QuickbooksInvoice;
  status: EstimateStatus;
  /** Last day on which it is valid, `YYYY-MM-DD`; null without one. */
  expiresOn: string | null;
  /** True when an invoice is linked to it. */
  billed: boolean;
};

/** Defaults for invoices stored by versions that did not read these fields. */
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

/** Upgrades of a stored invoice (`db/json-versions.ts`). */
export const invoiceUpgrades = [addMissing, renameRaw] as const;

/** Upgrades of a stored list of invoices. */
export const invoicesUpgrades = [
  (stored: Partial<StoredInvoice>[]) => stored.map(addMissing),
  (stored: StoredInvoice[]) => stored.map(renameRaw),
] as const;

export type RawLines = {
  /** All lines except the subtotal, in the order of `QuickbooksInvoice.lines`. */
  lines: WireBody[];
  /** GlobalTaxCalculation; null in the US. */
  taxCalculation: string | null;
  /** Home units for one unit of the currency, decimal text; null without multi-currency. */
  exchangeRate?: string | null;
  /**
   * The invoice's tax rates, each with the percentage if it was applied; absent in rows mirrored by
   * older versions.
   */
  taxRates?: { id: string; percent: string | null }[];
  /** All custom fields of the invoice; absent in rows mirrored by older versions. */
  customFields?: WireBody[];
  /** The invoice's sales tax code; only in the US without automated sales tax. */
  salesTaxCodeId: string | null;
};

export type QuickbooksInvoiceLine = {
  /** QuickBooks' id of the line. */
  id: string | null;
  itemId: string | null;
  itemName: string | null;
  description: string;
  quantity: string | null;
  unitPrice: string | null;
  amount: string;
};

/**
 * A payment and its amounts by invoice, decimal text in the customer's currency. `credit` is the
 * part of an amount that came from credit memos, not from money.
 */
export type QuickbooksPayment = {
  id: string;
  customerId: string;
  date: string;
  method: string | null;
  reference: string | null;
  /** Amounts by invoice. */
  applied: { invoiceId: string; amount: string; credit: string }[];
  createdAt: string;
  updatedAt: string;
};

/** A customer with the details that are compared with Pipedrive's. */
export type QuickbooksCustomerDetails = QuickbooksCustomer & {
  syncToken: string;
  /** Billing address, lines joined by newlines. */
  billAddress: string;
  /** Null when QuickBooks masks it; do not compare it or write it back then. */
  taxId: string | null;
};

/** Entities whose names are mirrored. Their names share one name space, except those of items. */
export const nameKinds = ['Customer', 'Item', 'Vendor', 'Employee'] as const;

export type NameKind = (typeof nameKinds)[number];

/** A customer, item, vendor or employee with what every list of names needs. */
export type QuickbooksName = {
  kind: NameKind;
  id: string;
  /** Full name: with the parents of a sub-customer, and with the categories of an item. */
  name: string;
  /** Name without parents or categories. */
  plainName: string;
  active: boolean;
  currency: string | null;
  taxCodeId: string | null;
  /** Decimal text in its currency; null for items and employees. */
  balance: string | null;
  email: string | null;
  /** ISO instant; empty when QuickBooks does not say. */
  updatedAt: string;
  /** The row as pickers show it; null for vendors, employees, and items that cannot be sold. */
  row: QuickbooksCustomer | QuickbooksItem | null;
};

/** An item with what a change of it needs. */
export type QuickbooksItemDetails = QuickbooksName & {
  /** Null for an item that cannot be sold. */
  row: QuickbooksItem | null;
  syncToken: string;
  /** ISO instant; empty when QuickBooks does not say. */
  createdAt: string;
};

/** What an item is created from: a service that is sold. */
export type NewItem = {
  name: string;
  /** The account of its sales. */
  accountId: string;
  /** In the US; null elsewhere. */
  taxable: boolean | null;
  /** Its own sales tax code outside the US; null for none. */
  taxCodeId: string | null;
};

/** An account; `isIncome`: items can be sold on it. */
export type QuickbooksAccount = { id: string; name: string; active: boolean; isIncome: boolean };

/** Entities that we ask the change feed for. */
export const feedEntities = ['Invoice', 'Payment', 'CreditMemo', ...nameKinds] as const;

export type FeedEntity = (typeof feedEntities)[number];

export type ChangedObject = { entity: FeedEntity; id: string };

/** A response of the change feed. */
export type QuickbooksChanges = {
  /** When QuickBooks made the response, by its own clock; null when it does not say. */
  time: number | null;
  /** Further changes may be missing, deletions among them. */
  partial: boolean;
  /** It has as many objects as QuickBooks returns; otherwise only the block of an entity lacks. */
  isFull: boolean;
  invoices: QuickbooksInvoice[];
  payments: QuickbooksPayment[];
  names: QuickbooksName[];
  /** Changed objects, except credit memos, of which the response has only the id. */
  incomplete: ChangedObject[];
  /** What the changed credit memos are applied to. */
  linkedToCredits: { invoiceIds: string[]; paymentIds: string[] };
  /** Intuit has reported changed objects as deleted: confirm with a read by id. */
  deleted: ChangedObject[];
};
