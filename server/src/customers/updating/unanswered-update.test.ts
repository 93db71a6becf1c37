import { describe, expect, test } from 'vitest';
import { auditEntries } from '../../audit/tables.ts';
import { buildTestApp } from '../../testing/build-test-app.ts';
import { type CustomerDesk, openCustomerDesk } from '../../testing/customer-desk.ts';
import { resolveDue } from '../../testing/run-due.ts';
import { impatient, untilOver } from '../../testing/sales-desk.ts';

const email = 'new@northgate.example';

const entries = async (desk: CustomerDesk) =>
  (await desk.doors.db.select().from(auditEntries)).filter(
    ({ action }) => action === 'customer_updated',
  );

const lost = async (fault: object) => {
  const desk = await openCustomerDesk('us', impatient);
  await desk.forgetCalls();
  await desk.fault(fault, 'customer');
  const { status, body } = await desk.update({ email });
  expect([status, body]).toMatchObject([
    200,
    { checking: true, differences: [{ field: 'email' }] },
  ]);
  return desk;
};

describe.concurrent('an unanswered update', () => {
  test.each([
    ['cut off afterwards', { fault: 'reset-after' }],
    ['answered too late', { fault: 'late', delayMs: 3300 }],
  ])('that was %s is found once two minutes have passed', async (_, fault) => {
    const desk = await lost(fault);
    expect((await desk.link()).checking).toBe(true);
    const calls = await desk.calls();
    expect(await desk.compare({ email })).toMatchObject({ checking: true, offer: true });
    expect(await desk.calls()).toEqual(calls);
    desk.clock.advance(110_000);
    expect(await desk.settleChanges()).toBe(0);
    desk.clock.advance(20_000);
    expect(await desk.settleChanges()).toBe(1);
    expect(await desk.link()).toMatchObject({ checking: false });
    expect((await desk.compare({ email })).differences).toEqual([]);
    expect(await entries(desk)).toHaveLength(1);
    expect(await desk.writes()).toBe(1);
    expect(await desk.settleChanges()).toBe(0);
  });

  test.each([
    ['cut off before', { fault: 'reset-before' }],
    ['a 500', { fault: 'status', status: 500 }],
    ['never answered', { fault: 'hang' }],
  ])('that was %s differs still, and can be made again', async (_, fault) => {
    const desk = await lost(fault);
    desk.clock.advance(untilOver);
    expect(await desk.settleChanges()).toBe(1);
    expect(await desk.compare({ email })).toMatchObject({
      differences: [{ field: 'email' }],
      checking: false,
    });
    expect(await entries(desk)).toEqual([]);
    expect(await desk.update({ email })).toMatchObject({ body: { differences: [] } });
    expect(await entries(desk)).toHaveLength(1);
    expect(new Set(await desk.requestIds()).size).toBe(2);
  });

  test('is found where QuickBooks stored question marks for letters', async () => {
    const desk = await openCustomerDesk('us', impatient);
    await desk.switches({ lettersStored: 'latin1' });
    await desk.fault({ fault: 'reset-after' }, 'customer');
    const address = 'Długa 1\nBoston, MA 02129';
    expect((await desk.update({ address })).body).toMatchObject({ checking: true });
    desk.clock.advance(untilOver);
    await desk.settleChanges();
    expect(await entries(desk)).toHaveLength(1);
    expect((await desk.compare({ address })).differences).toMatchObject([
      { field: 'address', lettersLost: true },
    ]);
  });

  test('cannot be repeated meanwhile, nor anything else be written to that customer', async () => {
    const desk = await lost({ fault: 'reset-before' });
    for (const fields of [{ email }, { taxId: '5' }]) {
      expect(await desk.update(fields)).toMatchObject({
        status: 409,
        body: { error: { code: 'customer_busy' } },
      });
    }
    expect(await desk.writes()).toBe(1);
    expect(await desk.update({ email }, { customerId: '3' })).toMatchObject({ status: 200 });
  });

  test('of two at once only one is sent', async ({ expect }) => {
    const desk = await openCustomerDesk('us', { env: { QUICKBOOKS_TIMEOUT_MS: '8000' } });
    await desk.forgetCalls();
    await desk.fault({ fault: 'late', delayMs: 2000 }, 'customer');
    const first = desk.update({ email });
    await expect.poll(() => desk.writes(), { timeout: 10_000 }).toBe(1);
    expect(await desk.update({ email })).toMatchObject({ status: 409 });
    expect(await first).toMatchObject({ status: 200, body: { checking: false } });
    expect(await desk.writes()).toBe(1);
  });

  test('is settled by another process when the first dies', async ({ expect }) => {
    const env = { QUICKBOOKS_TIMEOUT_MS: '8000' };
    const desk = await openCustomerDesk('us', { env });
    await desk.forgetCalls();
    await desk.fault({ fault: 'late', delayMs: 3000 }, 'customer');
    const late = desk.update({ email });
    await expect.poll(() => desk.writes(), { timeout: 10_000 }).toBe(1);
    const next = await buildTestApp({ db: desk.doors.db, env });
    next.clock.advance(untilOver);
    expect(await resolveDue(next.doors, ['update_customer'])).toBe(0);
    next.clock.advance(60_000);
    expect(await resolveDue(next.doors, ['update_customer'])).toBe(1);
    await late;
    expect(await entries(desk)).toHaveLength(1);
    expect(await desk.link()).toMatchObject({ checking: false });
    expect(await desk.writes()).toBe(1);
  });

  test('is looked into again when QuickBooks does not answer the look', async () => {
    const desk = await lost({ fault: 'reset-after' });
    desk.clock.advance(untilOver);
    await desk.faultOnRead({ fault: 'status', status: 503, times: 2 });
    expect(await desk.settleChanges()).toBe(1);
    expect((await desk.link()).checking).toBe(true);
    expect(await desk.settleChanges()).toBe(0);
    desk.clock.advance(60_000);
    expect(await desk.settleChanges()).toBe(1);
    expect((await desk.link()).checking).toBe(false);
  });

  test('waits while other books are connected, or none', async () => {
    const desk = await lost({ fault: 'reset-after' });
    await desk.call(desk.company.holder, 'connection/disconnect', {});
    desk.clock.advance(untilOver);
    expect(await desk.settleChanges()).toBe(0);
  });
});
