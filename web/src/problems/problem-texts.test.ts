import { problemKinds } from '@dealbill/server/contract/problems';
import { expect, it } from 'vitest';
import { problemTexts } from './problem-texts.ts';
import type { Problem } from './queries.ts';

const problem = (differs: Partial<Problem>): Problem => ({
  id: '',
  kind: 'operation',
  fingerprint: '',
  since: null,
  state: '',
  code: null,
  said: '',
  subject: '',
  name: '',
  recordName: '',
  invoice: null,
  deal: null,
  draftId: null,
  party: null,
  canRetry: true,
  canIgnore: true,
  isIgnored: false,
  ...differs,
});

it.each(problemKinds)(
  'a problem of kind %s has a title and a text, also an unknown one',
  (kind) => {
    const { title, text } = problemTexts(
      problem({ kind, state: 'new', subject: 'new', code: 'new' }),
    );
    expect(title).not.toBe('');
    expect(text).not.toBe('');
    expect(`${title} ${text}`).not.toContain('undefined');
  },
);

it.each([
  ['asking', 'Create invoice waits for your decision'],
  ['unconfirmed', 'Create invoice is not confirmed yet'],
  ['waiting', 'Create invoice is not confirmed yet'],
  ['not_done', 'Create invoice was not done'],
  ['refused', 'Create invoice was not done'],
  ['unknown', 'Create invoice could not be confirmed'],
])('an operation that is %s is called “%s”', (state, title) => {
  expect(problemTexts(problem({ subject: 'create_invoice', state })).title).toBe(title);
});

it('names the customer of an operation and the reason of our own errors', () => {
  const note = problem({ subject: 'deal_note', state: 'not_done', code: 'pipedrive_unavailable' });
  expect(problemTexts(note).text).toMatch(/^Pipedrive did not answer\. The note was given up/);
  const reminder = problem({ subject: 'add_reminder', state: 'not_done', code: 'not_possible' });
  expect(problemTexts(reminder).text).toMatch(/under Notes and reminders, whether its user/);
  const customer = problem({ subject: 'update_customer', state: 'not_done', name: 'Larch' });
  expect(problemTexts(customer).title).toBe('Update customer: Larch was not done');
});

it('names records by their names, and by their numbers only without one', () => {
  const deal = { id: 17, title: 'Office fit-out', url: '/deal/17' };
  const fields = problem({ kind: 'deal', state: 'refused', deal });
  expect(problemTexts(fields).title).toBe('The fields of deal Office fit-out are not updated');
  const unnamed = problem({ kind: 'deal', deal: { ...deal, title: '' } });
  expect(problemTexts(unnamed).title).toBe('The fields of deal 17 are not updated');
  const party = { of: 'person' as const, id: 5, name: 'Dana Whitfield', url: '' };
  expect(problemTexts(problem({ kind: 'deal', party })).title).toBe(
    'The fields of person Dana Whitfield are not updated',
  );
  const event = problem({ kind: 'event', subject: 'Customer', name: '58' });
  expect(problemTexts(event).title).toBe('A change of a customer (id 58) could not be read');
  expect(problemTexts({ ...event, recordName: 'Larch' }).title).toBe(
    'A change of a customer (Larch) could not be read',
  );
});

it('says for which record a background job fails, and why, in words', () => {
  const job = problem({ kind: 'background', subject: 'merges', code: 'internal' });
  const customer = { ...job, name: 'customer 58 9130', recordName: 'Larch' };
  expect(problemTexts(customer).text).toMatch(/^It fails for Larch and goes on/);
  const deal = { id: 17, title: '', url: null };
  expect(problemTexts({ ...job, name: 'deal 17', deal }).text).toMatch(
    /^It fails for Deal 17 \(deleted\) and goes on/,
  );
  expect(problemTexts({ ...job, name: 'deal 17' }).text).toMatch(/^It fails for deal 17 and/);
});
