import { v1, v2 } from 'pipedrive';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startForTest, type TestStandIn } from '../testing/start-for-test.ts';

let standIn: TestStandIn;
beforeAll(async () => {
  standIn = await startForTest();
});
afterAll(() => standIn.close());

async function clientOf(like: 'harbour' | 'hillside' = 'harbour', userIndex = 0) {
  const company = await standIn.newCompany(like);
  const token = await standIn.grant(company, userIndex);
  const accessToken = token.access_token;
  return {
    company,
    accessToken,
    second: new v2.Configuration({ accessToken, basePath: `${standIn.url}/api/v2` }),
    first: new v1.Configuration({ accessToken, basePath: `${standIn.url}/api/v1` }),
  };
}

describe('a deal, read with the pipedrive package', () => {
  test('has the value its products come to', async () => {
    const { company, second } = await clientOf();
    const { data } = await new v2.DealsApi(second).getDeal({ id: company.deals.withProducts ?? 0 });
    expect(data).toMatchObject({ title: 'Office fit-out, 3rd floor', currency: 'USD' });
    expect(data?.value).toBe(12 * 640 + 24 * 118.5 + 16 * 85);
    expect(data?.custom_fields?.[company.fields.poNumber]).toBe('PO-20418');
  });

  test('keeps the value typed in when it has no products', async () => {
    const { company, second } = await clientOf();
    const id = company.deals.withoutProducts ?? 0;
    expect((await new v2.DealsApi(second).getDeal({ id })).data?.value).toBe(4500);
  });

  test('takes discounts, exclusive tax and disabled rows into its value', async () => {
    const { company, second } = await clientOf();
    const id = company.deals.discountsAndTaxes ?? 0;
    const deal = await new v2.DealsApi(second).getDeal({ id });
    const products = await new v2.DealProductsApi(second).getDealProducts({ id });
    // 20 x 899 less 10 % is 16,182.00; 10 x 118.50 less 50 is 1,135.00; both plus 8 %; 8 x 85 untaxed.
    expect(products.data?.map((row) => row.sum)).toEqual([17476.56, 1225.8, 680, 1250]);
    expect(products.data?.map((row) => row.is_enabled)).toEqual([true, true, true, false]);
    // 19,382.36 less 5 % and 250.
    expect(deal.data?.value).toBe(18163.24);
  });

  test('of another company or hidden from the caller is not found', async () => {
    const { company, second } = await clientOf();
    const neighbour = await clientOf('hillside');
    await expect(new v2.DealsApi(neighbour.second).getDeal({ id: 101 })).rejects.toMatchObject({
      success: false,
      error: 'Entity was not found',
    });
    await standIn.control('POST', 'deals/101', {
      companyId: company.companyId,
      hidden_from: [company.users[0]],
    });
    await expect(new v2.DealsApi(second).getDeal({ id: 101 })).rejects.toMatchObject({
      error: 'Entity was not found',
    });
  });

  test('answers 401 as the gateway does once the token has run out', async () => {
    const { company, second } = await clientOf();
    await standIn.control('POST', 'grants/expire', {
      companyId: company.companyId,
      userId: company.users[0],
      what: 'access',
    });
    await expect(new v2.DealsApi(second).getDeal({ id: 101 })).rejects.toMatchObject({
      error: 'unauthorized access',
      errorCode: 401,
    });
  });
});

test('the caller learns who they are from users/me', async () => {
  const { company, first } = await clientOf('hillside');
  const { data } = await new v1.UsersApi(first).getCurrentUser();
  expect(data).toMatchObject({
    id: company.users[0],
    company_id: company.companyId,
    default_currency: 'GBP',
    language: { language_code: 'en', country_code: 'GB' },
  });
});
