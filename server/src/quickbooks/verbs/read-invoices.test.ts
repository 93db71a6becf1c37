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

test('reads an invoice with a currency in one call', async () => {
  const at = await answering({ CurrencyRef: { value: 'USD', name: 'United States Dollar' } });
  expect(await at.gateway.invoicesById(at.realm, ['7'])).toMatchObject({
    invoices: [{ currency: 'USD' }],
  });
  expect(at.asked).toHaveLength(1);
});

test('uses the stored home currency for an invoice without a currency', async () => {
  const at = await answering({}, 'CHF');
  expect(await at.gateway.invoicesById(at.realm, ['7'])).toMatchObject({
    invoices: [{ currency: 'CHF' }],
  });
  expect(at.asked).toHaveLength(1);
});

test('reads the home currency when none is stored', async () => {
  const at = await answering({});
  expect(await at.gateway.invoicesById(at.realm, ['7'])).toMatchObject({
    invoices: [{ currency: 'USD' }],
  });
});
