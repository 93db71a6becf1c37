import { beforeEach, describe, expect, test } from 'vitest';
import type { Ctx } from '../context.ts';
import { buildTestApp, type TestApp } from '../testing/build-test-app.ts';
import { control } from '../testing/control.ts';
import { installFor, makeCompany, type TestCompany } from '../testing/make-company.ts';
import type { Mapping } from './contract.ts';
import { fillDetails } from './fill-details.ts';

let test_: TestApp;
let company: TestCompany;
let ctx: Ctx;

beforeEach(async () => {
  test_ = await buildTestApp();
  company = await makeCompany(test_.dependencies);
  await installFor(test_.dependencies, company.owner);
  ctx = test_.as(company.owner);
});

const pipedrive = () => test_.dependencies.settings.pipedrive.oauthUrl;

const dealNamed = (name: string) => ctx.pipedrive.deal(ctx, company.deals[name] ?? 0);

/** Returns the API paths requested for this company during `work`, sorted. */
const callsDuring = async (work: () => Promise<unknown>): Promise<string[]> => {
  const journal = () =>
    control<{ calls: { path: string }[] }>(
      pipedrive(),
      'GET',
      `journal?company=${company.companyId}`,
    );
  const paths = async () =>
    (await journal()).calls.map((call) => call.path.replace(/^\/api\/v2\//, ''));
  const before = (await paths()).length;
  await work();
  return (await paths()).slice(before).toSorted();
};

const none: Mapping = { to: null, address: null, email: null, taxId: null };
const usual: Mapping = {
  to: { of: 'organization', field: 'name' },
  address: { of: 'organization', field: 'address' },
  email: { of: 'person', field: 'email' },
  taxId: { of: 'organization', field: 'f'.repeat(40) },
};

describe('customer details of a deal', () => {
  test('list those mapped to a deleted field and fill the others', async () => {
    const details = await fillDetails(ctx, await dealNamed('withoutProducts'), usual);
    expect(details).toEqual({
      to: 'Northgate Library Trust',
      address: '2 Assembly Square\nBoston, MA 02129\nUSA',
      email: 'facilities@northgate.example',
      taxId: '',
      missing: ['taxId'],
    });
  });

  test('are empty without a call when nothing is mapped', async () => {
    const deal = await dealNamed('withProducts');
    const calls = await callsDuring(async () => {
      expect(await fillDetails(ctx, deal, none)).toEqual({
        to: '',
        address: '',
        email: '',
        taxId: '',
        missing: [],
      });
    });
    expect(calls).toEqual([]);
  });

  test('fetch organization and person once, and only when needed', async () => {
    const deal = await dealNamed('withProducts');
    expect(await callsDuring(() => fillDetails(ctx, deal, usual))).toEqual([
      'organizationFields',
      `organizations/${deal.organizationId}`,
      'personFields',
      `persons/${deal.personId}`,
    ]);
    const title: Mapping = { ...none, to: { of: 'deal', field: 'title' } };
    expect(await callsDuring(() => fillDetails(ctx, deal, title))).toEqual(['dealFields']);
  });

  test('cache the lists of fields for five minutes', async () => {
    const deal = await dealNamed('withProducts');
    const again = () => callsDuring(() => fillDetails(ctx, deal, usual));
    await again();
    test_.clock.advance(299_000);
    expect(await again()).not.toContain('organizationFields');
    test_.clock.advance(1000);
    expect(await again()).toContain('organizationFields');
  });

  test("fall back to the person's postal address without an organization", async () => {
    const deal = await dealNamed('onlyAPerson');
    expect(await fillDetails(ctx, deal, usual)).toMatchObject({ address: '', missing: ['taxId'] });
    await control(pipedrive(), 'POST', 'postal-address', {
      companyId: company.companyId,
      personId: deal.personId,
      address: '5 Orchard Lane, Boston, MA 02130, USA',
    });
    test_.clock.advance(300_000);
    expect(await fillDetails(ctx, deal, usual)).toMatchObject({
      to: 'Garden Studio Tenant',
      address: '5 Orchard Lane\nBoston, MA 02130\nUSA',
    });
  });

  test('are empty when the organization is not visible', async () => {
    const deal = { ...(await dealNamed('withProducts')), organizationId: 99_999 };
    expect(await fillDetails(ctx, deal, usual)).toMatchObject({
      to: '',
      address: '',
      email: 'purchasing@cedarfinch.example',
    });
  });

  test('throw while Pipedrive is unavailable, and are not cached as missing', async () => {
    const deal = await dealNamed('withProducts');
    await control(pipedrive(), 'POST', 'faults', {
      match: { company: company.companyId, path: '/api/v2/organizationFields' },
      fault: 'status',
      status: 429,
      times: 1,
    });
    await expect(fillDetails(ctx, deal, usual)).rejects.toMatchObject({ code: 'pipedrive_busy' });
    expect((await fillDetails(ctx, deal, usual)).to).toBe('Cedar & Finch Ltd');
  });
});
