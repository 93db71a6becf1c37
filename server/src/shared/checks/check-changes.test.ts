import { expect, test } from 'vitest';
import type { InvoiceChanges } from '../contract/invoice-changes.ts';
import { checkChanges } from './check-changes.ts';
import { inputLimits } from './input-limits.ts';

const invoice = { issueDate: '2027-03-13', termId: null, lines: [] };
const companyProfile = { terms: [], taxCodes: [], invoiceFields: null };

const count = 168;

/**
 * An edit with a memo of 4,000 characters, whose JSON has `bytes` bytes; the first line takes the
 * remainder.
 */
const editOf = (bytes: number): InvoiceChanges => {
  const line = { index: null, itemId: '1', quantity: '1', unitPrice: '1' };
  const withDescriptions = (first: number, others: number): InvoiceChanges => ({
    memo: 'm'.repeat(4_000),
    lines: Array.from({ length: count }, (_, at) => ({
      ...line,
      description: 'd'.repeat(at === 0 ? first : others),
    })),
  });
  const left = bytes - JSON.stringify(withDescriptions(0, 0)).length;
  const each = Math.floor(left / count);
  return withDescriptions(each + (left % count), each);
};

test.each([
  [inputLimits.draftBytes, []],
  [inputLimits.draftBytes + 1, [{ path: 'lines', problem: 'draft_too_large', limit: 640 }]],
])('an edit of %i bytes in all has the problems %j', (bytes, problems) => {
  const changes = editOf(bytes);
  expect(JSON.stringify(changes)).toHaveLength(bytes);
  expect(checkChanges(changes, invoice, companyProfile)).toEqual(problems);
});

test.each([
  ['', [{ path: 'lines.0.description', problem: 'required' }]],
  ['Thank you', []],
])('a new line of the text "%s" alone has the problems %j', (description, problems) => {
  const line = { index: null, itemId: null, description, quantity: '', unitPrice: '' };
  expect(checkChanges({ lines: [line] }, invoice, companyProfile)).toEqual(problems);
});
