import { expect, it } from 'vitest';
import { faultText } from './fault-texts.ts';

it.each([
  [
    '4002',
    'QuickBooks cannot return it until you open it there and save it once (QuickBooks error 4002)',
  ],
  ['6140', 'the number is already used in QuickBooks (QuickBooks error 6140)'],
  ['99999', 'QuickBooks reported an error (QuickBooks error 99999)'],
  ['forbidden', 'you have no permission to change it, or it is archived'],
  ['refused', 'Pipedrive did not accept the values'],
  ['pipedrive_unavailable', 'Pipedrive did not answer'],
])('says in words what %s means', (code, words) => {
  expect(faultText(code)).toBe(words);
});
