import { describe, expect, test } from 'vitest';
import { sameAddress } from './same-address.ts';

describe('sameAddress is true for', () => {
  test.each<[string, string, string, string]>([
    ['to the letter', '2 Dock Road\nBristol', '2 Dock Road\nBristol', 'GB'],
    ['but for case and spaces', ' 2  DOCK road\n\nBristol ', '2 Dock Road\nBristol', 'GB'],
    ['in other lines', '2 Dock Road\nBristol BS1 4ST', '2 Dock Road, Bristol\nBS1 4ST', 'GB'],
    [
      'with the country in two letters, three, or by name',
      '2 Assembly Square\nBoston, MA 02129\nUSA',
      '2 Assembly Square\nBoston, MA 02129\nUnited States',
      'GB',
    ],
    [
      'with the country in another language',
      'Am Markt 1\nWien\nAustria',
      'Am Markt 1\nWien\nÖsterreich',
      'US',
    ],
    [
      'with and without the country one is in',
      '1 Quay St\nGalway\nIreland',
      '1 Quay St\nGalway',
      'IE',
    ],
    [
      'with the town before its code or after it',
      'Am Markt 1\n20457 Hamburg',
      'Am Markt 1\nHamburg 20457',
      'DE',
    ],
    [
      'with both',
      'Speicherstraße 7\n20457 Hamburg\nGermany',
      'Speicherstraße 7\nHamburg 20457\nDEU',
      'US',
    ],
    [
      'with its state by name or code',
      '2 Assembly Square\nBoston, Massachusetts 02129\nUSA',
      '2 Assembly Square\nBoston, MA 02129',
      'US',
    ],
    ['of nothing', '', ' \n', 'US'],
    [
      'with a state that is a country elsewhere',
      '1 Main St\nSpringfield\nIL',
      '1 Main St\nSpringfield, IL',
      'US',
    ],
  ])('%s', (_, one, other, home) => {
    expect(sameAddress(one, other, home)).toBe(true);
    expect(sameAddress(other, one, home)).toBe(true);
  });
});

describe('sameAddress is false for', () => {
  test.each<[string, string, string, string]>([
    ['with another number', '2 Dock Road\nBristol', '3 Dock Road\nBristol', 'GB'],
    ['with its lines in another order', 'Unit 4\n2 Dock Road', '2 Dock Road\nUnit 4', 'GB'],
    ['in another country', '2 High Street\nBoston\nUSA', '2 High Street\nBoston\nUK', 'US'],
    ['in a country that is not one’s own', '2 High St\nBoston\nUSA', '2 High St\nBoston', 'GB'],
    ['without a street', 'Bristol', '2 Dock Road\nBristol', 'GB'],
    ['than none', '2 Dock Road', '', 'GB'],
    ['with other letters', 'Möllergasse 1', 'Mollergasse 1', 'DE'],
    ['with a word twice', 'Baden Baden 1', 'Baden 1', 'DE'],
  ])('%s', (_, one, other, home) => {
    expect(sameAddress(one, other, home)).toBe(false);
    expect(sameAddress(other, one, home)).toBe(false);
  });
});
