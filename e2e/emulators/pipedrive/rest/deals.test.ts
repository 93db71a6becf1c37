import { v1, v2 } from 'pipedrive';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { clientsOf } from '../testing/clients.ts';
import { startForTest, type TestEmulator } from '../testing/start-for-test.ts';

let emulator: TestEmulator;
beforeAll(async () => {
  emulator = await startForTest();
});
afterAll(() => emulator.close());

const clientOf = (like?: 'harbour' | 'hillside') => clientsOf(emulator, like);

describe('a deal, read with the pipedrive package', () => {
  test('returns the sum of its products as value', async () => {
    const { company, second } = await clientOf();
    const { data } = await new v2.DealsApi(second).getDeal({ id: company.deals.withProducts ?? 0 });
    expect(data).toMatchObject({ title: 'Office fit-out, 3rd floor', currency: 'USD' });
    expect(data?.value).toBe(12 * 640 + 24 * 118.5 + 16 * 85);
    expect(data?.custom_fields?.[company.fields.poNumber]).toBe('PO-20418');
  });

  test('returns the entered value without products', async () => {
    const { company, second } = await clientOf();
    const id = company.deals.withoutProducts ?? 0;
    expect((await new v2.DealsApi(second).getDeal({ id })).data?.value).toBe(4500);
  });

  test('returns a null value when none was entered', async () => {
    const { company, second } = await clientOf();
    const id = company.deals.withoutProducts ?? 0;
    await emulator.control('POST', `deals/${id}`, { companyId: company.companyId, value: null });
    expect((await new v2.DealsApi(second).getDeal({ id })).data?.value).toBeNull();
  });

  test('includes discounts, exclusive tax and disabled rows in its value', async () => {
    const { company, second } = await clientOf();
    const id = company.deals.discountsAndTaxes ?? 0;
    const deal = await new v2.DealsApi(second).getDeal({ id });
    const products = await new v2.DealProductsApi(second).getDealProducts({ id });
    // 20 x 899 less 10 % is 16,182.00; 10 x 118.50 less 50 is 1,135.00; both plus 8 %.
    // 8 x 85 is untaxed.
    expect(products.data?.map((row) => row.sum)).toEqual([17476.56, 1225.8, 680, 1250]);
    expect(products.data?.map((row) => row.is_enabled)).toEqual([true, true, true, false]);
    // 19,382.36 less 5 % and 250.
    expect(deal.data?.value).toBe(18163.24);
  });

  test('returns the tax method of its rows, null when the tax was never edited', async () => {
    const { company, second } = await clientOf();
    const id = company.deals.withProducts ?? 0;
    const row = { product_id: 9001, item_price: '100' };
    const products = [
      { ...row, tax: '0', tax_method: null },
      { ...row, tax: '20', tax_method: 'exclusive' },
      { ...row, tax: '20', tax_method: 'inclusive' },
      { ...row, tax: '20', tax_method: 'none' },
    ];
    await emulator.control('POST', `deals/${id}`, { companyId: company.companyId, products });
    const rows = (await new v2.DealProductsApi(second).getDealProducts({ id })).data;
    const methods = rows?.map((one) => one.tax_method as unknown);
    expect(methods).toEqual([null, 'exclusive', 'inclusive', 'none']);
    expect(rows?.map(({ sum }) => sum)).toEqual([100, 120, 100, 100]);
    expect((await new v2.DealsApi(second).getDeal({ id })).data?.value).toBe(420);
  });

  test("returns 404 for another company's deal or a hidden one", async () => {
    const { company, second } = await clientOf();
    const neighbour = await clientOf('hillside');
    await expect(new v2.DealsApi(neighbour.second).getDeal({ id: 101 })).rejects.toMatchObject({
      success: false,
      error: 'Entity was not found',
    });
    await emulator.control('POST', 'deals/101', {
      companyId: company.companyId,
      hidden_from: [company.users[0]],
    });
    await expect(new v2.DealsApi(second).getDeal({ id: 101 })).rejects.toMatchObject({
      error: 'Entity was not found',
    });
  });

  test("returns the gateway's 401 for an expired token", async () => {
    const { company, second } = await clientOf();
    await emulator.control('POST', 'grants/expire', {
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

describe('writing a deal', () => {
  test('sets a custom field, keeps the others and records a change', async () => {
    const { company, first, second } = await clientOf();
    const { poNumber } = company.fields;
    const api = new v2.DealsApi(second);
    const fields = await new v2.DealFieldsApi(second).getDealFields();
    const date = fields.data?.find((field) => field.field_name === 'Installation date');
    await api.updateDeal({
      id: 101,
      UpdateDealRequest: { custom_fields: { [date?.field_code ?? '']: '2026-12-01' } },
    });
    const { data } = await api.getDeal({ id: 101 });
    expect(data?.custom_fields).toMatchObject({
      [poNumber]: 'PO-20418',
      [date?.field_code ?? '']: '2026-12-01',
    });
    const flow = await new v1.DealsApi(first).getDealUpdates({ id: 101 });
    expect(flow.data?.[0]).toMatchObject({
      object: 'dealChange',
      data: { field_key: date?.field_code, new_value: '2026-12-01', change_source: 'api' },
    });
  });

  test('returns changelog values as text', async () => {
    const { first } = await clientOf();
    const { data } = await new v1.DealsApi(first).getDealChangelog({ id: 101 });
    const moved = data?.find((one) => one.field_key === 'stage_id');
    expect(moved).toMatchObject({ old_value: '1', new_value: '2' });
  });

  test('changes nothing when one custom field is unknown', async () => {
    const { second } = await clientOf();
    const api = new v2.DealsApi(second);
    await expect(
      api.updateDeal({
        id: 101,
        UpdateDealRequest: { title: 'New', custom_fields: { ['0'.repeat(40)]: 'x' } },
      }),
    ).rejects.toMatchObject({ code: 'ERR_SCHEMA_VALIDATION_FAILED' });
    expect((await api.getDeal({ id: 101 })).data?.title).toBe('Office fit-out, 3rd floor');
  });

  test('is refused once the deal is archived', async () => {
    const { company, second } = await clientOf();
    await emulator.control('POST', 'deals/101', {
      companyId: company.companyId,
      is_archived: true,
    });
    const update = new v2.DealsApi(second).updateDeal({
      id: 101,
      UpdateDealRequest: { title: 'New' },
    });
    await expect(update).rejects.toMatchObject({ success: false });
  });

  test('ignores the value of a deal with products, and sets it otherwise', async () => {
    const { second } = await clientOf();
    const api = new v2.DealsApi(second);
    await api.updateDeal({ id: 101, UpdateDealRequest: { value: 1 } });
    expect((await api.getDeal({ id: 101 })).data?.value).toBe(11884);
    await api.updateDeal({ id: 102, UpdateDealRequest: { value: 4750.5 } });
    expect((await api.getDeal({ id: 102 })).data?.value).toBe(4750.5);
  });
});

test('lists archived deals separately', async () => {
  const { company, second } = await clientOf();
  const archived = { companyId: company.companyId, is_archived: true };
  await emulator.control('POST', 'deals/101', archived);
  const api = new v2.DealsApi(second);
  const ids = async (list: 'getDeals' | 'getArchivedDeals') =>
    (
      (await api[list]({ org_id: (await api.getDeal({ id: 101 })).data?.org_id ?? 0 })).data ?? []
    ).map(({ id }) => id);
  expect(await ids('getArchivedDeals')).toEqual([101]);
  expect(await ids('getDeals')).not.toContain(101);
});

test('pages a list of deals by cursor to its end', async () => {
  const { second } = await clientOf();
  const api = new v2.DealsApi(second);
  const seen: (number | undefined)[] = [];
  let cursor: string | undefined;
  do {
    const page = await api.getDeals({ limit: 4, cursor });
    seen.push(...(page.data ?? []).map((deal) => deal.id));
    cursor = page.additional_data?.next_cursor ?? undefined;
  } while (cursor);
  expect(seen).toEqual([101, 102, 103, 104, 105, 106]);
});

test('lists discounts and instalments of a deal', async () => {
  const { second } = await clientOf();
  const discounts = await new v2.DealsApi(second).getAdditionalDiscounts({ id: 104 });
  expect(discounts.data).toMatchObject([
    { type: 'percentage', amount: 5, description: 'Framework agreement' },
    { type: 'amount', amount: 250, description: 'Second order' },
  ]);
  const parts = await new v2.DealInstallmentsApi(second).getInstallments({ deal_ids: [101, 104] });
  expect(parts.data?.map((part) => [part.deal_id, part.amount])).toEqual([
    [101, 4000],
    [101, 7884],
  ]);
});

describe('a merged deal', () => {
  test('moves its products, leaves the list, and is returned as deleted until it is purged', async () => {
    const { company, second } = await clientOf();
    const deals = new v2.DealsApi(second);
    const [from, into] = [company.deals.withProducts ?? 0, company.deals.withoutProducts ?? 0];
    const before = (await deals.getDeal({ id: from })).data?.value;
    const of = { companyId: company.companyId };
    await emulator.control('POST', `deals/${from}/merge`, { ...of, into });
    const stays = (await deals.getDeal({ id: into })).data;
    expect(stays).toMatchObject({ title: 'Meeting room acoustics', value: before });
    expect((await deals.getDeal({ id: from })).data).toMatchObject({
      status: 'deleted',
      is_deleted: true,
    });
    const listed = await deals.getDeals({ ids: `${from},${into}` });
    expect(listed.data?.map(({ id }) => id)).toEqual([into]);

    await emulator.control('POST', `deals/${company.deals.nearlyAlike}/merge`, {
      ...of,
      into,
      purge: true,
    });
    await expect(deals.getDeal({ id: company.deals.nearlyAlike ?? 0 })).rejects.toMatchObject({
      error: 'Entity was not found',
    });
  });
});
