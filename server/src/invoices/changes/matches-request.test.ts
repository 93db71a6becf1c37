import { describe, expect, test } from 'vitest';
import type { InvoiceChanges } from '../../shared/contract/invoice-changes.ts';
import { makeQuickbooksInvoice } from '../../testing/make-quickbooks-invoice.ts';
import { editFingerprint, unchangedSince } from './edit-fingerprint.ts';
import { matchesRequest } from './matches-request.ts';

/** 100.00 with one line of item 1, due on 20 March, to accounts@brightwater.example. */
const invoice = makeQuickbooksInvoice({
  message: 'Thank you',
  memo: 'Back door\nRing twice',
  termId: '3',
});

const line = {
  index: 0,
  itemId: '1',
  description: '',
  quantity: '1',
  unitPrice: '100.00',
};

describe('matchesRequest', () => {
  test.each<[string, InvoiceChanges]>([
    ['of nothing', {}],
    ['of the due date', { dueDate: '2027-03-20' }],
    ['of the term', { termId: '3' }],
    ['that removed a term, which QuickBooks replaced', { termId: null }],
    ['of texts', { message: ' Thank you', memo: 'Back door\r\nRing twice ' }],
    ['of the e-mail', { email: 'accounts@brightwater.example ' }],
    ['of lines', { lines: [line] }],
    ['written in another way', { lines: [{ ...line, quantity: '1.0', unitPrice: '100' }] }],
    ['whose price was made to fit', { lines: [{ ...line, unitPrice: '100.0000001' }] }],
    ['of a line left to QuickBooks’ default item', { lines: [{ ...line, itemId: null }] }],
    ['of a line without figures', { lines: [{ ...line, quantity: '', unitPrice: '' }] }],
  ])('recognises an edit %s', (_, changes) => {
    expect(matchesRequest(invoice, changes)).toBe(true);
  });

  test.each<[string, InvoiceChanges]>([
    ['another due date', { dueDate: '2027-03-21' }],
    ['another term', { termId: '4' }],
    ['another message', { message: 'Thanks' }],
    ['no message', { message: '' }],
    ['another memo', { memo: 'Back door' }],
    ['another address', { email: 'sales@brightwater.example' }],
    ['only a part of the edit', { dueDate: '2027-03-20', memo: 'Front door' }],
    ['another quantity', { lines: [{ ...line, quantity: '2' }] }],
    ['another price', { lines: [{ ...line, unitPrice: '100.01' }] }],
    ['another item', { lines: [{ ...line, itemId: '2' }] }],
    ['another description', { lines: [{ ...line, description: 'Oak' }] }],
    ['no such tax code', { lines: [{ ...line, taxCodeId: '5' }] }],
    ['one more line', { lines: [line, { ...line, index: null }] }],
  ])('does not recognise an edit when the invoice has %s', (_, changes) => {
    expect(matchesRequest(invoice, changes)).toBe(false);
  });
});

describe('unchangedSince', () => {
  test.each<[string, Partial<typeof invoice>, InvoiceChanges, boolean]>([
    [
      'ignores a payment when a date is edited',
      { balance: '60.00', syncToken: '1' },
      { dueDate: 'x' },
      true,
    ],
    ['ignores another memo when the message is edited', { memo: 'Other' }, { message: 'x' }, true],
    ['detects another memo', { memo: 'Other' }, { memo: 'x' }, false],
    ['detects another due date', { dueDate: null }, { dueDate: 'x', memo: 'y' }, false],
    ['detects another term', { termId: '4' }, { termId: '3' }, false],
    ['detects another e-mail address', { email: '' }, { email: 'x' }, false],
    ['detects another discount when lines are edited', { discount: '1.00' }, { lines: [] }, false],
    ['detects other lines', { lines: [] }, { lines: [line] }, false],
    ['ignores other lines when the memo is edited', { lines: [] }, { memo: 'x' }, true],
  ])('%s', (_, differs, changes, expected) => {
    expect(unchangedSince(editFingerprint(invoice), { ...invoice, ...differs }, changes)).toBe(
      expected,
    );
  });
});

test('recognises an edit whose letters QuickBooks stored as question marks', () => {
  const description = 'Us?uga';
  const lost = {
    ...invoice,
    message: 'Dzi?kuj?',
    lines: invoice.lines.map((one) => ({ ...one, description })),
    raw: {
      ...invoice.raw,
      lines: invoice.raw.lines.map((one) => ({ ...one, Description: description })),
    },
  };
  const changes = { message: 'Dziękuję', lines: [{ ...line, description: 'Usługa' }] };
  const other = { message: 'Dziękujemy' };
  expect([matchesRequest(lost, changes), matchesRequest(lost, other)]).toEqual([true, false]);
});
