import { expect, test } from 'vitest';
import { linkIn, type NoteEvent, noteText } from './note-text.ts';

const invoice = {
  id: '145',
  number: '1042',
  customerName: 'O<b> & Sons',
  total: '1234.50',
  currency: 'USD',
};
const books = { webUrl: 'https://qbo.intuit.com/app', realmId: '310687' };
const note = (event: NoteEvent, detail: 'number' | 'amount', of = invoice) =>
  noteText(event, of, books, detail) ?? '';

test('names number, customer and total when the amount is wanted, with markup escaped', () => {
  expect(note('created', 'amount')).toContain('Invoice 1042 for O&#60;b&#62; &#38; Sons created');
  expect(note('created', 'amount')).toContain('$1,234.50');
});

test.each(['created', 'voided', 'deleted'] as const)(
  'says that the invoice was %s without its amount when only the number is wanted',
  (event) => {
    expect(note(event, 'number')).toContain(`<p>Invoice 1042 ${event}</p>`);
    expect(note(event, 'number')).not.toMatch(/1,234|Sons/);
    expect(note(event, 'number', { ...invoice, number: '' })).toContain(`<p>Invoice ${event}</p>`);
    expect(noteText(event, invoice, books, 'none')).toBeNull();
  },
);

test('finds the link that names invoice and event, however its ampersands are written', () => {
  const created = note('created', 'number');
  expect(linkIn(created)).toBe('txnId=145&companyId=310687');
  expect(linkIn(created.replaceAll('&#38;', '&amp;'))).toBe(linkIn(created));
  expect(linkIn(note('voided', 'amount'))).toBe('txnId=145&companyId=310687#voided');
  expect(linkIn(note('deleted', 'number'))).toBe('txnId=145&companyId=310687#deleted');
  expect(linkIn('<p>Called them</p>')).toBeNull();
});
