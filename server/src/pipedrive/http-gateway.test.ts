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

const newToken = async (who: PipedriveUser): Promise<string> => {
  const { access_token } = await control<{ access_token: string }>(emulator, 'POST', 'grants', who);
  tokens.push(access_token);
  return access_token;
};

/** A gateway whose tokens come straight from the emulator, one per user until it is refused. */
const gatewayAt = (url = emulator, timeoutMs = 5000) => {
  const known = new Map<number, string>();
  const renew = async (who: PipedriveUser) => {
    const token = await newToken(who);
    known.set(who.userId, token);
    return token;
  };
  return makeHttpPipedriveGateway({
    settings: { timeoutMs },
    access: {
      token: async (who) => known.get(who.userId) ?? (await renew(who)),
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

/** The error of a call that fails; it must carry a code of ours and nothing of the token. */
const failureOf = async (call: Promise<unknown>): Promise<AppError> => {
  const error = await call.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof AppError)) throw new Error(`no AppError: ${inspect(error)}`);
  const told = `${inspect(error, { depth: null, showHidden: true })} ${JSON.stringify(error)}`;
  for (const token of tokens) expect(told).not.toContain(token);
  return error;
};

const dealId = (name: string) => company.deals[name] ?? 0;

describe('what Pipedrive tells', () => {
  test('a deal with its organization, person and fields', async () => {
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

  test('a deal without organization', async () => {
    const deal = await gatewayAt().deal(user, dealId('onlyAPerson'));
    expect(deal.organizationId).toBeNull();
  });

  test('the rows of a deal in order, switched-off ones left out', async () => {
    const rows = await gatewayAt().dealProducts(user, dealId('discountsAndTaxes'));
    expect(rows.map((row) => [row.name, row.quantity, row.price, row.discount, row.tax])).toEqual([
      ['Standing desk', '20', '899', { kind: 'percent', value: '10' }, '8'],
      ['Acoustic panel', '10', '118.5', { kind: 'amount', value: '50' }, '8'],
      ['Installation', '8', '85', { kind: 'percent', value: '0' }, '0'],
    ]);
    expect(rows[0]?.taxMethod).toBe('exclusive');
  });

  test('every row of a deal that has more than one page of them', async () => {
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

  test('discounts on the whole deal', async () => {
    expect(await gatewayAt().dealDiscounts(user, dealId('discountsAndTaxes'))).toEqual([
      { kind: 'percent', value: '5', description: 'Framework agreement' },
      { kind: 'amount', value: '250', description: 'Second order' },
    ]);
    expect(await gatewayAt().dealDiscounts(user, dealId('withProducts'))).toEqual([]);
  });

  test('fields with their names and options', async () => {
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

  test('the deal one would think of first', async () => {
    const deal = await gatewayAt().someDeal(user);
    expect(Object.values(company.deals)).toContain(deal?.id);
    await Promise.all(
      Object.values(company.deals).map((id) =>
        control(emulator, 'POST', `deals/${id}`, { companyId: company.companyId, status: 'won' }),
      ),
    );
    expect(await gatewayAt().someDeal(user)).toBeNull();
  });
});

describe('what this user may not see', () => {
  test("another company's deal is not there", async () => {
    const other = await makeCompany({ settings }, 'hillside');
    const [id = 0] = Object.values(other.deals);
    expect((await failureOf(gatewayAt().deal(user, id))).code).toBe('deal_not_found');
  });

  test('a deal hidden from a colleague is there for its owner only', async () => {
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

  test('a deal in the bin is not there', async () => {
    const id = dealId('withProducts');
    const gone = { companyId: company.companyId, is_deleted: true, status: 'deleted' };
    await control(emulator, 'POST', `deals/${id}`, gone);
    expect((await failureOf(gatewayAt().deal(user, id))).code).toBe('deal_not_found');
  });

  test('an organization that is gone is not found', async () => {
    expect((await failureOf(gatewayAt().organization(user, 99_999))).code).toBe('not_found');
  });
});

describe('when Pipedrive does not answer as hoped', () => {
  const anyDeal = () => gatewayAt().deal(user, dealId('withProducts'));

  test('a refused token is exchanged once', async () => {
    const gateway = gatewayAt();
    await gateway.deal(user, dealId('withProducts'));
    await control(emulator, 'POST', 'grants/expire', { ...user, what: 'access' });
    expect((await gateway.deal(user, dealId('withProducts'))).currency).toBe('USD');
    expect(tokens).toHaveLength(2);
  });

  test('a fresh token that is refused too means installing again', async () => {
    await fault({ fault: 'status', status: 401 });
    const error = await failureOf(anyDeal());
    expect(error.code).toBe('install_broken');
    expect(error.details?.installUrl).toBe('https://bill.example/oauth/pipedrive/start');
    expect(await calls()).toHaveLength(2);
  });

  test('too many calls are told with how long to wait, and not repeated', async () => {
    await fault({ fault: 'status', status: 429, headers: { 'retry-after': '9' } });
    const error = await failureOf(anyDeal());
    expect(error.code).toBe('pipedrive_busy');
    expect(error.details?.retryAfter).toBe(9);
    expect(await calls()).toHaveLength(1);
  });

  test('a page of HTML from the gate means too many calls as well', async () => {
    await fault({ fault: 'status', status: 403, body: '<html><title>Attention</title></html>' });
    expect((await failureOf(anyDeal())).code).toBe('pipedrive_busy');
  });

  test('a missing permission is told as such', async () => {
    await fault({ fault: 'status', status: 403 });
    expect((await failureOf(anyDeal())).code).toBe('pipedrive_forbidden');
  });

  test.each([
    { fault: 'status', status: 503 },
    { fault: 'reset-before' },
    { fault: 'reset-after' },
  ])('a read is repeated once after $fault', async (trouble) => {
    await fault({ ...trouble, times: 1 });
    expect((await anyDeal()).currency).toBe('USD');
    expect(await calls()).toHaveLength(2);
    await fault({ ...trouble, times: 2 });
    expect((await failureOf(anyDeal())).code).toBe('pipedrive_unavailable');
    expect(await calls()).toHaveLength(4);
  });

  test('a silent Pipedrive is given up after the time-out', async () => {
    await fault({ fault: 'hang' });
    const gateway = gatewayAt(emulator, 150);
    const error = await failureOf(gateway.deal(user, dealId('withProducts')));
    expect(error.code).toBe('pipedrive_unavailable');
    expect(await calls()).toHaveLength(1);
  });

  test.each([
    ['no JSON', '<html>maintenance</html>'],
    ['no envelope', 'null'],
    ['another shape', { success: true, data: [{ odd: true }] }],
  ])('an answer that is %s is as good as none', async (_, body) => {
    await fault({ fault: 'status', status: 200, body });
    expect((await failureOf(anyDeal())).code).toBe('pipedrive_unavailable');
  });

  test('a discount of an unknown kind is no answer either', async () => {
    const discounts = [{ id: 1, type: 'tiered', amount: 5, description: 'Loyalty' }];
    await fault({ fault: 'status', status: 200, body: { success: true, data: discounts } });
    const error = await failureOf(gatewayAt().dealDiscounts(user, dealId('withProducts')));
    expect(error.code).toBe('pipedrive_unavailable');
  });

  test('an unreachable host is told as such', async () => {
    const gateway = gatewayAt('http://127.0.0.1:9');
    const error = await failureOf(gateway.deal(user, dealId('withProducts')));
    expect(error.code).toBe('pipedrive_unavailable');
  });
});
