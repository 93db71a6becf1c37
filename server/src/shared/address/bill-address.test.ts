import { expect, test } from 'vitest';
import { billAddress } from './bill-address.ts';

test.each<[string, string, string, string[]]>([
  [
    'To comes above the address',
    'ACME',
    '1 Quay Street\nDockland',
    ['ACME', '1 Quay Street', 'Dockland'],
  ],
  ['empty lines are removed', ' ACME \n', '\r\n1 Quay Street\r\n\r\n', ['ACME', '1 Quay Street']],
  ['exactly five lines stay five', 'a', 'b\nc\nd\ne', ['a', 'b', 'c', 'd', 'e']],
  [
    'further lines are joined into the fifth',
    'a\nb',
    'c\nd\ne\nf\ng',
    ['a', 'b', 'c', 'd', 'e, f, g'],
  ],
  ['the town counts as no line', 'a\nb', 'c\nd\ne\nBristol BS1 5TY\nUK', ['a', 'b', 'c', 'd', 'e']],
  ['an empty address has no lines', '', ' \n ', []],
])('%s', (_, to, address, lines) => {
  expect(billAddress(to, address, 'GB').lines).toEqual(lines);
});
