import { expect, test } from 'vitest';
import { creationOutcome } from './creation-outcome.ts';

const row = { id: '7', name: 'ACME', email: null, address: null, currency: null };
const linked = { customer: row, why: 'created', trouble: null, typedName: null } as const;
const picked = { ...linked, why: 'picked' } as const;
const gone = { ...picked, trouble: 'gone' } as const;

test.each([
  ['nothing was requested', {}, 'none'],
  ['the new customer is linked', { asked: ' ACME ', link: linked }, 'created'],
  [
    'the new customer is linked although the call failed',
    { asked: 'ACME', link: linked, failed: true },
    'created',
  ],
  ['the customer was created before the page opened', { link: linked }, 'none'],
  ['another new customer was linked', { asked: 'ACME Ltd', link: linked }, 'none'],
  ['an existing customer was chosen', { asked: 'ACME', link: picked }, 'none'],
  [
    'the replaced customer is still linked',
    { asked: 'A', replacedCustomerId: '7', link: picked },
    'none',
  ],
  [
    'replacing a linked customer was refused',
    { asked: 'A', replacedCustomerId: '7', link: picked, failed: true, last: { state: 'refused' } },
    'failed',
  ],
  [
    'replacing a linked customer is being checked',
    { asked: 'A', replacedCustomerId: '7', link: picked, last: { state: 'checking' } },
    'checking',
  ],
  ['the request is being checked', { asked: 'ACME', last: { state: 'checking' } }, 'checking'],
  [
    'a request of another window is being checked',
    { failed: true, last: { state: 'checking' } },
    'checking',
  ],
  ['the request did not arrive', { asked: 'ACME', last: { state: 'not_created' } }, 'not_created'],
  ['no lookup found the outcome', { asked: 'ACME', last: { state: 'not_known' } }, 'not_known'],
  ['the request was refused before the page opened', { last: { state: 'refused' } }, 'refused'],
  ['the request was refused just now', { failed: true, last: { state: 'refused' } }, 'failed'],
  [
    'a customer that no longer exists is still linked',
    { asked: 'ACME', link: gone, failed: true },
    'failed',
  ],
] as const)('when %s', (_, how, outcome) => {
  const nothing = { asked: null, replacedCustomerId: null, failed: false, link: null, last: null };
  expect(creationOutcome({ ...nothing, ...how })).toBe(outcome);
});
