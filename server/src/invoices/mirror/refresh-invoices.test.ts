import { describe, expect, test } from 'vitest';
import { activeConnection } from '../../connection/invoice-access.ts';
import { type InvoiceFixture, openInvoiceFixture } from '../../testing/invoice-fixture.ts';
import { refreshInvoices } from './refresh-invoices.ts';

/**
 * Simulates payments missing from a query by customer, such as those of a parent customer or beyond
 * the first page: the query returns none.
 */
const withoutPayments = (fixture: InvoiceFixture) => {
  const { quickbooks } = fixture.dependencies;
  const { readInvoicesWithPayments } = quickbooks;
  quickbooks.readInvoicesWithPayments = async (...query) => ({
    ...(await readInvoicesWithPayments(...query)),
    payments: [],
  });
};

describe.concurrent('payments missing from the query by customer', () => {
  test('are read by id once, and not again while they explain the balance', async () => {
    const fixture = await openInvoiceFixture();
    await fixture.pay(25);
    await fixture.credit(30);
    withoutPayments(fixture);
    await fixture.forgetCalls();
    expect((await fixture.refresh()).ledger.rows).toMatchObject([
      { paid: '25.00', credited: '30.00' },
    ]);
    expect(await fixture.calls()).toEqual(['POST batch', 'POST query']);
    await fixture.forgetCalls();
    expect((await fixture.refresh()).ledger.rows).toMatchObject([
      { paid: '25.00', credited: '30.00' },
    ]);
    expect((await fixture.show()).payments).toHaveLength(2);
    expect(await fixture.calls()).toEqual(['POST batch', 'POST batch']);
    await fixture.pay(5);
    await fixture.forgetCalls();
    expect((await fixture.refresh()).ledger.rows).toMatchObject([{ paid: '30.00', open: '40.00' }]);
    expect(await fixture.calls()).toEqual(['POST batch', 'POST query']);
  });

  test('are not read when nothing is paid', async () => {
    const fixture = await openInvoiceFixture();
    withoutPayments(fixture);
    await fixture.forgetCalls();
    await fixture.refresh();
    expect(await fixture.calls()).toEqual(['POST batch']);
  });
});

test('refreshing no invoices needs no call', async () => {
  const fixture = await openInvoiceFixture();
  await fixture.forgetCalls();
  const ctx = fixture.as(fixture.company.owner);
  await refreshInvoices(ctx, await activeConnection(ctx), [], 'refresh');
  expect(await fixture.calls()).toEqual([]);
});

test('a void removes the applied credits', async () => {
  const fixture = await openInvoiceFixture();
  await fixture.credit(30);
  expect((await fixture.refresh()).ledger.rows).toMatchObject([
    { credited: '30.00', open: '70.00' },
  ]);
  await fixture.act('void');
  expect((await fixture.refresh()).ledger).toMatchObject({ rows: [], left: '4500.00' });
});
