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

/** Text of the notes that the server writes itself. */
const messages = {
  invoice: (number: string) => (number ? `Invoice ${number}` : 'Invoice'),
  created: 'created',
  voided: 'voided',
  deleted: 'deleted',
  openInQuickbooks: 'Open in QuickBooks',
  openInvoices: 'Open the invoices in QuickBooks',
};

const escapeHtml = (text: string) =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

const sentence = (
  event: NoteEvent,
  { number, customerName, total, currency }: NotedInvoice,
  detail: NoteDetail,
): string => {
  if (detail !== 'amount') return `${messages.invoice(number)} ${messages[event]}`;
  const amount = new Intl.NumberFormat('en', { style: 'currency', currency });
  const recipient = customerName ? ` for ${customerName}` : '';
  return `${messages.invoice(number)}${recipient} ${messages[event]}: ${amount.format(total as `${number}`)}`;
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
  const text = deleted ? messages.openInvoices : messages.openInQuickbooks;
  return `<p>${escapeHtml(sentence(event, invoice, detail))}</p><p><a href="${escapeHtml(link)}">${escapeHtml(text)}</a></p>`;
};

/**
 * Returns the query part of the invoice link in a note's HTML, null without one. It identifies the
 * note even if Pipedrive has reformatted the rest.
 */
export const invoiceLinkIn = (html: string): string | null =>
  /txnId=[^"&]*(&amp;|&#38;|&)companyId=\d+(#\w+)?/.exec(html)?.[0].replace(/&amp;|&#38;/, '&') ??
  null;
