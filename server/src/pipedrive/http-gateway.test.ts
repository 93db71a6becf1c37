import { inspect } from 'node:util';
import { beforeEach, describe, expect, inject, test } from 'vitest';
import { AppError } from '../app-error.ts';
import { control } from '../testing/control.ts';
import { makeCompany, type TestCompany } from '../testing/make-company.ts';
import { testSettings } from '../testing/test-settings.ts';
import type { PipedriveUser } from './gateway.ts';
import { makeHttpPipedriveGateway } from './http-gateway.ts';

const emulator = inject('pipedriveUrl');
const settings = testSettings({ quickbooksUrl: emulator, pipedriveUrl: emulator });

let company: TestCompany;
let user: PipedriveUser;
let tokens: string[];

beforeEach(async () => {
  company = await makeCompany({ settings });
  user = company.owner;
  tokens = [];
});

const newToken = async (owner: PipedriveUser): Promise<string> => {
  const { access_token } = await control<{ access_token: string }>(
    emulator,
    'POST',
    'grants',
    owner,
  );
  tokens.push(access_token);
  return access_token;
};

/**
 * A gateway that takes its tokens from the emulator's control endpoint, one per user until refused.
 */
const gatewayAt = (url = emulator, timeoutMs = 5000) => {
  const tokenOfUser = new Map<number, string>();
  const renew = async (user: PipedriveUser) => {
    const token = await newToken(user);
    tokenOfUser.set(user.userId, token);
    return token;
  };
  return makeHttpPipedriveGateway({
    settings: { timeoutMs },
    access: {
      token: async (user) => tokenOfUser.get(user.userId) ?? (await renew(user)),
      tokenAfter: renew,
    },
    installUrl: 'https://bill.example/oauth/pipedrive/start',
    apiDomain: () => url,
  });
};

const fault = (fault: Record<string, unknown>) =>
  control(emulator, 'POST', 'faults', { match: { company: company.companyId }, ...fault });

const calls = async () => {
  const journal = `journal?company=${company.companyId}`;
  const { calls } = await control<{ calls: { path: string }[] }>(emulator, 'GET', journal);
  return calls.map(({ path }) => path);
};

/** Returns the AppError of a failing call; checks that it does not contain the token. */
const failureOf = async (call: Promise<unknown>): Promise<AppError> => {
  const error = await call.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof AppError)) throw new Error(`expected an AppError: ${inspect(error)}`);
  const text = `${inspect(error, { depth: null, showHidden: true })} ${JSON.stringify(error)}`;
  for (const token of tokens) expect(text).not.toContain(token);
  return error;
};

const dealId = (name: string) => company.deals[name] ?? 0;

describe('reading deals, parties and fields', () => {
  test('reads a deal with its organization, person and fields', async () => {
    const gateway = gatewayAt();
    const deal = await gateway.deal(user, dealId('withProducts'));
    expect(deal).toMatchObject({ title: 'Office fit-out, 3rd floor', currency: 'USD' });
    expect(deal.value).toBe('11884');
    expect(deal.fields[company.fields.poNumber]).toBe('PO-20418');
    const organization = await gateway.organization(user, deal.organizationId ?? 0);
    expect(organization.name).toBe('Cedar & Finch Ltd');
    expect(organization.fields[company.fields.taxId]).toBe('93-1200417');
    const person = await gateway.person(user, deal.personId ?? 0);
    expect(person.name).toBe('Purchasing Desk');
  });

  test('reads a deal without organization', async () => {
    const deal = await gatewayAt().deal(user, dealId('onlyAPerson'));
    expect(deal.organizationId).toBeNull();
  });

  test('reads the product rows in order, without disabled ones', async () => {
    const rows = await gatewayAt().dealProducts(user, dealId('discountsAndTaxes'));
    expect(rows.map((row) => [row.name, row.quantity, row.price, row.discount, row.tax])).toEqual([
      ['Standing desk', '20', '899', { kind: 'percent', value: '10' }, '8'],
      ['Acoustic panel', '10', '118.5', { kind: 'amount', value: '50' }, '8'],
      ['Installation', '8', '85', { kind: 'percent', value: '0' }, '0'],
    ]);
    expect(rows[0]?.taxMethod).toBe('exclusive');
  });

  test('reads all product rows when there is more than one page', async () => {
    const products = Array.from({ length: 501 }, (_, index) => ({
      product_id: 9001,
      order_nr: index + 1,
      quantity: String(index + 1),
    }));
    const id = dealId('withoutProducts');
    await control(emulator, 'POST', `deals/${id}`, { companyId: company.companyId, products });
    const rows = await gatewayAt().dealProducts(user, id);
    expect(rows.map((row) => row.quantity)).toEqual(products.map((row) => row.quantity));
  });

  test('reads when a recurring row begins, and the name of a variation', async () => {
    const { companyId } = company;
    const id = dealId('withoutProducts');
    const variations = [{ id: 7, name: 'Oiled', price: '700', currency: 'USD' }];
    await control(emulator, 'POST', 'products/9001', { companyId, variations });
    const products = [
      {
        product_id: 9001,
        billing_frequency: 'monthly',
        billing_start_date: '2026-12-01',
        product_variation_id: 7,
      },
    ];
    await control(emulator, 'POST', `deals/${id}`, { companyId, products });
    const [row] = await gatewayAt().dealProducts(user, id);
    expect(row).toMatchObject({
      billing: { frequency: 'monthly', cycles: null, startDate: '2026-12-01' },
      variation: { id: 7 },
    });
    expect(await gatewayAt().productVariations(user, 9001)).toEqual([{ id: 7, name: 'Oiled' }]);
  });

  test('reads the discounts of a deal', async () => {
    expect(await gatewayAt().dealDiscounts(user, dealId('discountsAndTaxes'))).toEqual([
      { kind: 'percent', value: '5', description: 'Framework agreement' },
      { kind: 'amount', value: '250', description: 'Second order' },
    ]);
    expect(await gatewayAt().dealDiscounts(user, dealId('withProducts'))).toEqual([]);
  });

  test('reads fields with their names and options', async () => {
    const fields = await gatewayAt().fields(user, 'organization');
    expect(fields.find((field) => field.code === 'name')?.custom).toBe(false);
    expect(fields.find((field) => field.code === company.fields.taxId)).toMatchObject({
      name: 'Tax ID',
      custom: true,
    });
    const delivery = (await gatewayAt().fields(user, 'deal')).find(
      (field) => field.name === 'Delivery method',
    );
    expect(delivery?.options).toContainEqual({ id: 2, label: 'Carrier' });
  });

  test('someDeal returns an open deal, or null when there is none', async () => {
    const deal = await gatewayAt().someDeal(user);
    expect(Object.values(company.deals)).toContain(deal?.id);
    await Promise.all(
      Object.values(company.deals).map((dealId) =>
        control(emulator, 'POST', `deals/${dealId}`, {
          companyId: company.companyId,
          status: 'won',
        }),
      ),
    );
    expect(await gatewayAt().someDeal(user)).toBeNull();
  });
});

describe('records the user may not see', () => {
  test("throws deal_not_found for another company's deal", async () => {
    const other = await makeCompany({ settings }, 'hillside');
    const [otherDealId = 0] = Object.values(other.deals);
    expect((await failureOf(gatewayAt().deal(user, otherDealId))).code).toBe('deal_not_found');
  });

  test('throws deal_not_found for a colleague from whom the deal is hidden', async () => {
    const id = dealId('withProducts');
    const hidden_from = [company.colleague.userId];
    await control(emulator, 'POST', `deals/${id}`, { companyId: company.companyId, hidden_from });
    const gateway = gatewayAt();
    expect((await failureOf(gateway.deal(company.colleague, id))).code).toBe('deal_not_found');
    expect((await failureOf(gateway.dealProducts(company.colleague, id))).code).toBe(
      'deal_not_found',
    );
    expect((await gateway.deal(user, id)).id).toBe(id);
  });

  test('throws deal_not_found for a deleted deal', async () => {
    const id = dealId('withProducts');
    const gone = { companyId: company.companyId, is_deleted: true, status: 'deleted' };
    await control(emulator, 'POST', `deals/${id}`, gone);
    expect((await failureOf(gatewayAt().deal(user, id))).code).toBe('deal_not_found');
  });

  test('throws not_found for a missing organization', async () => {
    expect((await failureOf(gatewayAt().organization(user, 99_999))).code).toBe('not_found');
  });
});

describe('failed requests', () => {
  const anyDeal = () => gatewayAt().deal(user, dealId('withProducts'));

  test('replaces a refused token once', async () => {
    const gateway = gatewayAt();
    await gateway.deal(user, dealId('withProducts'));
    await control(emulator, 'POST', 'grants/expire', { ...user, what: 'access' });
    expect((await gateway.deal(user, dealId('withProducts'))).currency).toBe('USD');
    expect(tokens).toHaveLength(2);
  });

  test('throws install_broken when the new token is refused too', async () => {
    await fault({ fault: 'status', status: 401 });
    const error = await failureOf(anyDeal());
    expect(error.code).toBe('install_broken');
    expect(error.details?.installUrl).toBe('https://bill.example/oauth/pipedrive/start');
    expect(await calls()).toHaveLength(2);
  });

  test('throws pipedrive_busy with the time to wait after 429, without repeating', async () => {
    await fault({ fault: 'status', status: 429, headers: { 'retry-after': '9' } });
    const error = await failureOf(anyDeal());
    expect(error.code).toBe('pipedrive_busy');
    expect(error.details?.retryAfter).toBe(9);
    expect(await calls()).toHaveLength(1);
  });

  test('throws pipedrive_busy for a 403 with HTML', async () => {
    await fault({ fault: 'status', status: 403, body: '<html><title>Attention</title></html>' });
    expect((await failureOf(anyDeal())).code).toBe('pipedrive_busy');
  });

  test('throws pipedrive_forbidden for a 403 with JSON', async () => {
    await fault({ fault: 'status', status: 403 });
    expect((await failureOf(anyDeal())).code).toBe('pipedrive_forbidden');
  });

  test.each([
    { fault: 'status', status: 503 },
    { fault: 'reset-before' },
    { fault: 'reset-after' },
  ])('repeats a read once after $fault', async (failure) => {
    await fault({ ...failure, times: 1 });
    expect((await anyDeal()).currency).toBe('USD');
    expect(await calls()).toHaveLength(2);
    await fault({ ...failure, times: 2 });
    expect((await failureOf(anyDeal())).code).toBe('pipedrive_unavailable');
    expect(await calls()).toHaveLength(4);
  });

  test('throws pipedrive_unavailable after the time-out, without repeating', async () => {
    await fault({ fault: 'hang' });
    const gateway = gatewayAt(emulator, 150);
    const error = await failureOf(gateway.deal(user, dealId('withProducts')));
    expect(error.code).toBe('pipedrive_unavailable');
    expect(await calls()).toHaveLength(1);
  });

  test.each([
    ['HTML', '<html>maintenance</html>'],
    ['null', 'null'],
    ['an unknown shape', { success: true, data: [{ odd: true }] }],
  ])('throws pipedrive_unavailable for a body that is %s', async (_, body) => {
    await fault({ fault: 'status', status: 200, body });
    expect((await failureOf(anyDeal())).code).toBe('pipedrive_unavailable');
  });

  test('throws pipedrive_unavailable for an unknown discount type', async () => {
    const discounts = [{ id: 1, type: 'tiered', amount: 5, description: 'Loyalty' }];
    await fault({ fault: 'status', status: 200, body: { success: true, data: discounts } });
    const error = await failureOf(gatewayAt().dealDiscounts(user, dealId('withProducts')));
    expect(error.code).toBe('pipedrive_unavailable');
  });

  test('throws pipedrive_unavailable for an unreachable host', async () => {
    const gateway = gatewayAt('http://127.0.0.1:9');
    const error = await failureOf(gateway.deal(user, dealId('withProducts')));
    expect(error.code).toBe('pipedrive_unavailable');
  });
});
