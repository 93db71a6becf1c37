import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Emulator, startForTest, type TestRealm } from '../testing/open-realm.ts';

let emulator: Emulator;
let realm: TestRealm;

beforeAll(async () => {
  emulator = await startForTest();
  realm = await emulator.openRealm('us');
});
afterAll(() => emulator.close());

async function preferences(token: string, realmId = realm.realmId) {
  const answer = await fetch(`${emulator.url}/v3/company/${realmId}/preferences`, {
    headers: { authorization: `Bearer ${token}`, accept: 'application/json' },
  });
  return { status: answer.status, body: await answer.json() };
}

test("refuses an invalid token in the gateway's format", async () => {
  const { status, body } = await preferences('short');
  expect(status).toBe(401);
  expect(body).toMatchObject({
    warnings: null,
    fault: {
      error: [
        {
          message: 'message=AuthenticationFailed; errorCode=003200; statusCode=401',
          detail: 'Malformed bearer token: too short or too long',
          code: '3200',
          element: null,
        },
      ],
      type: 'AUTHENTICATION',
    },
    batchItemResponse: [],
    time: expect.any(Number),
  });
  expect(body).not.toHaveProperty('Fault');
});

test('refuses an expired access token', async () => {
  const mine = await emulator.openRealm('us');
  await emulator.control('POST', '/settings', { realmId: mine.realmId, clockOffsetMs: 3_601_000 });
  const late = await mine.call('GET', '/preferences');
  expect(late).toMatchObject({ status: 401, fault: '3200', detail: 'Token expired' });
});

test("refuses another company's token in the API's format", async () => {
  const other = await emulator.openRealm('uk');
  const { status, body } = await preferences(realm.accessToken, other.realmId);
  expect(status).toBe(401);
  expect(body.Fault).toMatchObject({ type: 'AuthenticationFault', Error: [{ code: '100' }] });
  expect(body.Fault.Error[0].Detail).toContain('SRV-110');
});

test('refuses an unknown path or operation as unsupported', async () => {
  expect((await realm.call('GET', '/spaceship/1')).fault).toBe('500');
  expect((await realm.call('POST', '/invoice?operation=explode', {})).fault).toBe('500');
  expect((await realm.call('GET', '/invoice')).fault).toBe('500');
});

test.each([
  [
    'us',
    {
      TaxPrefs: { UsingSalesTax: true, PartnerTaxEnabled: true },
      CurrencyPrefs: { MultiCurrencyEnabled: false, HomeCurrency: { value: 'USD' } },
    },
  ],
  ['uk', { CurrencyPrefs: { MultiCurrencyEnabled: true, HomeCurrency: { value: 'GBP' } } }],
  ['ca', { CurrencyPrefs: { MultiCurrencyEnabled: false, HomeCurrency: { value: 'CAD' } } }],
  ['customNumbers', { SalesFormsPrefs: { CustomTxnNumbers: true, DefaultTerms: { value: '3' } } }],
])('returns the preferences of a company like %s', async (like, expected) => {
  const mine = await emulator.openRealm(like);
  expect((await mine.call('GET', '/preferences')).body.Preferences).toMatchObject(expected);
});

test('omits automated sales tax for a US company without it', async () => {
  const mine = await emulator.openRealm('customNumbers');
  const { TaxPrefs } = (await mine.call('GET', '/preferences')).body.Preferences;
  expect(TaxPrefs).not.toHaveProperty('PartnerTaxEnabled');
});

test("reflects the company's settings in the preferences", async () => {
  const mine = await emulator.openRealm('us', {
    bookCloseDate: '2025-12-31',
    automatedSalesTax: 'not set up',
  });
  expect((await mine.call('GET', '/preferences')).body.Preferences).toMatchObject({
    AccountingInfoPrefs: { BookCloseDate: '2025-12-31' },
    TaxPrefs: { PartnerTaxEnabled: false },
  });
});

test('returns the country with two letters, in the address with three', async () => {
  const uk = await emulator.openRealm('uk');
  expect((await uk.call('GET', `/companyinfo/${uk.realmId}`)).body.CompanyInfo).toMatchObject({
    Country: 'GB',
    CompanyAddr: { Country: 'GBR' },
    DefaultTimeZone: 'Europe/London',
  });
});

test('returns an exchange rate, and refuses unknown currencies and single-currency companies', async () => {
  const uk = await emulator.openRealm('uk');
  const rate = await uk.call('GET', '/exchangerate?sourcecurrencycode=EUR&asofdate=2026-09-01');
  expect(rate.body.ExchangeRate).toMatchObject({
    Rate: 0.86086,
    AsOfDate: '2026-09-01',
    TargetCurrencyCode: 'GBP',
  });
  const before = await uk.call('GET', '/exchangerate?sourcecurrencycode=EUR&asofdate=2026-08-31');
  expect(before.body.ExchangeRate).toMatchObject({ Rate: 0.86, AsOfDate: '2026-08-31' });
  expect((await uk.call('GET', '/exchangerate?sourcecurrencycode=XYZ')).fault).toBe('2500');
  expect((await uk.call('GET', '/exchangerate')).fault).toBe('2020');
  expect((await realm.call('GET', '/exchangerate?sourcecurrencycode=EUR')).fault).toBe('5030');
});

describe('a URL', () => {
  const list = (length: number) =>
    Array.from({ length }, (_, index) => `'${index + 10_000}'`).join();
  const plain = (statement: string) =>
    realm.call('GET', `/query?query=${statement.replaceAll(' ', '%20')}`);

  test('is refused when too long, while the same statement is accepted by POST', async () => {
    const statement = `select * from Invoice where Id in (${list(900)})`;
    expect((await realm.query(statement)).status).toBe(414);
    await emulator.control('POST', '/settings', { realmId: realm.realmId, longestAddress: null });
    expect((await realm.query(statement)).status).toBe(200);
    await emulator.control('POST', '/settings', { realmId: realm.realmId, longestAddress: 8192 });
    const posted = await fetch(`${realm.base}/query`, {
      method: 'POST',
      headers: { ...realm.headers, 'content-type': 'application/text' },
      body: statement,
    });
    expect(posted.status).toBe(200);
  });

  test('is refused with unescaped brackets', async () => {
    const statement = "select * from Item where Name = '[x] |y|'";
    expect((await plain(statement)).status).toBe(400);
    expect((await realm.query(statement)).status).toBe(200);
    await emulator.control('POST', '/settings', { realmId: realm.realmId, strictAddresses: false });
    expect((await plain(statement)).status).toBe(200);
    await emulator.control('POST', '/settings', { realmId: realm.realmId, strictAddresses: true });
  });
});
