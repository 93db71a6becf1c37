import { describe, expect, test } from 'vitest';
import { AppError } from '../../app-error.ts';
import { auditEntries } from '../../audit/tables.ts';
import { buildTestApp } from '../../testing/build-test-app.ts';
import { type CustomerFixture, openCustomerFixture } from '../../testing/customer-fixture.ts';
import { impatient, untilOver } from '../../testing/draft-fixture.ts';
import { resolveDue } from '../../testing/run-due.ts';

const name = 'Northgate Reading Rooms';

const created = async (fixture: CustomerFixture) =>
  (await fixture.dependencies.db.select().from(auditEntries)).filter(
    ({ action }) => action === 'customer_created',
  );

const lost = async (fault: object, typed: { name?: string } = {}) => {
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

/** A form of the deal whose customer is to be created under another name. */
const newIn = async (fixture: CustomerFixture) => {
  const form = await fixture.form();
  const choice = { kind: 'new' as const, name: 'Northgate Annexe' };
  return { ...form, content: { ...form.content, customer: { ...form.content.customer, choice } } };
};

describe.concurrent('an unanswered new customer', () => {
  test.each([
    ['cut off afterwards', { fault: 'reset-after' }],
    ['answered too late', { fault: 'late', delayMs: 3300 }],
  ])('that was %s is found once two minutes have passed, and linked', async (_, fault) => {
    const fixture = await lost(fault);
    const calls = await fixture.calls();
    expect(await fixture.creating()).toBe(true);
    expect(await fixture.calls()).toEqual(calls);
    fixture.clock.advance(110_000);
    expect(await fixture.resolveChanges()).toBe(0);
    fixture.clock.advance(20_000);
    expect(await fixture.resolveChanges()).toBe(1);
    expect(await fixture.creating()).toBe(false);
    expect((await fixture.link()).link).toMatchObject({ customer: { name }, why: 'created' });
    expect(await created(fixture)).toHaveLength(1);
    expect(await fixture.writes()).toBe(1);
    expect(await fixture.named(name)).toHaveLength(1);
    expect(await fixture.resolveChanges()).toBe(0);
  });

  test.each([
    ['cut off before', { fault: 'reset-before' }],
    ['a 500', { fault: 'status', status: 500 }],
    ['never answered', { fault: 'hang' }],
  ])(
    'that was %s was not created, is kept as typed, and can be created again',
    async (_, fault) => {
      const fixture = await lost(fault);
      fixture.clock.advance(untilOver);
      expect(await fixture.resolveChanges()).toBe(1);
      const { link, creating } = await fixture.link();
      expect(link).toBeNull();
      expect(creating).toMatchObject({
        proposed: { name, email: 'rooms@northgate.example' },
        last: { state: 'not_created', name },
      });
      expect(await created(fixture)).toEqual([]);
      expect(await fixture.createCustomer()).toMatchObject({
        status: 200,
        body: { checking: false },
      });
      expect((await fixture.link()).link?.customer.name).toBe(name);
      expect(new Set(await fixture.requestIds()).size).toBe(2);
      expect(await fixture.named(name)).toHaveLength(1);
    },
  );

  test('that was not created at first is logged once, also when it is pressed again', async () => {
    const fixture = await lost({ fault: 'reset-before' });
    fixture.clock.advance(untilOver);
    await fixture.resolveChanges();
    await fixture.createCustomer();
    const { link } = await fixture.link();
    const again = await fixture.createCustomer({}, { instead: link?.customer.id ?? '' });
    expect(again.body.error?.fields).toEqual([{ path: 'customer.name', problem: 'name_taken' }]);
    expect((await fixture.link()).link?.customer.name).toBe(name);
    expect(await created(fixture)).toHaveLength(1);
    expect(await fixture.named(name)).toHaveLength(1);
  });

  test('cannot be repeated meanwhile, nor another be created for the same organization', async () => {
    const fixture = await lost({ fault: 'reset-before' });
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

  test('keeps an invoice from creating another for the same organization', async () => {
    const fixture = await lost({ fault: 'reset-before' });
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

  test('of an invoice keeps the page from creating another', async () => {
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

  test('whose name an older customer has was refused for that', async () => {
    const taken = { name: 'Larkspur Dental Group' };
    const fixture = await lost({ fault: 'reset-before' }, taken);
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
    expect(await created(fixture)).toEqual([]);
  });

  test('that turns up after it was given up is our own, and not a name that is taken', async () => {
    const fixture = await lost({ fault: 'reset-before' });
    fixture.clock.advance(untilOver);
    await fixture.resolveChanges();
    const late = await fixture.addCustomer(name);
    expect(await fixture.createCustomer()).toMatchObject({
      status: 200,
      body: { checking: false },
    });
    expect((await fixture.link()).link).toMatchObject({ customer: { id: late, name } });
    expect(await fixture.named(name)).toHaveLength(1);
    expect(await created(fixture)).toMatchObject([{ subject: late }]);
  });

  test('that turns up so is being checked while QuickBooks cannot be asked', async () => {
    const fixture = await lost({ fault: 'reset-before' });
    fixture.clock.advance(untilOver);
    await fixture.resolveChanges();
    const late = await fixture.addCustomer(name);
    const { quickbooks } = fixture.dependencies;
    const { customerByName, createCustomer } = quickbooks;
    quickbooks.createCustomer = async (...what) => {
      const answer = await createCustomer(...what);
      quickbooks.customerByName = async () => {
        throw new AppError('quickbooks_unavailable');
      };
      return answer;
    };
    expect(await fixture.createCustomer()).toMatchObject({ status: 200, body: { checking: true } });
    quickbooks.customerByName = customerByName;
    expect(await fixture.creating()).toBe(true);
    fixture.clock.advance(untilOver);
    await fixture.resolveChanges();
    expect((await fixture.link()).link).toMatchObject({ customer: { id: late }, why: 'created' });
  });

  test('is not taken for a customer that was created here for somebody else', async () => {
    const fixture = await lost({ fault: 'reset-before' });
    const context = { of: 'person' as const, id: 606 };
    expect((await fixture.createCustomer({}, { context })).status).toBe(200);
    fixture.clock.advance(untilOver);
    await fixture.resolveChanges();
    expect((await fixture.link()).creating?.last).toMatchObject({ state: 'refused' });
    expect((await fixture.link(context)).link?.customer.name).toBe(name);
  });

  test('is created, but leaves whomever the user linked meanwhile', async () => {
    const fixture = await lost({ fault: 'reset-after' });
    fixture.clock.advance(1000);
    await fixture.change('4');
    fixture.clock.advance(untilOver);
    await fixture.resolveChanges();
    expect((await fixture.link()).link?.customer.id).toBe('4');
    expect(await created(fixture)).toHaveLength(1);
  });

  test('is settled by another process when the first dies', async ({ expect }) => {
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
    expect(await created(fixture)).toHaveLength(1);
    expect((await fixture.link()).link?.customer.name).toBe(name);
    expect(await fixture.writes()).toBe(1);
  });
});
