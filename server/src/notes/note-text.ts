import type { NoteDetail } from '../preferences/contract.ts';
import { invoiceLink, invoicesLink } from '../quickbooks/web-links.ts';
import { words } from './note-messages.ts';

/** What happened to the invoice. */
export type NoteEvent = 'created' | 'voided' | 'deleted';

export type NotedInvoice = {
  id: string;
  number: string;
  /** Decimal text in `currency`. */
  total: string;
  currency: string;
  customerName?: string;
};

const asHtml = (text: string) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

const sentence = (
  event: NoteEvent,
  { number, customerName, total, currency }: NotedInvoice,
  detail: NoteDetail,
): string => {
  if (detail !== 'amount') return `${words.invoice(number)} ${words[event]}`;
  const amount = new Intl.NumberFormat('en', { style: 'currency', currency });
  const whose = customerName ? ` for ${customerName}` : '';
  return `${words.invoice(number)}${whose} ${words[event]}: ${amount.format(total as `${number}`)}`;
};

/**
 * What the deal's history says of an invoice, as the HTML of a Pipedrive note; null where the company wants
 * no notes. The link names realm, invoice and event, so the note can be found again when its answer was
 * lost.
 */
export const noteText = (
  event: NoteEvent,
  invoice: NotedInvoice,
  books: { webUrl: string; realmId: string },
  detail: NoteDetail,
): string | null => {
  if (detail === 'none') return null;
  const gone = event === 'deleted';
  const page = gone ? invoicesLink(books, invoice.id) : invoiceLink(books, invoice.id);
  const link = event === 'created' ? page : `${page}#${event}`;
  const text = gone ? words.openInvoices : words.openInQuickbooks;
  return `<p>${asHtml(sentence(event, invoice, detail))}</p><p><a href="${asHtml(link)}">${asHtml(text)}</a></p>`;
};

/** The link inside a note, by which it is recognised whatever Pipedrive made of the rest. */
export const linkIn = (html: string): string | null =>
  /txnId=[^"&]*(&amp;|&#38;|&)companyId=\d+(#\w+)?/.exec(html)?.[0].replace(/&amp;|&#38;/, '&') ??
  null;
