import type { NoteDetail } from '../preferences/contract.ts';
import { invoiceLink, invoicesLink } from '../quickbooks/web-links.ts';

export type NoteEvent = 'created' | 'voided' | 'deleted';

export type NotedInvoice = {
  id: string;
  number: string;
  /** Decimal text in `currency`. */
  total: string;
  currency: string;
  customerName?: string;
};

type Sentence = (parts: { invoice: string; customer: string; amount: string }) => string;

/** Whole sentences for each event, so that a translation can order their parts. */
const messages = {
  created: {
    number: ({ invoice }) => `${invoice} created`,
    amount: ({ invoice, amount }) => `${invoice} created: ${amount}`,
    customer: ({ invoice, customer, amount }) => `${invoice} for ${customer} created: ${amount}`,
  },
  voided: {
    number: ({ invoice }) => `${invoice} voided`,
    amount: ({ invoice, amount }) => `${invoice} voided: ${amount}`,
    customer: ({ invoice, customer, amount }) => `${invoice} for ${customer} voided: ${amount}`,
  },
  deleted: {
    number: ({ invoice }) => `${invoice} deleted`,
    amount: ({ invoice, amount }) => `${invoice} deleted: ${amount}`,
    customer: ({ invoice, customer, amount }) => `${invoice} for ${customer} deleted: ${amount}`,
  },
} satisfies Record<NoteEvent, Record<'number' | 'amount' | 'customer', Sentence>>;

const invoiceName = (number: string) => (number ? `Invoice ${number}` : 'Invoice without number');
const viewInvoice = 'Open in QuickBooks';
const viewInvoices = 'All invoices in QuickBooks';

const escapeHtml = (text: string) =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

const sentence = (
  event: NoteEvent,
  { number, customerName, total, currency }: NotedInvoice,
  detail: NoteDetail,
): string => {
  const sentences = messages[event];
  const invoice = invoiceName(number);
  const amount = new Intl.NumberFormat('en', { style: 'currency', currency }).format(
    total as `${number}`,
  );
  const parts = { invoice, customer: customerName ?? '', amount };
  if (detail !== 'amount') return sentences.number(parts);
  return customerName ? sentences.customer(parts) : sentences.amount(parts);
};

/**
 * Returns the HTML of a Pipedrive note about an invoice; null when the company has switched notes
 * off. The link contains realm, invoice and event, by which the note is found again after a lost
 * response.
 */
export const noteText = (
  event: NoteEvent,
  invoice: NotedInvoice,
  quickbooks: { webUrl: string; realmId: string },
  detail: NoteDetail,
): string | null => {
  if (detail === 'none') return null;
  const deleted = event === 'deleted';
  const page = deleted ? invoicesLink(quickbooks, invoice.id) : invoiceLink(quickbooks, invoice.id);
  const link = event === 'created' ? page : `${page}#${event}`;
  const text = deleted ? viewInvoices : viewInvoice;
  return `<p>${escapeHtml(sentence(event, invoice, detail))}</p><p><a href="${escapeHtml(link)}">${escapeHtml(text)}</a></p>`;
};

/**
 * Returns the query part of the invoice link in a note's HTML, null without one. It identifies the
 * note even if Pipedrive has reformatted the rest.
 */
export const invoiceLinkIn = (html: string): string | null =>
  /txnId=[^"&]*(&amp;|&#38;|&)companyId=\d+(#\w+)?/.exec(html)?.[0].replace(/&amp;|&#38;/, '&') ??
  null;
