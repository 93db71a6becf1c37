import { expect, test } from 'vitest';
import type { NoteEvent } from '../preferences/contract.ts';
import { invoiceLinkIn, type NotedInvoice, noteText } from './note-text.ts';

const invoice = {
  id: '145',
  number: '1042',
  customerName: 'O<b> & Sons',
  total: '1234.50',
  currency: 'USD',
};
const quickbooks = { webUrl: 'https://qbo.intuit.com/app', realmId: '310687' };
const note = (event: NoteEvent, detail: 'number' | 'amount', noted: NotedInvoice = invoice) =>
  noteText({ event, invoice: noted, detail, anchor: event === 'created' ? '' : event }, quickbooks);

test('names number, customer and total, HTML-escaped, when notes include the amount', () => {
  expect(note('created', 'amount')).toContain('Invoice 1042 for O&#60;b&#62; &#38; Sons created');
  expect(note('created', 'amount')).toContain('$1,234.50');
  const { customerName: _, ...unnamed } = invoice;
  expect(note('voided', 'amount', unnamed)).toContain('<p>Invoice 1042 voided: $1,234.50</p>');
  expect(note('deleted', 'number')).toContain('All invoices in QuickBooks</a>');
});

test('says what was paid and what is due, in the currency of the invoice', () => {
  const paid = { ...invoice, currency: 'EUR', paid: '1000.00', due: '234.50' };
  expect(note('partly_paid', 'amount', paid)).toContain(
    'Sons partly paid: €1,000.00 paid now, €234.50 due</p>',
  );
  expect(note('paid', 'amount', paid)).toContain('paid: €1,000.00 paid now, total €1,234.50</p>');
  expect(note('partly_paid', 'number', paid)).toContain('<p>Invoice 1042 partly paid</p>');
});

test.each(['created', 'sent', 'paid', 'voided', 'deleted'] as const)(
  'names only the number of an invoice that was %s when notes leave the amount out',
  (event) => {
    expect(note(event, 'number')).toContain(`<p>Invoice 1042 ${event}</p>`);
    expect(note(event, 'number')).not.toMatch(/1,234|Sons/);
    expect(note(event, 'number', { ...invoice, number: '' })).toContain(
      `<p>Invoice without number ${event}</p>`,
    );
  },
);

test('finds the link of invoice and event with any encoding of its ampersands', () => {
  const created = note('created', 'number');
  expect(invoiceLinkIn(created)).toBe('txnId=145&companyId=310687');
  expect(invoiceLinkIn(created.replaceAll('&#38;', '&amp;'))).toBe(invoiceLinkIn(created));
  expect(invoiceLinkIn(note('voided', 'amount'))).toBe('txnId=145&companyId=310687#voided');
  expect(invoiceLinkIn(note('deleted', 'number'))).toBe('txnId=145&companyId=310687#deleted');
  const paid = { event: 'paid' as const, invoice, detail: 'number' as const, anchor: 'paid-1f2e' };
  expect(invoiceLinkIn(noteText(paid, quickbooks))).toBe('txnId=145&companyId=310687#paid-1f2e');
  expect(invoiceLinkIn('<p>Called them</p>')).toBeNull();
});
