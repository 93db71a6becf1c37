import { describe, expect, test } from 'vitest';
import { AppError } from '../../app-error.ts';
import { auditEntries } from '../../audit/tables.ts';
import { buildTestApp } from '../../testing/build-test-app.ts';
import { type CustomerFixture, openCustomerFixture } from '../../testing/customer-fixture.ts';
import { impatient, untilOver } from '../../testing/draft-fixture.ts';
import { resolveDue } from '../../testing/run-due.ts';

const name = 'Northgate Reading Rooms';

const auditedCreations = async (fixture: CustomerFixture) =>
  (await fixture.dependencies.db.select().from(auditEntries)).filter(
    ({ action }) => action === 'customer_created',
  );

const openWithLostResponse = async (fault: object, typed: { name?: string } = {}) => {
  const fixture = await openCustomerFixture('us', impatient);
  await fixture.unlink();
  await fixture.forgetCalls();
  await fixture.fault(fault, 'customer');
  expect(await fixture.createCustomer(typed)).toMatchObject({
    status: 200,
    body: { checking: true },
  });
  expect(await fixture.link()).toMatchObject({
    link: null,
    creating: { last: { state: 'checking' } },
  });
  return fixture;
};

/** A form of the deal whose new customer has another name. */
const newIn = async (fixture: CustomerFixture) => {
  const form = await fixture.form();
  const choice = { kind: 'new' as const, name: 'Northgate Annexe' };
  return { ...form, content: { ...form.content, customer: { ...form.content.customer, choice } } };
};

describe.concurrent('a new customer whose response was lost', () => {
  test.each([
    ['cut off afterwards', { fault: 'reset-after' }],
    ['answered too late', { fault: 'late', delayMs: 3300 }],
  ])('that was %s is found by a lookup after two minutes and linked', async (_, fault) => {
    const fixture = await openWithLostResponse(fault);
    const calls = await fixture.calls();
    expect(await fixture.creating()).toBe(true);
    expect(await fixture.calls()).toEqual(calls);
    fixture.clock.advance(110_000);
    expect(await fixture.resolveChanges()).toBe(0);
    fixture.clock.advance(20_000);
    expect(await fixture.resolveChanges()).toBe(1);
    expect(await fixture.creating()).toBe(false);
    expect((await fixture.link()).link).toMatchObject({ customer: { name }, why: 'created' });
    expect(await auditedCreations(fixture)).toHaveLength(1);
    expect(await fixture.writes()).toBe(1);
    expect(await fixture.named(name)).toHaveLength(1);
    expect(await fixture.resolveChanges()).toBe(0);
  });

  test.each([
    ['cut off before', { fault: 'reset-before' }],
    ['a 500', { fault: 'status', status: 500 }],
    ['never answered', { fault: 'hang' }],
  ])(
    'that was %s is reported as not auditedCreations, and can be auditedCreations again as typed',
    async (_, fault) => {
      const fixture = await openWithLostResponse(fault);
      fixture.clock.advance(untilOver);
      expect(await fixture.resolveChanges()).toBe(1);
      const { link, creating } = await fixture.link();
      expect(link).toBeNull();
      expect(creating).toMatchObject({
        proposed: { name, email: 'rooms@northgate.example' },
        last: { state: 'not_created', name },
      });
      expect(await auditedCreations(fixture)).toEqual([]);
      expect(await fixture.createCustomer()).toMatchObject({
        status: 200,
        body: { checking: false },
      });
      expect((await fixture.link()).link?.customer.name).toBe(name);
      expect(new Set(await fixture.requestIds()).size).toBe(2);
      expect(await fixture.named(name)).toHaveLength(1);
    },
  );

  test('that was not created at first is audited once, even when repeated', async () => {
    const fixture = await openWithLostResponse({ fault: 'reset-before' });
    fixture.clock.advance(untilOver);
    await fixture.resolveChanges();
    await fixture.createCustomer();
    const { link } = await fixture.link();
    const again = await fixture.createCustomer({}, { replacedCustomerId: link?.customer.id ?? '' });
    expect(again.body.error?.fields).toEqual([{ path: 'customer.name', problem: 'name_taken' }]);
    expect((await fixture.link()).link?.customer.name).toBe(name);
    expect(await auditedCreations(fixture)).toHaveLength(1);
    expect(await fixture.named(name)).toHaveLength(1);
  });

  test('blocks another creation for the same organization while unconfirmed', async () => {
    const fixture = await openWithLostResponse({ fault: 'reset-before' });
    for (const typed of [{}, { name: 'Another Name' }]) {
      expect(await fixture.createCustomer(typed)).toMatchObject({
        status: 409,
        body: { error: { code: 'customer_busy' } },
      });
    }
    expect(await fixture.writes()).toBe(1);
    const context = { of: 'person' as const, id: 606 };
    expect(await fixture.createCustomer({ name: 'Somebody Else' }, { context })).toMatchObject({
      status: 200,
    });
  });

  test('blocks an invoice from creating another for the same organization', async () => {
    const fixture = await openWithLostResponse({ fault: 'reset-before' });
    const form = await newIn(fixture);
    expect(await fixture.create(form)).toMatchObject({
      status: 409,
      body: { error: { code: 'customer_busy' } },
    });
    expect(await fixture.writes()).toBe(1);
    fixture.clock.advance(untilOver);
    await fixture.resolveChanges();
    expect((await fixture.create(form)).body.state).toBe('created');
  });

  test('of an invoice blocks a creation on the customer page', async () => {
    const fixture = await openCustomerFixture('us', impatient);
    await fixture.unlink();
    const form = await newIn(fixture);
    await fixture.forgetCalls();
    await fixture.fault({ fault: 'reset-before' }, 'customer');
    expect((await fixture.create(form)).body.state).toBe('unknown');
    expect(await fixture.createCustomer()).toMatchObject({
      status: 409,
      body: { error: { code: 'customer_busy' } },
    });
    expect(await fixture.creating()).toBe(true);
    expect(await fixture.writes()).toBe(1);
  });

  test('is refused when an older customer has the name', async () => {
    const taken = { name: 'Larkspur Dental Group' };
    const fixture = await openWithLostResponse({ fault: 'reset-before' }, taken);
    fixture.clock.advance(untilOver);
    await fixture.resolveChanges();
    expect(await fixture.link()).toMatchObject({
      link: null,
      creating: {
        proposed: taken,
        last: {
          state: 'refused',
          fields: [{ path: 'customer.name', problem: 'name_taken' }],
        },
      },
    });
    expect(await auditedCreations(fixture)).toEqual([]);
  });

  test('that appears after it was given up is linked, not refused as a taken name', async () => {
    const fixture = await openWithLostResponse({ fault: 'reset-before' });
    fixture.clock.advance(untilOver);
    await fixture.resolveChanges();
    const late = await fixture.addCustomer(name);
    expect(await fixture.createCustomer()).toMatchObject({
      status: 200,
      body: { checking: false },
    });
    expect((await fixture.link()).link).toMatchObject({ customer: { id: late, name } });
    expect(await fixture.named(name)).toHaveLength(1);
    expect(await auditedCreations(fixture)).toMatchObject([{ subject: late }]);
  });

  test('that may have appeared is unconfirmed while QuickBooks is unavailable', async () => {
    const fixture = await openWithLostResponse({ fault: 'reset-before' });
    fixture.clock.advance(untilOver);
    await fixture.resolveChanges();
    const late = await fixture.addCustomer(name);
    const { quickbooks } = fixture.dependencies;
    const { customerByName, createCustomer } = quickbooks;
    quickbooks.createCustomer = async (...args) => {
      const response = await createCustomer(...args);
      quickbooks.customerByName = async () => {
        throw new AppError('quickbooks_unavailable');
      };
      return response;
    };
    expect(await fixture.createCustomer()).toMatchObject({ status: 200, body: { checking: true } });
    quickbooks.customerByName = customerByName;
    expect(await fixture.creating()).toBe(true);
    fixture.clock.advance(untilOver);
    await fixture.resolveChanges();
    expect((await fixture.link()).link).toMatchObject({ customer: { id: late }, why: 'created' });
  });

  test('is not confused with a customer created here for another party', async () => {
    const fixture = await openWithLostResponse({ fault: 'reset-before' });
    const context = { of: 'person' as const, id: 606 };
    expect((await fixture.createCustomer({}, { context })).status).toBe(200);
    fixture.clock.advance(untilOver);
    await fixture.resolveChanges();
    expect((await fixture.link()).creating?.last).toMatchObject({ state: 'refused' });
    expect((await fixture.link(context)).link?.customer.name).toBe(name);
  });

  test('does not replace a customer linked by the user meanwhile', async () => {
    const fixture = await openWithLostResponse({ fault: 'reset-after' });
    fixture.clock.advance(1000);
    await fixture.change('4');
    fixture.clock.advance(untilOver);
    await fixture.resolveChanges();
    expect((await fixture.link()).link?.customer.id).toBe('4');
    expect(await auditedCreations(fixture)).toHaveLength(1);
  });

  test('is resolved by another process when the first crashes', async ({ expect }) => {
    const env = { QUICKBOOKS_TIMEOUT_MS: '8000' };
    const fixture = await openCustomerFixture('us', { env });
    await fixture.unlink();
    await fixture.forgetCalls();
    await fixture.fault({ fault: 'late', delayMs: 3000 }, 'customer');
    const late = fixture.createCustomer();
    await expect.poll(() => fixture.writes(), { timeout: 10_000 }).toBe(1);
    await expect.poll(() => fixture.named(name), { timeout: 10_000 }).toHaveLength(1);
    const next = await buildTestApp({ db: fixture.dependencies.db, env });
    next.clock.advance(untilOver);
    expect(await resolveDue(next.dependencies, ['create_customer'])).toBe(0);
    next.clock.advance(60_000);
    expect(await resolveDue(next.dependencies, ['create_customer'])).toBe(1);
    await late;
    expect(await auditedCreations(fixture)).toHaveLength(1);
    expect((await fixture.link()).link?.customer.name).toBe(name);
    expect(await fixture.writes()).toBe(1);
  });
});
