import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseAddress } from './postal-address.ts';

const words = (text: string): string[] =>
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

test('no text is lost, whatever is typed', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(word, separator), { maxLength: 14 }),
      fc.constantFrom('US', 'GB', 'CA', 'AU', 'IE', 'DE', 'PL', 'XX'),
      (spoken, home) => {
        const text = spoken.flat().join('');
        const { lines, country, ...others } = parseAddress(text, home);
        const rest = words([...lines, ...Object.values(others)].join(' '));
        // A country that only the postal code tells is added to all that was typed.
        const isImplied = implied.includes(country) && rest.length === words(text).length;
        expect(isImplied ? rest : words([...rest, country].join(' '))).toEqual(words(text));
      },
    ),
    { numRuns: 3000 },
  );
});
