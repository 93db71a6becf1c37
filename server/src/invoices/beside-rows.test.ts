import { beforeEach, describe, expect, test } from 'vitest';
import { linkOfContext } from '../customers/linked-customer.ts';
import { customerLinks } from '../customers/tables.ts';
import type { Db } from '../db/database.ts';
import { transact } from '../db/transact.ts';
import { drafts } from '../drafts/tables.ts';
import type { Deal } from '../pipedrive/gateway.ts';
import type { SavedPreferences } from '../preferences/contract.ts';
import { preferences } from '../preferences/tables.ts';
import { makeDraft } from '../testing/make-draft.ts';
import { openTestDatabase } from '../testing/open-test-database.ts';
import { besideRows } from './beside-rows.ts';
import { dealBases } from './tables.ts';
import { partyOf } from './visible-context.ts';

const realmKey = { companyId: 7, realmId: '9' };
const deal: Deal = {
  id: 31,
  title: 'Desks',
  currency: 'USD',
  value: '500',
  status: 'open',
  organizationId: 5,
  personId: 6,
  archived: false,
};

let db: Db;
beforeEach(() => {
  db = openTestDatabase();
});

const link = (
  party: 'organization' | 'person',
  partyId: number,
  customerId: string,
  key = realmKey,
  currency = '',
) =>
  transact(db, (tx) =>
    tx.insert(customerLinks).values({
      ...key,
      party,
      partyId,
      currency,
      customerId,
      customerName: `Customer ${customerId}`,
      why: 'picked',
      linkedById: 1,
      linkedAt: 0,
    }),
  );

const besideDeal = (which = deal) =>
  besideRows(
    { db },
    realmKey,
    { of: 'deal', id: which.id },
    { deals: [which], party: partyOf(which) },
  );

describe('the linked customer of the panel', () => {
  const idBesideDeal = async () => (await besideDeal()).customer?.id;

  test("is linked to the deal's organization, else to its person", async () => {
    expect((await besideDeal()).customer).toBeNull();
    await link('person', 6, '60');
    expect((await besideDeal()).customer).toEqual({ id: '60', name: 'Customer 60' });
    await link('organization', 5, '50');
    expect((await besideDeal()).customer).toEqual({ id: '50', name: 'Customer 50' });
    expect((await besideDeal()).owner).toEqual({
      party: { of: 'organization', id: 5 },
      customerId: '50',
    });
  });

  test('is linked to the organization or person of the context', async () => {
    await link('organization', 5, '50');
    await link('person', 5, '55');
    for (const [of, id] of [
      ['organization', '50'],
      ['person', '55'],
    ] as const) {
      const party = { of, id: 5 };
      const beside = await besideRows({ db }, realmKey, party, { deals: [deal], party });
      expect(beside.customer?.id).toBe(id);
    }
  });

  const orders: [string, ['organization' | 'person', string, string][], string | undefined][] = [
    [
      "the organization's main one before the person's for the currency",
      [
        ['organization', '', 'Z'],
        ['person', '', 'X'],
        ['person', 'USD', 'Y'],
      ],
      'Z',
    ],
    [
      "the organization's for the currency before its main one",
      [
        ['organization', '', 'Z'],
        ['organization', 'USD', 'W'],
        ['person', 'USD', 'Y'],
      ],
      'W',
    ],
    [
      "the person's for the currency when the organization has only other currencies",
      [
        ['organization', 'EUR', 'Z'],
        ['person', '', 'X'],
        ['person', 'USD', 'Y'],
      ],
      'Y',
    ],
    [
      "the person's main one when no link is for the currency",
      [
        ['organization', 'EUR', 'Z'],
        ['person', '', 'X'],
      ],
      'X',
    ],
    ['none when all are for other currencies', [['organization', 'EUR', 'Z']], undefined],
  ];

  test.each(orders)('is on the panel and on the customer page %s', async (_, links, expected) => {
    for (const [party, currency, customerId] of links) {
      await link(party, party === 'person' ? 6 : 5, customerId, realmKey, currency);
    }
    expect(await idBesideDeal()).toBe(expected);
    const context = { of: 'deal', id: deal.id } as const;
    const visible = { deals: [deal], party: partyOf(deal) };
    const applying = await linkOfContext(db, realmKey, context, visible);
    expect(applying?.customerId).toBe(expected);
  });

  test('is looked up in this company and realm only', async () => {
    await link('organization', 5, '1', { ...realmKey, companyId: 8 });
    await link('organization', 5, '2', { ...realmKey, realmId: '10' });
    expect(await idBesideDeal()).toBeUndefined();
  });
});

describe("the basis of the deal's value", () => {
  const derive = (companyId: number, value: string) =>
    transact(db, (tx) =>
      tx.insert(dealBases).values({
        companyId,
        dealId: deal.id,
        value,
        currency: 'USD',
        basis: 'with_tax',
        derivedAt: 0,
      }),
    );
  const prefer = (companyId: number) =>
    transact(db, (tx) =>
      tx.insert(preferences).values({
        companyId,
        saved: { valuesIncludeTax: true } as SavedPreferences,
        savedById: 1,
        savedByName: 'Ada',
        savedAt: 0,
      }),
    );

  test('comes from its products when they match the current value', async () => {
    await derive(7, '500');
    expect((await besideDeal()).basis).toEqual({ basis: 'with_tax', derived: true });
    const worthMore = { ...deal, value: '600' };
    expect((await besideDeal(worthMore)).basis).toEqual({ basis: 'without_tax', derived: false });
  });

  test("is the company's setting otherwise", async () => {
    await derive(8, '500');
    await prefer(8);
    expect((await besideDeal()).basis).toEqual({ basis: 'without_tax', derived: false });
    await prefer(7);
    expect((await besideDeal()).basis).toEqual({ basis: 'with_tax', derived: false });
  });
});

describe('drafts', () => {
  const add = (state: 'editing' | 'sending' | 'created' | 'discarded', key = realmKey) =>
    transact(db, (tx) =>
      tx.insert(drafts).values({
        ...key,
        id: `${state} ${key.realmId}`,
        dealId: deal.id,
        userId: 1,
        state,
        version: 1,
        content: makeDraft(),
        summary: { lines: 1, customerName: '', currency: 'USD', total: '120.00' },
        createdAt: 0,
        updatedAt: 0,
      }),
    );

  test('are read only for a deal with unfinished ones in this company', async () => {
    await add('created');
    await add('discarded');
    await add('editing', { ...realmKey, realmId: '10' });
    expect((await besideDeal()).mayHaveDrafts).toBe(false);
    await add('sending');
    expect((await besideDeal()).mayHaveDrafts).toBe(true);
  });
});
