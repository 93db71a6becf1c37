import { describe, expect, test } from 'vitest';
import { invoiceTotals } from '../shared/money/invoice-totals.ts';
import type { RealmLike } from '../testing/make-company.ts';
import { openFor } from '../testing/open-for-invoices.ts';

test.each<RealmLike>(['us', 'uk', 'ca', 'customNumbers', 'au', 'ie', 'fr'])(
  'reads the profile of a company like %s',
  async (like) => {
    const { profile } = await openFor(like);
    expect(profile).toMatchObject(
      {
        us: { country: 'US', taxRegime: 'us_automatic', homeCurrency: 'USD', customNumbers: false },
        uk: { country: 'GB', taxRegime: 'per_line', homeCurrency: 'GBP', multiCurrency: true },
        ca: { country: 'CA', taxRegime: 'per_line', homeCurrency: 'CAD', multiCurrency: false },
        customNumbers: { country: 'US', taxRegime: 'us_manual', customNumbers: true },
        au: { country: 'AU', taxRegime: 'per_line', homeCurrency: 'AUD', multiCurrency: true },
        ie: { country: 'IE', taxRegime: 'per_line', homeCurrency: 'EUR', multiCurrency: true },
        fr: { country: 'FR', taxRegime: 'per_line', homeCurrency: 'EUR', customNumbers: true },
      }[like],
    );
    expect(profile.currencies).toContain(profile.homeCurrency);
    expect(profile.terms.length).toBeGreaterThan(0);
    expect(profile.taxCodes.some((code) => code.rates.length > 0)).toBe(true);
  },
);

describe('createInvoice', () => {
  test.each<RealmLike>(['us', 'uk', 'ca', 'customNumbers', 'au', 'ie', 'fr'])(
    'creates an invoice in a company like %s',
    async (like) => {
      const { gateway, realm, profile, customer, content } = await openFor(like);
      const body = gateway.invoiceBody(content, profile, customer.id);
      const sent = structuredClone(body);
      const answer = await gateway.createInvoice(realm, body, 'i-1');
      expect(body).toEqual(sent);
      if (answer.kind !== 'done') throw new Error(JSON.stringify(answer));
      const { total } = invoiceTotals(content, profile);
      expect(answer.value).toMatchObject({ customerId: customer.id, total, balance: total });
      expect(answer.value.currency).toBe(content.details.currency);
      expect(await gateway.invoicesById(realm, [answer.value.id])).toEqual({
        invoices: [answer.value],
        unreadable: [],
      });
    },
  );

  test('creates one invoice per request id', async () => {
    const { gateway, realm, profile, customer, content, ...at } = await openFor('us');
    const before = (await at.realmContents()).invoices.length;
    const body = gateway.invoiceBody(content, profile, customer.id);
    const first = await gateway.createInvoice(realm, body, 'i-same');
    expect(await gateway.createInvoice(realm, body, 'i-same')).toMatchObject({
      kind: 'done',
      value: first.kind === 'done' ? first.value : null,
    });
    expect((await at.realmContents()).invoices).toHaveLength(before + 1);
  });

  test('finds the invoice by customer and creation time', async () => {
    const { gateway, realm, profile, customer, content } = await openFor('uk');
    const since = new Date(Date.now() - 5000).toISOString();
    expect(await gateway.invoicesCreatedSince(realm, customer.id, since)).toEqual({
      invoices: [],
      unreadable: [],
    });
    const body = gateway.invoiceBody(content, profile, customer.id);
    const made = await gateway.createInvoice(realm, body, 'i-found');
    const { invoices: found } = await gateway.invoicesCreatedSince(realm, customer.id, since);
    expect(found).toEqual([made.kind === 'done' ? made.value : null]);
  });

  test('returns its PDF', async () => {
    const { gateway, realm, profile, customer, content } = await openFor('ca');
    const body = gateway.invoiceBody(content, profile, customer.id);
    const made = await gateway.createInvoice(realm, body, 'i-pdf');
    const pdf = await gateway.invoicePdf(realm, made.kind === 'done' ? made.value.id : '');
    expect(Buffer.from(pdf.slice(0, 5)).toString()).toBe('%PDF-');
    await expect(gateway.invoicePdf(realm, '999999')).rejects.toMatchObject({ code: 'not_found' });
  });
});

test('recentNumbers returns the latest numbers first', async () => {
  const { gateway, realm, profile, customer, content } = await openFor('customNumbers');
  const numbered = { ...content, details: { ...content.details, number: 'HP-0042' } };
  const body = gateway.invoiceBody(numbered, profile, customer.id);
  expect(await gateway.createInvoice(realm, body, 'i-number')).toMatchObject({
    kind: 'done',
    value: { number: 'HP-0042' },
  });
  expect((await gateway.recentNumbers(realm)).slice(0, 2)).toContain('HP-0042');
  expect(await gateway.createInvoice(realm, body, 'i-number-again')).toMatchObject({
    kind: 'refused',
    fault: { code: '6140' },
  });
});

describe('QuickBooks refuses', () => {
  test.each<[string, RealmLike, Record<string, unknown>, object, string]>([
    ['an unknown customer', 'us', {}, { CustomerRef: { value: '999999' } }, '2500'],
    ['a closed period', 'us', { bookCloseDate: '2030-01-01' }, {}, '6210'],
    ['a key it does not know', 'us', {}, { Colour: 'blue' }, '2010'],
    ['a number too long', 'customNumbers', {}, { DocNumber: '1'.repeat(22) }, '2050'],
  ])('%s', async (_, like, preferences, differs, code) => {
    const { gateway, realm, profile, customer, content } = await openFor(like, preferences);
    const body = { ...gateway.invoiceBody(content, profile, customer.id), ...differs };
    const answer = await gateway.createInvoice(realm, body, 'i-refused');
    expect(answer).toMatchObject({ kind: 'refused', fault: { code, tid: expect.any(String) } });
  });
});
