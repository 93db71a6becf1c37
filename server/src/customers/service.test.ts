import { beforeEach, describe, expect, test } from 'vitest';
import { transact } from '../db/transact.ts';
import type { PipedriveUser } from '../pipedrive/gateway.ts';
import { buildTestApp, type TestApp } from '../testing/build-test-app.ts';
import { control } from '../testing/control.ts';
import { makeConnectedCompany } from '../testing/make-company.ts';
import { writeInQuickbooks } from '../testing/write-in-quickbooks.ts';
import type { Candidate, CustomerRow } from './contract.ts';
import { candidatesFor } from './matching/candidates.ts';
import { linkCustomer, linksOf } from './store.ts';

let test_: TestApp;
let company: Awaited<ReturnType<typeof makeConnectedCompany>>;

beforeEach(async () => {
  test_ = await buildTestApp();
  company = await makeConnectedCompany(test_.dependencies);
});

const dealId = (name: string) => company.deals[name] ?? 0;

const candidates = async (deal: string, name: string, email = ''): Promise<Candidate[]> => {
  const input = { context: { of: 'deal', id: dealId(deal) }, name, email };
  const { status, body } = await test_.call(company.owner, 'customers/candidates', input);
  expect(status).toBe(200);
  return (body as { candidates: Candidate[] }).candidates;
};

const reasons = (found: Candidate[]) => found.map(({ name, reason }) => [name, reason]);

const newCustomer = async (DisplayName: string, more: Record<string, unknown> = {}) =>
  writeInQuickbooks(test_.dependencies, company.realmId, 'Customer', { DisplayName, ...more });

const link = (party: 'organization' | 'person', partyId: number, customerId: string) =>
  transact(test_.dependencies.db, (tx) =>
    linkCustomer(tx, {
      companyId: company.companyId,
      realmId: company.realmId,
      party,
      partyId,
      customerId,
      customerName: 'as it was called then',
      why: 'picked',
      linkedById: company.owner.userId,
      linkedAt: test_.clock.now(),
    }),
  );

const quickbooks = () => test_.dependencies.settings.quickbooks.apiUrl;

describe('who the buyer may be', () => {
  test('a customer of a slightly different name is found and told as alike', async () => {
    const found = await candidates('nearlyAlike', 'Larkspur Dental Group Inc.');
    expect(reasons(found)[0]).toEqual(['Larkspur Dental Group', 'alike']);
  });

  test('a customer of the same name but for case stands as the same name', async () => {
    const found = await candidates('foreignCurrency', 'MÖLLER Innenausbau GmbH');
    expect(reasons(found)[0]).toEqual(['Möller Innenausbau GmbH', 'name']);
  });

  test('an apostrophe is no obstacle', async () => {
    expect(reasons(await candidates('discountsAndTaxes', "O'Leary & Sons"))[0]).toEqual([
      "O'Leary & Sons",
      'name',
    ]);
  });

  test('a customer with the same e-mail address comes before one of a similar name', async () => {
    await newCustomer('Quite Another Name', {
      PrimaryEmailAddr: { Address: 'office@larkspurdental.example' },
    });
    const found = await candidates(
      'nearlyAlike',
      'Larkspur Dental Group Inc.',
      'office@larkspurdental.example',
    );
    expect(reasons(found).slice(0, 2)).toEqual([
      ['Quite Another Name', 'email'],
      ['Larkspur Dental Group', 'alike'],
    ]);
  });

  test('the customer that the organization was linked to comes first, once', async () => {
    const customer = await newCustomer('Northgate Trust, old');
    await link('organization', 502, customer.Id);
    const found = await candidates('withoutProducts', 'Northgate Library Trust');
    expect(reasons(found).slice(0, 2)).toEqual([
      ['Northgate Trust, old', 'saved_link'],
      ['Northgate Library Trust', 'name'],
    ]);
    await link('organization', 502, found[1]?.id ?? '');
    expect(reasons(await candidates('withoutProducts', 'Northgate Library Trust'))[0]).toEqual([
      'Northgate Library Trust',
      'saved_link',
    ]);
  });

  test('a link of the person counts after that of the organization', async () => {
    const [one, two] = [await newCustomer('One'), await newCustomer('Two')];
    await link('person', 602, one.Id);
    await link('organization', 502, two.Id);
    expect(reasons(await candidates('withoutProducts', 'Nobody like that'))).toEqual([
      ['Two', 'saved_link'],
      ['One', 'saved_link'],
    ]);
  });

  test('a linked customer that was made inactive is not offered', async () => {
    const customer = await newCustomer('Closed Ltd');
    await link('organization', 502, customer.Id);
    const gone = { Id: customer.Id, SyncToken: customer.SyncToken, sparse: true, Active: false };
    await writeInQuickbooks(test_.dependencies, company.realmId, 'Customer', gone);
    expect(await candidates('withoutProducts', 'Nobody like that')).toEqual([]);
  });

  test('six at most are shown', async () => {
    for (let n = 1; n <= 8; n += 1) await newCustomer(`Larkspur Dental Group ${n}`);
    expect(await candidates('nearlyAlike', 'Larkspur Dental Group')).toHaveLength(6);
  });

  test('an empty form finds nobody', async () => {
    expect(await candidates('withProducts', '')).toEqual([]);
  });
});

describe('when QuickBooks answers only in part', () => {
  test('what it did answer is shown', async () => {
    const match = { realm: company.realmId };
    await control(quickbooks(), 'POST', 'faults', {
      match,
      fault: 'status',
      status: 400,
      times: 1,
    });
    const found = await candidates(
      'nearlyAlike',
      'Larkspur Dental Group',
      'nobody@nowhere.example',
    );
    expect(reasons(found)[0]?.[0]).toBe('Larkspur Dental Group');
  });

  test('nothing at all is told as an outage, not as nobody', async () => {
    const match = { realm: company.realmId };
    await control(quickbooks(), 'POST', 'faults', {
      match,
      fault: 'status',
      status: 503,
      times: 99,
    });
    const { status, body } = await test_.call(company.owner, 'customers/candidates', {
      context: { of: 'deal', id: dealId('nearlyAlike') },
      name: 'Larkspur Dental Group',
      email: '',
    });
    expect(status).toBe(503);
    expect(body).toMatchObject({ error: { code: 'quickbooks_unavailable' } });
  });
});

describe('searching all customers', () => {
  const search = async (text: string, page = 0) => {
    const context = { of: 'deal', id: dealId('withProducts') };
    const input = { context, text, page };
    const { status, body } = await test_.call(company.owner, 'customers/search', input);
    expect(status).toBe(200);
    return body as { customers: CustomerRow[]; more: boolean };
  };

  test('finds them by a piece of the name', async () => {
    const { customers, more } = await search(' innenausbau ');
    expect(customers.map(({ name }) => name)).toEqual(['Möller Innenausbau GmbH']);
    expect(more).toBe(false);
  });

  test('goes on page by page to the last', async () => {
    for (let n = 1; n <= 51; n += 1) await newCustomer(`Zephyr ${String(n).padStart(2, '0')}`);
    const first = await search('zephyr');
    expect(first.customers).toHaveLength(50);
    expect(first.more).toBe(true);
    const second = await search('zephyr', 1);
    expect(second.more).toBe(false);
    const names = [...first.customers, ...second.customers].map(({ name }) => name);
    expect(new Set(names).size).toBe(51);
  });
});

describe('neighbours', () => {
  const asks = (user: PipedriveUser, deal: number) =>
    Promise.all([
      test_.call(user, 'customers/search', {
        context: { of: 'deal', id: deal },
        text: '',
        page: 0,
      }),
      test_.call(user, 'customers/candidates', {
        context: { of: 'deal', id: deal },
        name: 'Larkspur',
        email: '',
      }),
    ]);

  test('a colleague who is not the holder gets nothing', async () => {
    for (const { status, body } of await asks(company.colleague, dealId('withProducts'))) {
      expect(status).toBe(403);
      expect(body).toMatchObject({ error: { code: 'not_owner' } });
    }
  });

  test("another company's holder gets nothing about this company's deals", async () => {
    const other = await makeConnectedCompany(test_.dependencies, {
      company: 'hillside',
      like: 'uk',
    });
    for (const { status, body } of await asks(other.owner, dealId('withProducts'))) {
      expect(status).toBe(404);
      expect(body).toMatchObject({ error: { code: 'deal_not_found' } });
    }
  });

  test('links of a company are not those of another that connects the same books later', async () => {
    const customer = await newCustomer('Ours Alone');
    await link('organization', 502, customer.Id);
    const connection = { id: company.connectionId, realmId: company.realmId };
    const buyer = { organizationId: 502, personId: null, name: 'Nobody like that', email: '' };
    const { candidates: ours } = await candidatesFor(test_.as(company.owner), connection, buyer);
    expect(reasons(ours)).toEqual([['Ours Alone', 'saved_link']]);
    const other = { companyId: company.companyId + 1, userId: 1 };
    expect(await candidatesFor(test_.as(other), connection, buyer)).toEqual({
      candidates: [],
      lost: null,
      now: null,
    });
  });

  test('links in one QuickBooks company are not those in another', async () => {
    const customer = await newCustomer('In Other Books');
    await link('organization', 502, customer.Id);
    const realmKey = { companyId: company.companyId, realmId: '1' };
    expect(
      await linksOf(test_.dependencies.db, realmKey, { organizationId: 502, personId: null }),
    ).toEqual([]);
  });
});
