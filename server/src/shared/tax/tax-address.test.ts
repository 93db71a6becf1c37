import { describe, expect, test } from 'vitest';
import { makeDraft, makeProfile, usProfile } from '../../testing/make-draft.ts';
import type { CustomerChoice, ShipTo } from '../contract/draft-content.ts';
import { shipAddressOf, taxAddressOf } from './tax-address.ts';

const portland = '18 Foundry Lane\nPortland, OR 97209';
const oakland = '12 Harbour Row\nOakland, CA 94607';
const nowhere = 'Behind the old mill';

const existing = (shipAddress?: string | null): CustomerChoice => ({
  kind: 'existing',
  id: '58',
  name: 'Brightwater Offices',
  currency: null,
  ...(shipAddress !== undefined && { shipAddress }),
});

const decided = (choice: CustomerChoice, address: string, shipTo?: ShipTo) => {
  const content = makeDraft({ customer: { choice, address, ...(shipTo && { shipTo }) } });
  const profile = makeProfile(usProfile('us_automatic'));
  const { from, placed } = taxAddressOf(content, profile) ?? {};
  return [from, placed, shipAddressOf(content, profile)];
};

describe('the address that decides automated sales tax', () => {
  test.each<[string, CustomerChoice, string, ShipTo | undefined, unknown[]]>([
    ["is the customer's own", existing(oakland), portland, undefined, ['customer', true, null]],
    [
      "stays the customer's while it is not known",
      existing(),
      portland,
      { kind: 'auto' },
      ['customer', true, null],
    ],
    [
      'is the customer’s also when QuickBooks cannot locate it',
      existing(nowhere),
      portland,
      undefined,
      ['customer', false, null],
    ],
    [
      'is the billing address when the customer has no shipping address',
      existing(null),
      portland,
      undefined,
      ['billing', true, portland],
    ],
    [
      'of a new customer is its billing address',
      { kind: 'new', name: 'A' },
      portland,
      undefined,
      ['billing', true, portland],
    ],
    [
      'is the billing address before a customer is chosen',
      { kind: 'none' },
      portland,
      undefined,
      ['billing', true, portland],
    ],
    [
      'is the billing address when that is chosen',
      existing(oakland),
      portland,
      { kind: 'billing' },
      ['billing', true, portland],
    ],
    [
      'is the one typed for this invoice',
      existing(oakland),
      portland,
      { kind: 'other', address: nowhere },
      ['other', false, nowhere],
    ],
    [
      'is left to QuickBooks when the billing address cannot be located',
      existing(null),
      nowhere,
      undefined,
      ['left', false, null],
    ],
    [
      'is left to QuickBooks without any address',
      existing(null),
      '',
      { kind: 'billing' },
      ['left', false, null],
    ],
  ])('%s', (_, choice, address, shipTo, expected) => {
    expect(decided(choice, address, shipTo)).toEqual(expected);
  });

  test.each(['us_manual', 'off', 'per_line'] as const)('is null under %s', (taxRegime) => {
    const content = makeDraft({ customer: { shipTo: { kind: 'billing' } } });
    expect(taxAddressOf(content, makeProfile({ taxRegime }))).toBeNull();
    expect(shipAddressOf(content, makeProfile({ taxRegime }))).toBeNull();
  });
});
