import { expect, test } from 'vitest';
import { creationOutcome } from './creation-outcome.ts';

const row = { id: '7', name: 'ACME', email: null, address: null, currency: null };
const linked = { customer: row, why: 'created', trouble: null, typedName: null } as const;
const picked = { ...linked, why: 'picked' } as const;
const gone = { ...picked, trouble: 'gone' } as const;

test.each([
  ['nothing was asked for', {}, 'none'],
  ['it is linked', { asked: ' ACME ', link: linked }, 'created'],
  [
    'it is linked although no answer came',
    { asked: 'ACME', link: linked, failed: true },
    'created',
  ],
  ['it was created before the page opened', { link: linked }, 'none'],
  ['somebody linked another', { asked: 'ACME Ltd', link: linked }, 'none'],
  ['somebody chose one', { asked: 'ACME', link: picked }, 'none'],
  [
    'the one it replaces is still linked',
    { asked: 'A', replacedCustomerId: '7', link: picked },
    'none',
  ],
  [
    'it replaces a linked one and was refused',
    { asked: 'A', replacedCustomerId: '7', link: picked, failed: true, last: { state: 'refused' } },
    'failed',
  ],
  [
    'it replaces a linked one and is being looked into',
    { asked: 'A', replacedCustomerId: '7', link: picked, last: { state: 'checking' } },
    'checking',
  ],
  ['it is being looked into', { asked: 'ACME', last: { state: 'checking' } }, 'checking'],
  ['another window’s is', { failed: true, last: { state: 'checking' } }, 'checking'],
  ['it did not arrive', { asked: 'ACME', last: { state: 'not_created' } }, 'not_created'],
  ['no lookup could tell', { asked: 'ACME', last: { state: 'not_known' } }, 'not_known'],
  ['it was refused before the page opened', { last: { state: 'refused' } }, 'refused'],
  ['it was refused just now', { failed: true, last: { state: 'refused' } }, 'failed'],
  ['the lost one still stands', { asked: 'ACME', link: gone, failed: true }, 'failed'],
] as const)('when %s', (_, how, outcome) => {
  const nothing = { asked: null, replacedCustomerId: null, failed: false, link: null, last: null };
  expect(creationOutcome({ ...nothing, ...how })).toBe(outcome);
});
