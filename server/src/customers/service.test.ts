import { beforeEach, describe, expect, test } from 'vitest';
import { transact } from '../db/transact.ts';
import type { PipedriveUser } from '../pipedrive/gateway.ts';
import type { CustomerRow } from '../shared/contract/picker-rows.ts';
import { buildTestApp, type TestApp } from '../testing/build-test-app.ts';
import { control } from '../testing/control.ts';
import { makeConnectedCompany } from '../testing/make-company.ts';
import { writeInQuickbooks } from '../testing/write-in-quickbooks.ts';
import type { Candidate } from './contract.ts';
import { candidatesFor } from './matching/candidates.ts';
import { linkedCandidate } from './matching/linked-candidate.ts';
import { customerLinksOf, linkCustomer } from './store.ts';

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

const link = (
  party: 'organization' | 'person',
  partyId: number,
  customerId: string,
  currency = '',
) =>
  transact(test_.dependencies.db, (tx) =>
    linkCustomer(tx, {
      companyId: company.companyId,
      realmId: company.realmId,
      party,
      partyId,
      currency,
      customerId,
      customerName: 'as it was called then',
      why: 'picked',
      linkedById: company.owner.userId,
      linkedAt: test_.clock.now(),
    }),
  );

const quickbooks = () => test_.dependencies.settings.quickbooks.apiUrl;

describe('candidates', () => {
  test('finds a customer with a similar name', async () => {
    const found = await candidates('nearlyAlike', 'Larkspur Dental Group Inc.');
    expect(reasons(found)[0]).toEqual(['Larkspur Dental Group', 'alike']);
  });

  test('compares names case-insensitively', async () => {
    const found = await candidates('foreignCurrency', 'MÖLLER Innenausbau GmbH');
    expect(reasons(found)[0]).toEqual(['Möller Innenausbau GmbH', 'name']);
  });

  test('finds a name with an apostrophe', async () => {
    expect(reasons(await candidates('discountsAndTaxes', "O'Leary & Sons"))[0]).toEqual([
      "O'Leary & Sons",
      'name',
    ]);
  });

  test('puts the same e-mail address before a similar name', async () => {
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

  test('puts the linked customer first and lists it once', async () => {
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

  test("puts the organization's link before the person's", async () => {
    const [one, two] = [await newCustomer('One'), await newCustomer('Two')];
    await link('person', 602, one.Id);
    await link('organization', 502, two.Id);
    expect(reasons(await candidates('withoutProducts', 'Nobody like that'))).toEqual([
      ['Two', 'saved_link'],
      ['One', 'saved_link'],
    ]);
  });

  test("puts the organization's main customer before the person's for the currency", async () => {
    const [one, two] = [await newCustomer('One'), await newCustomer('Two')];
    const three = await newCustomer('Three');
    await link('person', 602, one.Id);
    await link('person', 602, two.Id, 'USD');
    await link('organization', 502, three.Id);
    const found = await candidates('withoutProducts', 'Nobody like that');
    expect(reasons(found)).toEqual([
      ['Three', 'saved_link'],
      ['Two', 'saved_link'],
      ['One', 'saved_link'],
    ]);
    expect(linkedCandidate(found)?.name).toBe('Three');
  });

  test('leaves out a linked customer that is inactive', async () => {
    const customer = await newCustomer('Closed Ltd');
    await link('organization', 502, customer.Id);
    const gone = { Id: customer.Id, SyncToken: customer.SyncToken, sparse: true, Active: false };
    await writeInQuickbooks(test_.dependencies, company.realmId, 'Customer', gone);
    expect(await candidates('withoutProducts', 'Nobody like that')).toEqual([]);
  });

  test('returns at most six', async () => {
    for (let n = 1; n <= 8; n += 1) await newCustomer(`Larkspur Dental Group ${n}`);
    expect(await candidates('nearlyAlike', 'Larkspur Dental Group')).toHaveLength(6);
  });

  test('returns none for an empty form', async () => {
    expect(await candidates('withProducts', '')).toEqual([]);
  });
});

describe('candidates while some calls to QuickBooks fail', () => {
  test('returns the results of the other calls', async () => {
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

  test('throws quickbooks_unavailable when all calls fail', async () => {
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

describe('customer search', () => {
  const search = async (text: string, page = 0) => {
    const context = { of: 'deal', id: dealId('withProducts') };
    const input = { context, text, page };
    const { status, body } = await test_.call(company.owner, 'customers/search', input);
    expect(status).toBe(200);
    return body as { customers: CustomerRow[]; more: boolean };
  };

  test('finds a customer by a part of its name', async () => {
    const { customers, more } = await search(' innenausbau ');
    expect(customers.map(({ name }) => name)).toEqual(['Möller Innenausbau GmbH']);
    expect(more).toBe(false);
  });

  test('returns every customer over several pages', async () => {
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

describe('access to customers', () => {
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

  test('rejects a colleague who is not the connection owner with 403', async () => {
    for (const { status, body } of await asks(company.colleague, dealId('withProducts'))) {
      expect(status).toBe(403);
      expect(body).toMatchObject({ error: { code: 'not_owner' } });
    }
  });

  test("returns 404 for another company's deal", async () => {
    const other = await makeConnectedCompany(test_.dependencies, {
      company: 'hillside',
      like: 'uk',
    });
    for (const { status, body } of await asks(other.owner, dealId('withProducts'))) {
      expect(status).toBe(404);
      expect(body).toMatchObject({ error: { code: 'deal_not_found' } });
    }
  });

  test('ignores links of another company that connected the same realm', async () => {
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

  test('ignores links of another realm', async () => {
    const customer = await newCustomer('In Another Realm');
    await link('organization', 502, customer.Id);
    const realmKey = { companyId: company.companyId, realmId: '1' };
    expect(
      await customerLinksOf(test_.dependencies.db, realmKey, {
        organizationId: 502,
        personId: null,
      }),
    ).toEqual([]);
  });
});
