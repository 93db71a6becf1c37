import { expect, test } from 'vitest';
import { fullName, plainName } from './full-name.ts';

test.each<[string, string, string]>([
  ['Reading room', 'Northgate:Reading room', 'Northgate:Reading room'],
  ['Reading room', 'Northgate:Phase 2:Reading room', 'Northgate:Phase 2:Reading room'],
  ['Northgate', 'Northgate', 'Northgate'],
  ['Renamed since', 'Northgate:Reading room', 'Renamed since'],
  ['room', 'Northgate:Reading room', 'room'],
  ['', 'Northgate:Reading room', 'Northgate:Reading room'],
])('%j, known as %j, is %j', (told, known, full) => {
  expect(fullName(told, known)).toBe(full);
});

test('the plain name is what stands behind the last colon', () => {
  expect(plainName('Northgate:Phase 2:Reading room')).toBe('Reading room');
  expect(plainName('Northgate')).toBe('Northgate');
});
