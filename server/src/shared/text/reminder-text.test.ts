import { expect, it, test } from 'vitest';
import { namesAmount, reminderText, unknownPlaceholders } from './reminder-text.ts';

const values = { number: '1042', customer: 'Larch & Sons', amount: '$60.00', days: '7' };

it('fills every placeholder, and keeps what it does not know', () => {
  const text = 'Call {customer}: {number}, {amount}, {days} days {toString} {x}';
  expect(reminderText(text, values)).toBe('Call Larch & Sons: 1042, $60.00, 7 days {toString} {x}');
});

it('does not fill placeholders inside a value', () => {
  expect(reminderText('{customer}', { ...values, customer: '{amount}' })).toBe('{amount}');
});

it('keeps to the length of a subject in Pipedrive', () => {
  expect(reminderText('{customer}', { ...values, customer: 'x'.repeat(400) })).toHaveLength(255);
});

it('detects the amount', () => {
  expect(namesAmount('{amount} is due')).toBe(true);
  expect(namesAmount('amount {number}')).toBe(false);
});

test.each([
  ['Ask {customer} about {number}', []],
  ['{numer} is due in {days} {foo} {foo}', ['{numer}', '{foo}']],
  ['{}', ['{}']],
])('%j has the unknown names %j', (text, unknown) => {
  expect(unknownPlaceholders(text)).toEqual(unknown);
});
