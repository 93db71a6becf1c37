import { describe, expect, test } from 'vitest';
import { AppError } from '../../app-error.ts';
import { auditEntries } from '../../audit/tables.ts';
import { buildTestApp } from '../../testing/build-test-app.ts';
import { type CustomerDesk, openCustomerDesk } from '../../testing/customer-desk.ts';
import { resolveDue } from '../../testing/run-due.ts';
import { impatient, untilOver } from '../../testing/sales-desk.ts';

const name = 'Northgate Reading Rooms';

const created = async (desk: CustomerDesk) =>
  (await desk.doors.db.select().from(auditEntries)).filter(
    ({ action }) => action === 'customer_created',
  );

const lost = async (fault: object, typed: { name?: string } = {}) => {
  const desk = await openCustomerDesk('us', impatient);
  await desk.unlink();
  await desk.forgetCalls();
  await desk.fault(fault, 'customer');
  expect(await desk.createCustomer(typed)).toMatchObject({ status: 200, body: { checking: true } });
  expect(await desk.link()).toMatchObject({
    link: null,
    creating: { last: { state: 'checking' } },
  });
  return desk;
};

/** A form of the deal whose customer is to be created under another name. */
const newIn = async (desk: CustomerDesk) => {
  const form = await desk.form();
  const choice = { kind: 'new' as const, name: 'Northgate Annexe' };
  return { ...form, content: { ...form.content, customer: { ...form.content.customer, choice } } };
};

describe.concurrent('an unanswered new customer', () => {
  test.each([
    ['cut off afterwards', { fault: 'reset-after' }],
    ['answered too late', { fault: 'late', delayMs: 3300 }],
  ])('that was %s is found once two minutes have passed, and linked', async (_, fault) => {
    const desk = await lost(fault);
    const calls = await desk.calls();
    expect(await desk.creating()).toBe(true);
    expect(await desk.calls()).toEqual(calls);
    desk.clock.advance(110_000);
    expect(await desk.settleChanges()).toBe(0);
    desk.clock.advance(20_000);
    expect(await desk.settleChanges()).toBe(1);
    expect(await desk.creating()).toBe(false);
    expect((await desk.link()).link).toMatchObject({ customer: { name }, why: 'created' });
    expect(await created(desk)).toHaveLength(1);
    expect(await desk.writes()).toBe(1);
    expect(await desk.named(name)).toHaveLength(1);
    expect(await desk.settleChanges()).toBe(0);
  });

  test.each([
    ['cut off before', { fault: 'reset-before' }],
    ['a 500', { fault: 'status', status: 500 }],
    ['never answered', { fault: 'hang' }],
  ])(
    'that was %s was not created, is kept as typed, and can be created again',
    async (_, fault) => {
      const desk = await lost(fault);
      desk.clock.advance(untilOver);
      expect(await desk.settleChanges()).toBe(1);
      const { link, creating } = await desk.link();
      expect(link).toBeNull();
      expect(creating).toMatchObject({
        proposed: { name, email: 'rooms@northgate.example' },
        last: { state: 'not_created', name },
      });
      expect(await created(desk)).toEqual([]);
      expect(await desk.createCustomer()).toMatchObject({ status: 200, body: { checking: false } });
      expect((await desk.link()).link?.customer.name).toBe(name);
      expect(new Set(await desk.requestIds()).size).toBe(2);
      expect(await desk.named(name)).toHaveLength(1);
    },
  );

  test('that was not created at first is logged once, also when it is pressed again', async () => {
    const desk = await lost({ fault: 'reset-before' });
    desk.clock.advance(untilOver);
    await desk.settleChanges();
    await desk.createCustomer();
    const { link } = await desk.link();
    const again = await desk.createCustomer({}, { instead: link?.customer.id ?? '' });
    expect(again.body.error?.fields).toEqual([{ path: 'customer.name', problem: 'name_taken' }]);
    expect((await desk.link()).link?.customer.name).toBe(name);
    expect(await created(desk)).toHaveLength(1);
    expect(await desk.named(name)).toHaveLength(1);
  });

  test('cannot be repeated meanwhile, nor another be created for the same organization', async () => {
    const desk = await lost({ fault: 'reset-before' });
    for (const typed of [{}, { name: 'Another Name' }]) {
      expect(await desk.createCustomer(typed)).toMatchObject({
        status: 409,
        body: { error: { code: 'customer_busy' } },
      });
    }
    expect(await desk.writes()).toBe(1);
    const place = { of: 'person' as const, id: 606 };
    expect(await desk.createCustomer({ name: 'Somebody Else' }, { place })).toMatchObject({
      status: 200,
    });
  });

  test('keeps an invoice from creating another for the same organization', async () => {
    const desk = await lost({ fault: 'reset-before' });
    const form = await newIn(desk);
    expect(await desk.create(form)).toMatchObject({
      status: 409,
      body: { error: { code: 'customer_busy' } },
    });
    expect(await desk.writes()).toBe(1);
    desk.clock.advance(untilOver);
    await desk.settleChanges();
    expect((await desk.create(form)).body.state).toBe('created');
  });

  test('of an invoice keeps the page from creating another', async () => {
    const desk = await openCustomerDesk('us', impatient);
    await desk.unlink();
    const form = await newIn(desk);
    await desk.forgetCalls();
    await desk.fault({ fault: 'reset-before' }, 'customer');
    expect((await desk.create(form)).body.state).toBe('unknown');
    expect(await desk.createCustomer()).toMatchObject({
      status: 409,
      body: { error: { code: 'customer_busy' } },
    });
    expect(await desk.creating()).toBe(true);
    expect(await desk.writes()).toBe(1);
  });

  test('whose name an older customer has was refused for that', async () => {
    const taken = { name: 'Larkspur Dental Group' };
    const desk = await lost({ fault: 'reset-before' }, taken);
    desk.clock.advance(untilOver);
    await desk.settleChanges();
    expect(await desk.link()).toMatchObject({
      link: null,
      creating: {
        proposed: taken,
        last: {
          state: 'refused',
          fields: [{ path: 'customer.name', problem: 'name_taken' }],
        },
      },
    });
    expect(await created(desk)).toEqual([]);
  });

  test('that turns up after it was given up is our own, and not a name that is taken', async () => {
    const desk = await lost({ fault: 'reset-before' });
    desk.clock.advance(untilOver);
    await desk.settleChanges();
    const late = await desk.addCustomer(name);
    expect(await desk.createCustomer()).toMatchObject({ status: 200, body: { checking: false } });
    expect((await desk.link()).link).toMatchObject({ customer: { id: late, name } });
    expect(await desk.named(name)).toHaveLength(1);
    expect(await created(desk)).toMatchObject([{ subject: late }]);
  });

  test('that turns up so is being checked while QuickBooks cannot be asked', async () => {
    const desk = await lost({ fault: 'reset-before' });
    desk.clock.advance(untilOver);
    await desk.settleChanges();
    const late = await desk.addCustomer(name);
    const { quickbooks } = desk.doors;
    const { customerByName, createCustomer } = quickbooks;
    quickbooks.createCustomer = async (...what) => {
      const answer = await createCustomer(...what);
      quickbooks.customerByName = async () => {
        throw new AppError('quickbooks_unavailable');
      };
      return answer;
    };
    expect(await desk.createCustomer()).toMatchObject({ status: 200, body: { checking: true } });
    quickbooks.customerByName = customerByName;
    expect(await desk.creating()).toBe(true);
    desk.clock.advance(untilOver);
    await desk.settleChanges();
    expect((await desk.link()).link).toMatchObject({ customer: { id: late }, why: 'created' });
  });

  test('is not taken for a customer that was created here for somebody else', async () => {
    const desk = await lost({ fault: 'reset-before' });
    const place = { of: 'person' as const, id: 606 };
    expect((await desk.createCustomer({}, { place })).status).toBe(200);
    desk.clock.advance(untilOver);
    await desk.settleChanges();
    expect((await desk.link()).creating?.last).toMatchObject({ state: 'refused' });
    expect((await desk.link(place)).link?.customer.name).toBe(name);
  });

  test('is created, but leaves whomever the user linked meanwhile', async () => {
    const desk = await lost({ fault: 'reset-after' });
    desk.clock.advance(1000);
    await desk.change('4');
    desk.clock.advance(untilOver);
    await desk.settleChanges();
    expect((await desk.link()).link?.customer.id).toBe('4');
    expect(await created(desk)).toHaveLength(1);
  });

  test('is settled by another process when the first dies', async ({ expect }) => {
    const env = { QUICKBOOKS_TIMEOUT_MS: '8000' };
    const desk = await openCustomerDesk('us', { env });
    await desk.unlink();
    await desk.forgetCalls();
    await desk.fault({ fault: 'late', delayMs: 3000 }, 'customer');
    const late = desk.createCustomer();
    await expect.poll(() => desk.writes(), { timeout: 10_000 }).toBe(1);
    await expect.poll(() => desk.named(name), { timeout: 10_000 }).toHaveLength(1);
    const next = await buildTestApp({ db: desk.doors.db, env });
    next.clock.advance(untilOver);
    expect(await resolveDue(next.doors, ['create_customer'])).toBe(0);
    next.clock.advance(60_000);
    expect(await resolveDue(next.doors, ['create_customer'])).toBe(1);
    await late;
    expect(await created(desk)).toHaveLength(1);
    expect((await desk.link()).link?.customer.name).toBe(name);
    expect(await desk.writes()).toBe(1);
  });
});
