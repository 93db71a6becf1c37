import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseAddress } from './postal-address.ts';

const tokensOf = (text: string): string[] =>
  text
    .split(/[\s,]+/)
    .filter(Boolean)
    .toSorted();

const word = fc.oneof(
  fc.constantFrom(
    ...'Portland OR Oregon 97209 97209-1234 USA UK Canada Toronto ON M5J 2N8 M5J2N8 Bristol BS1 5TY Germany DE 20457'.split(
      ' ',
    ),
    ...'New York IL Georgia NSW 2000 Sydney 00-950 Warszawa (MI) Co. Galway Ireland 1 18 Lane D-20457 LV-1010'.split(
      ' ',
    ),
    ...'OR Oregon 97209 USA UK Canada ON BS1 5TY Germany DE 20457 M5J 2N8 Kade 1012 AB'.split(' '),
  ),
  fc.string({ maxLength: 6 }),
);
const implied = ['United States', 'Canada', 'Australia', 'United Kingdom', 'Netherlands'];

const separator = fc.constantFrom(' ', ', ', ',', '\n', '\r\n', '  ', '\n\n');

test('parsing loses no text of any address', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(word, separator), { maxLength: 14 }),
      fc.constantFrom('US', 'GB', 'CA', 'AU', 'IE', 'DE', 'PL', 'XX'),
      (pieces, home) => {
        const text = pieces.flat().join('');
        const { lines, country, ...others } = parseAddress(text, home);
        const rest = tokensOf([...lines, ...Object.values(others)].join(' '));
        // A country that follows from the postal code is added to the typed text.
        const isImplied = implied.includes(country) && rest.length === tokensOf(text).length;
        expect(isImplied ? rest : tokensOf([...rest, country].join(' '))).toEqual(tokensOf(text));
      },
    ),
    { numRuns: 3000 },
  );
});
