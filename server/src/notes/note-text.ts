import type { NoteDetail, NoteEvent } from '../preferences/contract.ts';
import { invoiceLink, invoicesLink } from '../quickbooks/web-links.ts';
import { moneyText } from '../shared/money/money-text.ts';

export type NotedInvoice = {
  id: string;
  number: string;
  /** Decimal text in `currency`, like all amounts. */
  total: string;
  currency: string;
  customerName?: string;
  /** What was paid since the last note, and what is still due; only of payments. */
  paid?: string;
  due?: string;
};

export type NoteText = {
  event: NoteEvent;
  invoice: NotedInvoice;
  detail: Exclude<NoteDetail, 'none'>;
  /** Part of the link that tells notes about one invoice apart; empty for the creation. */
  anchor: string;
};

type Parts = { invoice: string; customer: string; amount: string; paid: string; due: string };

type Sentence = (parts: Parts) => string;

/** Whole sentences for each event, so that a translation can order their parts. */
const messages = {
  created: {
    number: ({ invoice }) => `${invoice} created`,
    amount: ({ invoice, amount }) => `${invoice} created: ${amount}`,
    customer: ({ invoice, customer, amount }) => `${invoice} for ${customer} created: ${amount}`,
  },
  sent: {
    number: ({ invoice }) => `${invoice} sent`,
    amount: ({ invoice, amount }) => `${invoice} sent: ${amount}`,
    customer: ({ invoice, customer, amount }) => `${invoice} for ${customer} sent: ${amount}`,
  },
  partly_paid: {
    number: ({ invoice }) => `${invoice} partly paid`,
    amount: ({ invoice, paid, due }) => `${invoice} partly paid: ${paid} paid now, ${due} due`,
    customer: ({ invoice, customer, paid, due }) =>
      `${invoice} for ${customer} partly paid: ${paid} paid now, ${due} due`,
  },
  paid: {
    number: ({ invoice }) => `${invoice} paid`,
    amount: ({ invoice, paid, amount }) => `${invoice} paid: ${paid} paid now, total ${amount}`,
    customer: ({ invoice, customer, paid, amount }) =>
      `${invoice} for ${customer} paid: ${paid} paid now, total ${amount}`,
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

/** The first line of a note, as plain text. */
export const noteSentence = ({ event, invoice, detail }: Omit<NoteText, 'anchor'>): string => {
  const { number, customerName, total, currency, paid = '0.00', due = '0.00' } = invoice;
  const sentences = messages[event];
  const money = (amount: string) => moneyText(amount, currency);
  const name = invoiceName(number);
  if (detail !== 'amount') {
    return sentences.number({ invoice: name, customer: '', amount: '', paid: '', due: '' });
  }
  const parts = {
    invoice: name,
    customer: customerName ?? '',
    amount: money(total),
    paid: money(paid),
    due: money(due),
  };
  return customerName ? sentences.customer(parts) : sentences.amount(parts);
};

/**
 * Returns the HTML of a Pipedrive note about an invoice. The link contains realm, invoice and event,
 * by which the note is found again after a lost response.
 */
export const noteText = (
  text: NoteText,
  quickbooks: { webUrl: string; realmId: string },
): string => {
  const { event, invoice, anchor } = text;
  const deleted = event === 'deleted';
  const page = deleted ? invoicesLink(quickbooks, invoice.id) : invoiceLink(quickbooks, invoice.id);
  const link = anchor ? `${page}#${anchor}` : page;
  const label = deleted ? viewInvoices : viewInvoice;
  return `<p>${escapeHtml(noteSentence(text))}</p><p><a href="${escapeHtml(link)}">${escapeHtml(label)}</a></p>`;
};

/**
 * Returns the query part of the invoice link in a note's HTML, null without one. It identifies the
 * note even if Pipedrive has reformatted the rest.
 */
export const invoiceLinkIn = (html: string): string | null =>
  /txnId=[^"&]*(&amp;|&#38;|&)companyId=\d+(#[\w-]+)?/
    .exec(html)?.[0]
    .replace(/&amp;|&#38;/, '&') ?? null;
