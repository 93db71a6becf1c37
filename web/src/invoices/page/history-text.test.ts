import { expect, test } from 'vitest';
import { historyText } from './history-text.ts';

const entry = (action: string, details: Record<string, string> = {}) =>
  historyText({ who: 'Sales Lead', action, details });

test.each<[Record<string, string>, string]>([
  [{ changed: 'dueDate' }, 'Sales Lead changed: Due date'],
  [{ changed: 'termId memo lines' }, 'Sales Lead changed: Payment term, Memo, and Lines'],
  [{ changed: 'email somethingNew' }, 'Sales Lead changed: E-mail'],
  [{}, 'Sales Lead changed the invoice'],
])('an edit says what was changed: %j', (details, words) => {
  expect(entry('invoice_edited', details)).toBe(words);
});

test('an unknown action is shown by its name', () => {
  expect(entry('invoice_painted')).toBe('Sales Lead: invoice_painted');
});
