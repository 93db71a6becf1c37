import { expect, test } from 'vitest';
import { invoiceLinkIn, type NotedInvoice, type NoteEvent, noteText } from './note-text.ts';

const invoice = {
  id: '145',
  number: '1042',
  customerName: 'O<b> & Sons',
  total: '1234.50',
  currency: 'USD',
};
const quickbooks = { webUrl: 'https://qbo.intuit.com/app', realmId: '310687' };
const note = (event: NoteEvent, detail: 'number' | 'amount', noted: NotedInvoice = invoice) =>
  noteText(event, noted, quickbooks, detail) ?? '';

test('names number, customer and total, HTML-escaped, when notes include the amount', () => {
  expect(note('created', 'amount')).toContain('Invoice 1042 for O&#60;b&#62; &#38; Sons created');
  expect(note('created', 'amount')).toContain('$1,234.50');
  const { customerName: _, ...unnamed } = invoice;
  expect(note('voided', 'amount', unnamed)).toContain('<p>Invoice 1042 voided: $1,234.50</p>');
  expect(note('deleted', 'number')).toContain('All invoices in QuickBooks</a>');
});

test.each(['created', 'voided', 'deleted'] as const)(
  'names only the number of an invoice that was %s when notes leave the amount out',
  (event) => {
    expect(note(event, 'number')).toContain(`<p>Invoice 1042 ${event}</p>`);
    expect(note(event, 'number')).not.toMatch(/1,234|Sons/);
    expect(note(event, 'number', { ...invoice, number: '' })).toContain(
      `<p>Invoice without number ${event}</p>`,
    );
    expect(noteText(event, invoice, quickbooks, 'none')).toBeNull();
  },
);

test('finds the link of invoice and event with any encoding of its ampersands', () => {
  const created = note('created', 'number');
  expect(invoiceLinkIn(created)).toBe('txnId=145&companyId=310687');
  expect(invoiceLinkIn(created.replaceAll('&#38;', '&amp;'))).toBe(invoiceLinkIn(created));
  expect(invoiceLinkIn(note('voided', 'amount'))).toBe('txnId=145&companyId=310687#voided');
  expect(invoiceLinkIn(note('deleted', 'number'))).toBe('txnId=145&companyId=310687#deleted');
  expect(invoiceLinkIn('<p>Called them</p>')).toBeNull();
});
