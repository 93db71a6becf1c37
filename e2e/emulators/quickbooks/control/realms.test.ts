import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Invoice, Payment } from '../company/entities.ts';
import { type Emulator, saleOf, startForTest } from '../testing/open-realm.ts';

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startForTest();
});
afterAll(() => emulator.close());

test('creates a small company that is isolated from others', async () => {
  const mine = await emulator.openRealm('us');
  const other = await emulator.openRealm('us');
  await mine.call('POST', '/customer', { DisplayName: 'Mine alone' });
  expect((await mine.query('select count(*) from Customer')).body.QueryResponse.totalCount).toBe(
    13,
  );
  expect((await other.query('select count(*) from Customer')).body.QueryResponse.totalCount).toBe(
    12,
  );
  expect(
    (await other.query("select * from Customer where DisplayName = 'Mine alone'")).body
      .QueryResponse,
  ).toEqual({});
});

test('creates a large company on request', async () => {
  const { realmId } = await emulator.control('POST', '/realms', {
    like: 'us',
    size: 'large',
    name: 'Big',
  });
  const { invoices } = await emulator.control('GET', `/realms/${realmId}/contents`);
  expect(invoices).toHaveLength(3000);
});

test('adds invoices and payments to a company', async () => {
  const { realmId } = await emulator.openRealm('us');
  const given = { CustomerRef: { value: '2' }, TxnDate: '2026-01-02', Line: [saleOf(80)] };
  const made = await emulator.control('POST', `/realms/${realmId}/invoices`, { invoices: [given] });
  const [invoiceId] = made.invoices as string[];
  await emulator.control('POST', `/realms/${realmId}/payments`, {
    invoiceId,
    amount: 30,
    date: '2026-02-01',
  });
  const all = await emulator.control('POST', `/realms/${realmId}/payments`, { invoiceId });
  expect((all.payment as Payment).TotalAmt).toBe(50);
  const contents = await emulator.control('GET', `/realms/${realmId}/contents`);
  const invoice = (contents.invoices as Invoice[]).find((one) => one.Id === invoiceId);
  expect(invoice).toMatchObject({ TotalAmt: 80, Balance: 0, SyncToken: '2' });
});

test('refuses a body that the API refuses', async () => {
  const { realmId } = await emulator.openRealm('us');
  await expect(
    emulator.control('POST', `/realms/${realmId}/invoices`, { invoices: [{ Nonsense: 1 }] }),
  ).rejects.toThrow(/Nonsense/);
});

test("revokes only the company's tokens when an admin disconnects the app in QuickBooks", async () => {
  const mine = await emulator.openRealm('us');
  const other = await emulator.openRealm('us');
  await emulator.control('DELETE', `/realms/${mine.realmId}/grants`);
  expect((await mine.call('GET', '/preferences')).detail).toBe('Token revoked');
  expect((await other.call('GET', '/preferences')).status).toBe(200);
});
