import { describe, expect, it } from 'vitest';
import type { DraftContent } from '../contract/draft-content.ts';
import { saleLocationOf, saleLocationOfAddress } from './sale-location.ts';

const isNew: DraftContent['customer']['choice'] = { kind: 'new', name: 'Cedar & Finch Ltd' };

describe('the sale location of an address', () => {
  it.each([
    ['8 quai du Port\n44000 Nantes', 'within_france'],
    ['8 quai du Port\n44000 Nantes\nFrance', 'within_france'],
    ['2 cours Napoléon\n20000 Ajaccio', 'within_france'],
    ['1 avenue du Port\n98000 Monaco', 'within_france'],
    ['1 avenue du Port\n98000 Monaco\nMonaco', 'within_france'],
    ['12 rue de la Plage\n97400 Saint-Denis', 'france_overseas'],
    ['12 rue de la Plage\n97110 Pointe-à-Pitre\nGuadeloupe', 'france_overseas'],
    ['12 rue de la Plage\n97200 Fort-de-France, France', 'france_overseas'],
    ['4 rue du Lagon\n98800 Nouméa\nNouvelle-Calédonie', 'france_overseas'],
    ['Speicherweg 4\n20457 Hamburg\nGermany', 'other_eu'],
    ['Speicherweg 4\n20457 Hamburg\nAllemagne', 'other_eu'],
    ['22 Harbour Row\nCork T12 X8N6\nIreland', 'other_eu'],
    ['4 Harbour Row\nBristol BS1 5TY\nUnited Kingdom', 'outside_eu'],
    ['4 Harbour Row\nBristol BS1 5TY', 'outside_eu'],
    ['Bahnhofstrasse 3\n8001 Zürich\nSuisse', 'outside_eu'],
    ['2 Assembly Square, Boston, MA 02129, USA', 'outside_eu'],
    ['quai du Port', 'within_france'],
    ['', 'within_france'],
  ])('%j: %s', (address, location) => {
    expect(saleLocationOfAddress(address)).toBe(location);
  });

  it('gives way to the choice of the user', () => {
    const address = '44000 Nantes';
    expect(saleLocationOf({ address, choice: isNew, saleLocation: 'other_eu' })).toBe('other_eu');
  });

  it('without an address on the invoice is the one of the customer’s address', () => {
    const choice = {
      kind: 'existing' as const,
      id: '7',
      name: 'Cedar & Finch Ltd',
      currency: 'EUR',
      shipAddress: 'Speicherweg 4\n20457 Hamburg\nGermany',
    };
    expect(saleLocationOf({ address: ' ', choice })).toBe('other_eu');
    expect(saleLocationOf({ address: '44000 Nantes', choice })).toBe('within_france');
    expect(saleLocationOf({ address: '', choice: { ...choice, shipAddress: null } })).toBe(
      'within_france',
    );
  });
});
