import { describe, expect, test } from 'vitest';
import { activeConnection } from '../../connection/holder.ts';
import { type InvoiceDesk, openInvoiceDesk } from '../../testing/invoice-desk.ts';
import { lookAt } from './look.ts';

/**
 * Payments of a parent customer, and old ones where there are thousands, are not among those that a look
 * at the invoice's own customer tells: here none is.
 */
const withoutPayments = (desk: InvoiceDesk) => {
  const { quickbooks } = desk.doors;
  const { look } = quickbooks;
  quickbooks.look = async (...which) => ({ ...(await look(...which)), payments: [] });
};

describe.concurrent('payments that a look does not tell', () => {
  test('are asked for once, and not again while they explain the balance', async () => {
    const desk = await openInvoiceDesk();
    await desk.pay(25);
    await desk.credit(30);
    withoutPayments(desk);
    await desk.forgetCalls();
    expect((await desk.refresh()).ledger.rows).toMatchObject([
      { paid: '25.00', credited: '30.00' },
    ]);
    expect(await desk.calls()).toEqual(['POST batch', 'POST query']);
    await desk.forgetCalls();
    expect((await desk.refresh()).ledger.rows).toMatchObject([
      { paid: '25.00', credited: '30.00' },
    ]);
    expect((await desk.show()).payments).toHaveLength(2);
    expect(await desk.calls()).toEqual(['POST batch', 'POST batch']);
    await desk.pay(5);
    await desk.forgetCalls();
    expect((await desk.refresh()).ledger.rows).toMatchObject([{ paid: '30.00', open: '40.00' }]);
    expect(await desk.calls()).toEqual(['POST batch', 'POST query']);
  });

  test('are not asked for where nothing is paid', async () => {
    const desk = await openInvoiceDesk();
    withoutPayments(desk);
    await desk.forgetCalls();
    await desk.refresh();
    expect(await desk.calls()).toEqual(['POST batch']);
  });
});

test('a look at nothing asks nothing', async () => {
  const desk = await openInvoiceDesk();
  await desk.forgetCalls();
  const ctx = desk.as(desk.company.holder);
  await lookAt(ctx, await activeConnection(ctx), [], 'refresh');
  expect(await desk.calls()).toEqual([]);
});

test('a void takes credits off again', async () => {
  const desk = await openInvoiceDesk();
  await desk.credit(30);
  expect((await desk.refresh()).ledger.rows).toMatchObject([{ credited: '30.00', open: '70.00' }]);
  await desk.act('void');
  expect((await desk.refresh()).ledger).toMatchObject({ rows: [], left: '4500.00' });
});
