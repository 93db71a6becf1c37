import { describe, expect, test } from 'vitest';
import { auditEntries } from '../../audit/tables.ts';
import { buildTestApp } from '../../testing/build-test-app.ts';
import { type CustomerFixture, openCustomerFixture } from '../../testing/customer-fixture.ts';
import { impatient, untilOver } from '../../testing/draft-fixture.ts';
import { resolveDue } from '../../testing/run-due.ts';

const email = 'new@northgate.example';

const entries = async (fixture: CustomerFixture) =>
  (await fixture.dependencies.db.select().from(auditEntries)).filter(
    ({ action }) => action === 'customer_updated',
  );

const openWithLostResponse = async (fault: object) => {
  const fixture = await openCustomerFixture('us', impatient);
  await fixture.forgetCalls();
  await fixture.fault(fault, 'customer');
  const { status, body } = await fixture.update({ email });
  expect([status, body]).toMatchObject([
    200,
    { checking: true, differences: [{ field: 'email' }] },
  ]);
  return fixture;
};

describe.concurrent('an update whose response was lost', () => {
  test.each([
    ['cut off afterwards', { fault: 'reset-after' }],
    ['answered too late', { fault: 'late', delayMs: 3300 }],
  ])('that was %s is found by a lookup after two minutes', async (_, fault) => {
    const fixture = await openWithLostResponse(fault);
    expect((await fixture.link()).checking).toBe(true);
    const calls = await fixture.calls();
    expect(await fixture.compare({ email })).toMatchObject({ checking: true, offer: true });
    expect(await fixture.calls()).toEqual(calls);
    fixture.clock.advance(110_000);
    expect(await fixture.resolveChanges()).toBe(0);
    fixture.clock.advance(20_000);
    expect(await fixture.resolveChanges()).toBe(1);
    expect(await fixture.link()).toMatchObject({ checking: false });
    expect((await fixture.compare({ email })).differences).toEqual([]);
    expect(await entries(fixture)).toHaveLength(1);
    expect(await fixture.writes()).toBe(1);
    expect(await fixture.resolveChanges()).toBe(0);
  });

  test.each([
    ['cut off before', { fault: 'reset-before' }],
    ['a 500', { fault: 'status', status: 500 }],
    ['never answered', { fault: 'hang' }],
  ])('that was %s leaves the differences and can be repeated', async (_, fault) => {
    const fixture = await openWithLostResponse(fault);
    fixture.clock.advance(untilOver);
    expect(await fixture.resolveChanges()).toBe(1);
    expect(await fixture.compare({ email })).toMatchObject({
      differences: [{ field: 'email' }],
      checking: false,
    });
    expect(await entries(fixture)).toEqual([]);
    expect(await fixture.update({ email })).toMatchObject({ body: { differences: [] } });
    expect(await entries(fixture)).toHaveLength(1);
    expect(new Set(await fixture.requestIds()).size).toBe(2);
  });

  test('is found even if QuickBooks stored question marks for characters', async () => {
    const fixture = await openCustomerFixture('us', impatient);
    await fixture.switches({ lettersStored: 'latin1' });
    await fixture.fault({ fault: 'reset-after' }, 'customer');
    const address = 'Długa 1\nBoston, MA 02129';
    expect((await fixture.update({ address })).body).toMatchObject({ checking: true });
    fixture.clock.advance(untilOver);
    await fixture.resolveChanges();
    expect(await entries(fixture)).toHaveLength(1);
    expect((await fixture.compare({ address })).differences).toMatchObject([
      { field: 'address', lettersLost: true },
    ]);
  });

  test('blocks other updates of that customer while it is unconfirmed', async () => {
    const fixture = await openWithLostResponse({ fault: 'reset-before' });
    for (const fields of [{ email }, { taxId: '5' }]) {
      expect(await fixture.update(fields)).toMatchObject({
        status: 409,
        body: { error: { code: 'customer_busy' } },
      });
    }
    expect(await fixture.writes()).toBe(1);
    expect(await fixture.update({ email }, { customerId: '3' })).toMatchObject({ status: 200 });
  });

  test('is sent once by two concurrent requests', async ({ expect }) => {
    const fixture = await openCustomerFixture('us', { env: { QUICKBOOKS_TIMEOUT_MS: '8000' } });
    await fixture.forgetCalls();
    await fixture.fault({ fault: 'late', delayMs: 2000 }, 'customer');
    const first = fixture.update({ email });
    await expect.poll(() => fixture.writes(), { timeout: 10_000 }).toBe(1);
    expect(await fixture.update({ email })).toMatchObject({ status: 409 });
    expect(await first).toMatchObject({ status: 200, body: { checking: false } });
    expect(await fixture.writes()).toBe(1);
  });

  test('is resolved by another process when the first crashes', async ({ expect }) => {
    const env = { QUICKBOOKS_TIMEOUT_MS: '8000' };
    const fixture = await openCustomerFixture('us', { env });
    await fixture.forgetCalls();
    await fixture.fault({ fault: 'late', delayMs: 3000 }, 'customer');
    const late = fixture.update({ email });
    await expect.poll(() => fixture.writes(), { timeout: 10_000 }).toBe(1);
    const next = await buildTestApp({ db: fixture.dependencies.db, env });
    next.clock.advance(untilOver);
    expect(await resolveDue(next.dependencies, ['update_customer'])).toBe(0);
    next.clock.advance(60_000);
    expect(await resolveDue(next.dependencies, ['update_customer'])).toBe(1);
    await late;
    expect(await entries(fixture)).toHaveLength(1);
    expect(await fixture.link()).toMatchObject({ checking: false });
    expect(await fixture.writes()).toBe(1);
  });

  test('is looked up again when a lookup fails', async () => {
    const fixture = await openWithLostResponse({ fault: 'reset-after' });
    fixture.clock.advance(untilOver);
    await fixture.faultOnRead({ fault: 'status', status: 503, times: 2 });
    expect(await fixture.resolveChanges()).toBe(1);
    expect((await fixture.link()).checking).toBe(true);
    expect(await fixture.resolveChanges()).toBe(0);
    fixture.clock.advance(60_000);
    expect(await fixture.resolveChanges()).toBe(1);
    expect((await fixture.link()).checking).toBe(false);
  });

  test('waits while another realm, or none, is connected', async () => {
    const fixture = await openWithLostResponse({ fault: 'reset-after' });
    await fixture.call(fixture.company.owner, 'connection/disconnect', {});
    fixture.clock.advance(untilOver);
    expect(await fixture.resolveChanges()).toBe(0);
  });
});
