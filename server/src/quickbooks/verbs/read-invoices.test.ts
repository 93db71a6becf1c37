import { expect, test } from 'vitest';
import { recordedQuickbooks } from '../../testing/recorded-quickbooks.ts';

const preferences = { Preferences: { CurrencyPrefs: { HomeCurrency: { value: 'USD' } } } };

const answering = (more: object, kept: string | null = null) =>
  recordedQuickbooks(
    ({ path }) => ({
      body: path.includes('/preferences')
        ? preferences
        : { QueryResponse: { Invoice: [{ Id: '7', SyncToken: '0', TotalAmt: 100, ...more }] } },
    }),
    '127.0.0.1',
    kept,
  );

test('an invoice that names its currency is read in one call', async () => {
  const at = await answering({ CurrencyRef: { value: 'USD', name: 'United States Dollar' } });
  expect(await at.gateway.invoicesById(at.realm, ['7'])).toMatchObject({
    invoices: [{ currency: 'USD' }],
  });
  expect(at.asked).toHaveLength(1);
});

test('an invoice without a currency is in the home currency that is kept, which needs no call', async () => {
  const at = await answering({}, 'CHF');
  expect(await at.gateway.invoicesById(at.realm, ['7'])).toMatchObject({
    invoices: [{ currency: 'CHF' }],
  });
  expect(at.asked).toHaveLength(1);
});

test('an invoice without a currency is in the home currency of QuickBooks where none is kept', async () => {
  const at = await answering({});
  expect(await at.gateway.invoicesById(at.realm, ['7'])).toMatchObject({
    invoices: [{ currency: 'USD' }],
  });
});
