import { expect, test } from 'vitest';
import { fullName, plainName } from './full-name.ts';

test.each<[string, string, string]>([
  ['Reading room', 'Northgate:Reading room', 'Northgate:Reading room'],
  ['Reading room', 'Northgate:Phase 2:Reading room', 'Northgate:Phase 2:Reading room'],
  ['Northgate', 'Northgate', 'Northgate'],
  ['Renamed since', 'Northgate:Reading room', 'Renamed since'],
  ['room', 'Northgate:Reading room', 'room'],
  ['', 'Northgate:Reading room', 'Northgate:Reading room'],
])('%j on an invoice, with the known name %j, is %j', (nameOnInvoice, known, full) => {
  expect(fullName(nameOnInvoice, known)).toBe(full);
});

test('the plain name is the part after the last colon', () => {
  expect(plainName('Northgate:Phase 2:Reading room')).toBe('Reading room');
  expect(plainName('Northgate')).toBe('Northgate');
});
