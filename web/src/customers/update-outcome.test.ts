import { expect, test } from 'vitest';
import { updateOutcome } from './update-outcome.ts';

const email = {
  field: 'email',
  pipedrive: 'new@acme.example',
  quickbooks: 'old@acme.example',
  lettersLost: false,
} as const;
const taxId = { field: 'taxId', pipedrive: 'DE1', quickbooks: '', lettersLost: false } as const;
const address = {
  field: 'address',
  pipedrive: 'Długa 1',
  quickbooks: 'Dluga 1',
  lettersLost: false,
} as const;
const marked = { ...address, quickbooks: 'D?uga 1', lettersLost: true } as const;
const asked = [email];

test.each([
  ['nothing was asked for', { asked: [], differences: [email] }, 'none'],
  ['it is being looked into', { differences: [email], checking: true }, 'checking'],
  ['somebody else’s change is being looked into', { asked: [], checking: true }, 'checking'],
  ['what was asked for is there', { differences: [] }, 'done'],
  ['it is there, and another field still differs', { differences: [taxId] }, 'done'],
  ['it is there although no answer came', { differences: [], failed: true }, 'done'],
  ['it still differs', { differences: [email] }, 'not_done'],
  ['one of two still differs', { asked: [email, taxId], differences: [taxId] }, 'not_done'],
  ['QuickBooks lost letters of it', { asked: [address], differences: [marked] }, 'done'],
  [
    'it failed, and letters had been lost before',
    { asked: [marked], differences: [marked], failed: true },
    'failed',
  ],
  ['it was refused', { differences: [email], failed: true }, 'failed'],
  [
    'it differs by something else meanwhile',
    { differences: [{ ...email, pipedrive: 'third@acme.example' }] },
    'none',
  ],
] as const)('when %s', (_, how, outcome) => {
  const update = { asked, failed: false, differences: [], checking: false, ...how };
  expect(
    updateOutcome({ ...update, asked: [...update.asked], differences: [...update.differences] }),
  ).toBe(outcome);
});
