import type { BooksInvoice } from '../quickbooks/told.ts';
import { invoiceLink } from '../quickbooks/web-links.ts';
import { words } from '../words.ts';

const asHtml = (text: string) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

/**
 * What the deal's history says of a new invoice, as the HTML of a Pipedrive note. The link names realm
 * and invoice, so the note can be found again when its answer was lost.
 */
export const dealNote = (
  invoice: Pick<BooksInvoice, 'id' | 'number' | 'customerName' | 'total' | 'currency'>,
  books: { webUrl: string; realmId: string },
): string => {
  const link = invoiceLink(books, invoice.id);
  const total = new Intl.NumberFormat('en', { style: 'currency', currency: invoice.currency });
  const said = words.invoiceCreated({
    number: invoice.number,
    customer: invoice.customerName,
    total: total.format(invoice.total as `${number}`),
  });
  return `<p>${asHtml(said)}</p><p><a href="${asHtml(link)}">${asHtml(words.openInQuickbooks)}</a></p>`;
};

/** The link inside a note, by which it is recognised whatever Pipedrive made of the rest. */
export const linkIn = (html: string): string | null =>
  /txnId=[^"&]*(&amp;|&#38;|&)companyId=\d+/.exec(html)?.[0].replace(/&amp;|&#38;/, '&') ?? null;
