import { v1, v2 } from 'pipedrive';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { clientsOf } from '../testing/clients.ts';
import { startForTest, type TestEmulator } from '../testing/start-for-test.ts';

let emulator: TestEmulator;
beforeAll(async () => {
  emulator = await startForTest();
});
afterAll(() => emulator.close());

test("returns an organization's tax id under its company's field key", async () => {
  const { company, second } = await clientsOf(emulator);
  const other = await clientsOf(emulator);
  const { data } = await new v2.OrganizationsApi(second).getOrganization({ id: 503 });
  expect(data?.name).toBe('Möller Innenausbau GmbH');
  expect(data?.custom_fields?.[company.fields.taxId]).toBe('DE298451237');
  expect(company.fields.taxId).toMatch(/^[0-9a-f]{40}$/);
  expect(company.fields.taxId).not.toBe(other.company.fields.taxId);
});

test('returns the parts of a geocoded address, else only its text', async () => {
  const { second } = await clientsOf(emulator);
  const api = new v2.OrganizationsApi(second);
  expect((await api.getOrganization({ id: 501 })).data?.address).toMatchObject({
    street_number: '18',
    route: 'Foundry Lane',
    locality: 'Portland',
    postal_code: '97209',
  });
  expect((await api.getOrganization({ id: 504 })).data?.address).toMatchObject({
    value: '77 Quay Street, Galway H91 X2, Ireland',
    locality: null,
  });
});

test("returns a person's primary e-mail", async () => {
  const { second } = await clientsOf(emulator);
  const { data } = await new v2.PersonsApi(second).getPerson({ id: 601 });
  expect(data?.emails).toEqual([
    { value: 'purchasing@cedarfinch.example', primary: true, label: 'work' },
  ]);
});

test('lists contacts by id, without those of another company', async () => {
  const { second } = await clientsOf(emulator, 'hillside');
  const found = await new v2.OrganizationsApi(second).getOrganizations({ ids: '501,551' });
  expect(found.data?.map((one) => one.id)).toEqual([551]);
  const people = await new v2.PersonsApi(second).getPersons({ org_id: 551 });
  expect(people.data?.map((one) => one.id)).toEqual([651]);
});

test('lists standard and custom fields', async () => {
  const { company, second } = await clientsOf(emulator);
  const fields = await new v2.OrganizationFieldsApi(second).getOrganizationFields();
  expect(fields.data?.find((field) => field.field_code === 'address')).toMatchObject({
    field_type: 'address',
    is_custom_field: false,
  });
  expect(fields.data?.find((field) => field.field_name === 'Tax ID')).toMatchObject({
    field_code: company.fields.taxId,
    is_custom_field: true,
  });
});

test('removes a deleted field from the list and from all responses', async () => {
  const { company, second } = await clientsOf(emulator);
  const { taxId } = company.fields;
  await emulator.control('DELETE', `fields/organization/${taxId}`);
  const fields = await new v2.OrganizationFieldsApi(second).getOrganizationFields();
  expect(fields.data?.some((field) => field.field_code === taxId)).toBe(false);
  const { data } = await new v2.OrganizationsApi(second).getOrganization({ id: 501 });
  expect(data?.custom_fields).not.toHaveProperty(taxId);
});

test('creates a deal field that is empty on deals, and deletes it', async () => {
  const { second } = await clientsOf(emulator);
  const api = new v2.DealFieldsApi(second);
  const made = await api.addDealField({
    AddDealFieldRequest: { field_name: 'Amount due', field_type: 'monetary' },
  });
  const code = made.data?.field_code ?? '';
  const deals = new v2.DealsApi(second);
  expect((await deals.getDeal({ id: 101 })).data?.custom_fields?.[code]).toBeNull();
  await api.deleteDealField({ field_code: code });
  expect((await deals.getDeal({ id: 101 })).data?.custom_fields).not.toHaveProperty(code);
});

test('returns code, unit and price of catalogue products', async () => {
  const { second } = await clientsOf(emulator);
  const api = new v2.ProductsApi(second);
  expect((await api.getProduct({ id: 9003 })).data).toMatchObject({
    code: 'INS-HR',
    unit: 'hour',
    prices: [{ product_id: 9003, price: 85, currency: 'USD' }],
  });
  const some = await api.getProducts({ ids: '9001,9101' });
  expect(some.data?.map((one) => one.id)).toEqual([9001]);
});

test('finds names of several entities', async () => {
  const { second } = await clientsOf(emulator);
  const found = await new v2.ItemSearchApi(second).searchItem({ term: 'standing' });
  expect(found.data?.items).toMatchObject([
    { item: { type: 'deal', title: 'Standing desks, second batch' } },
    { item: { type: 'product', name: 'Standing desk' } },
  ]);
});

test('returns the caller from users/me', async () => {
  const { company, first } = await clientsOf(emulator, 'hillside');
  const { data } = await new v1.UsersApi(first).getCurrentUser();
  expect(data).toMatchObject({
    id: company.users[0],
    company_id: company.companyId,
    default_currency: 'GBP',
    language: { language_code: 'en', country_code: 'GB' },
  });
});

test('returns the number of decimals of currencies', async () => {
  const { first } = await clientsOf(emulator);
  const { data } = await new v1.CurrenciesApi(first).getCurrencies();
  const decimals = Object.fromEntries((data ?? []).map((one) => [one.code, one.decimal_points]));
  expect(decimals).toMatchObject({ USD: 2, JPY: 0, KWD: 3 });
});
