import { expect, test } from 'vitest';
import { dealNote, linkIn } from './deal-note.ts';

const invoice = {
  id: '145',
  number: '1042',
  customerName: 'O<b> & Sons',
  total: '1234.50',
  currency: 'USD',
};
const books = { webUrl: 'https://qbo.intuit.com/app', realmId: '310687' };

test('the note names number, customer and total, and nothing in it is taken for markup', () => {
  const note = dealNote(invoice, books);
  expect(note).toContain('Invoice 1042');
  expect(note).toContain('$1,234.50');
  expect(note).not.toContain('<b>');
});

test('a note is recognised by its link, however its ampersands are written', () => {
  const note = dealNote(invoice, books);
  expect(linkIn(note)).toBe('txnId=145&companyId=310687');
  expect(linkIn(note.replaceAll('&#38;', '&amp;'))).toBe(linkIn(note));
  expect(linkIn('<p>Called them</p>')).toBeNull();
});
