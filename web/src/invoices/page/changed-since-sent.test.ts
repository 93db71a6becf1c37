import { expect, test } from 'vitest';
import { changedSinceSent } from './changed-since-sent.ts';

const deliveredAt = '2026-11-12T09:00:00-08:00';

const edited = (at: string, changed: string) => ({
  at,
  who: 'Sales Lead',
  action: 'invoice_edited',
  details: { changed },
});

test.each<[string, ReturnType<typeof edited>[], boolean]>([
  ['the due date afterwards', [edited('2026-11-12T17:00:01Z', 'dueDate')], true],
  ['the memo and lines afterwards', [edited('2026-11-13T10:00:00Z', 'memo lines')], true],
  ['the due date before', [edited('2026-11-12T16:59:59Z', 'dueDate')], false],
  ['what the customer never sees', [edited('2026-11-13T10:00:00Z', 'memo email')], false],
  ['nothing', [], false],
])('somebody changed %s', (_, history, changed) => {
  expect(changedSinceSent({ deliveredAt, history })).toBe(changed);
});

test('an invoice that was never sent has no outdated copy', () => {
  const history = [edited('2026-11-13T10:00:00Z', 'dueDate')];
  expect(changedSinceSent({ deliveredAt: null, history })).toBe(false);
});
