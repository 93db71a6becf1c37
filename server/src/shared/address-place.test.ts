import { expect, test } from 'vitest';
import { hasContext, parseAddress, subdivisionOf } from './address/postal-address.ts';

test.each<[string, string, boolean]>([
  ['1 Main St\nPortland, OR 97209', 'US', true],
  ['1 Main St\nAtlanta, Georgia', 'US', true],
  ['Am Markt 1\nHamburg\nGermany', 'US', true],
  ['1 Main St\nSomewhere', 'US', false],
  ['1 Main St, Suite 12345', 'US', false],
  ['PO Box 12345\nUSA', 'US', false],
  ['1 Main St\nUSA', 'US', false],
  ['', 'US', false],
])('QuickBooks can locate %j in %s: %s', (text, home, expected) => {
  expect(hasContext(parseAddress(text, home), home)).toBe(expected);
});

test.each<[string, string, string]>([
  ['1 Main St\nPortland, Oregon 97209', 'US', 'OR'],
  ['1 rue Dock, Montréal (Québec) H2Y 1C6', 'CA', 'QC'],
  ['5 Wharf St\nSydney New South Wales 2000', 'AU', 'NSW'],
  ['9 Market Cross\nWells\nSomerset\nBA5 2RF', 'GB', 'Somerset'],
])('the state of %j in %s is %s', (text, home, code) => {
  expect(subdivisionOf(parseAddress(text, home), home)).toBe(code);
});
