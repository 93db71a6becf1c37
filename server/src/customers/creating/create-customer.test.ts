import { describe, expect, test } from 'vitest';
import { auditEntries } from '../../audit/tables.ts';
import { type CustomerFixture, openCustomerFixture } from '../../testing/customer-fixture.ts';
import { makeConnectedCompany } from '../../testing/make-company.ts';

const name = 'Northgate Reading Rooms';

const created = async (fixture: CustomerFixture) =>
  (await fixture.dependencies.db.select().from(auditEntries)).filter(
    ({ action }) => action === 'customer_created',
  );

const linkedName = async (fixture: CustomerFixture) => (await fixture.link()).link?.customer.name;

/** The deal's organization has no linked customer. */
const unlinked = async (...options: Parameters<typeof openCustomerFixture>) => {
  const fixture = await openCustomerFixture(...options);
  await fixture.unlink();
  await fixture.forgetCalls();
  return fixture;
};

describe.concurrent('a new customer', () => {
  test('is proposed with the values of Pipedrive in the deal’s currency', async () => {
    const fixture = await unlinked();
    const { creating } = await fixture.link();
    expect(creating).toMatchObject({
      proposed: {
        name: 'Northgate Library Trust',
        email: 'facilities@northgate.example',
        taxId: '04-7781200',
        currency: 'USD',
      },
      last: null,
      profile: { country: 'US', multiCurrency: false },
    });
    expect(creating?.proposed.address).toContain('2 Assembly Square');
  });

  test('is created as typed by one write and linked with user, time and reason', async () => {
    const fixture = await unlinked();
    expect(await fixture.createCustomer({ name: ` ${name} ` })).toMatchObject({
      status: 200,
      body: { checking: false },
    });
    expect(await fixture.link()).toMatchObject({
      link: {
        customer: { name, email: 'rooms@northgate.example' },
        why: 'created',
        linkedBy: 'Sales Lead',
        trouble: null,
      },
      creating: { last: null },
    });
    expect(await fixture.writes()).toBe(1);
    const inBoston = {
      Line1: '2 Assembly Square',
      City: 'Boston',
      CountrySubDivisionCode: 'MA',
      PostalCode: '02129',
    };
    const [made, ...others] = await fixture.named(name);
    expect(others).toEqual([]);
    expect(made).toMatchObject({
      BillAddr: inBoston,
      ShipAddr: inBoston,
      PrimaryEmailAddr: { Address: 'rooms@northgate.example' },
      ResaleNum: '04-778',
    });
    expect(await created(fixture)).toMatchObject([
      { subject: made?.Id, dealId: fixture.dealId, details: { name } },
    ]);
    expect((await fixture.link({ of: 'organization', id: 502 })).link?.customer.name).toBe(name);
  });

  test.each([
    ['all', null],
    ['latin1', 'Złotnicki Usługi'],
  ])(
    'is shown with its typed name when QuickBooks stores %s characters',
    async (storedLetters, typedName) => {
      const fixture = await unlinked();
      await fixture.switches({ lettersStored: storedLetters });
      await fixture.createCustomer({ name: 'Złotnicki Usługi' });
      const stored = storedLetters === 'all' ? 'Złotnicki Usługi' : 'Z?otnicki Us?ugi';
      expect((await fixture.link()).link).toMatchObject({ customer: { name: stored }, typedName });
    },
  );

  test('replaces a missing and an inactive customer', async () => {
    const fixture = await openCustomerFixture();
    await fixture.edit({ Active: false });
    const { link, creating } = await fixture.link();
    expect(link?.trouble).toBe('inactive');
    expect(creating?.proposed.name).toBe('Northgate Library Trust');
    await fixture.createCustomer();
    expect((await fixture.link()).link).toMatchObject({ customer: { name }, trouble: null });
  });

  test('replaces the linked customer only when the request names it', async () => {
    const fixture = await openCustomerFixture();
    await fixture.createCustomer();
    expect(await fixture.writes()).toBe(0);
    const { link } = await fixture.link();
    await fixture.createCustomer({}, { replacedCustomerId: 'another' });
    expect(await fixture.writes()).toBe(0);
    await fixture.createCustomer({}, { replacedCustomerId: link?.customer.id ?? '' });
    expect(await fixture.writes()).toBe(1);
    expect((await fixture.link()).link).toMatchObject({ customer: { name }, why: 'created' });
  });

  test('is linked to the person of a deal without an organization', async () => {
    const fixture = await openCustomerFixture();
    const context = { of: 'deal' as const, id: fixture.company.deals.onlyAPerson ?? 0 };
    await fixture.createCustomer({}, { context });
    expect((await fixture.link({ of: 'person', id: 606 })).link?.customer.name).toBe(name);
  });

  test('is created with its currency in a multicurrency company', async () => {
    const fixture = await unlinked('uk');
    const wrong = await fixture.createCustomer({ currency: 'JPY' });
    expect(wrong).toMatchObject({
      status: 422,
      body: { error: { fields: [{ path: 'customer.currency', problem: 'currency_mismatch' }] } },
    });
    await fixture.createCustomer({ currency: 'EUR' });
    expect((await fixture.link()).link?.customer.currency).toBe('EUR');
  });

  test('is not created again by a repeated request', async () => {
    const fixture = await unlinked();
    await fixture.createCustomer();
    const again = await fixture.createCustomer({ name: 'Another Name' });
    expect(again).toMatchObject({ status: 200, body: { checking: false } });
    expect(await linkedName(fixture)).toBe(name);
    expect(await fixture.writes()).toBe(1);
    expect(await created(fixture)).toHaveLength(1);
  });

  test('is created once by two concurrent requests', async ({ expect }) => {
    const fixture = await unlinked('us', { env: { QUICKBOOKS_TIMEOUT_MS: '8000' } });
    await fixture.fault({ fault: 'late', delayMs: 2000 }, 'customer');
    const first = fixture.createCustomer();
    await expect.poll(() => fixture.writes(), { timeout: 10_000 }).toBe(1);
    expect(await fixture.createCustomer()).toMatchObject({
      status: 409,
      body: { error: { code: 'customer_busy' } },
    });
    expect((await first).status).toBe(200);
    expect(await linkedName(fixture)).toBe(name);
    expect(await fixture.named(name)).toHaveLength(1);
  });

  test('is created once after QuickBooks has throttled it', async () => {
    const fixture = await unlinked();
    await fixture.fault({ fault: 'status', status: 429 }, 'customer');
    expect((await fixture.createCustomer()).status).toBe(200);
    expect(await linkedName(fixture)).toBe(name);
    expect(await fixture.named(name)).toHaveLength(1);
  });
});

describe.concurrent('a refused new customer', () => {
  test('is rejected at its fields before any write', async () => {
    const fixture = await unlinked();
    const wrong = {
      name: 'A: B',
      email: 'nobody',
      taxId: '1'.repeat(17),
      address: 'x'.repeat(501),
    };
    const { status, body } = await fixture.createCustomer(wrong);
    expect(status).toBe(422);
    expect(body.error?.fields?.map(({ path, problem }) => [path, problem])).toEqual([
      ['customer.name', 'forbidden_characters'],
      ['customer.email', 'not_an_email'],
      ['customer.address', 'too_long'],
      ['customer.taxId', 'too_long'],
    ]);
    expect(await fixture.writes()).toBe(0);
  });

  test('gets a taken-name error at the name and keeps the typed values', async () => {
    const fixture = await unlinked();
    const taken = { name: 'Larkspur Dental Group', email: 'typed@northgate.example' };
    expect(await fixture.createCustomer(taken)).toMatchObject({
      status: 422,
      body: {
        error: {
          code: 'quickbooks_refused',
          fields: [{ path: 'customer.name', problem: 'name_taken' }],
          details: { faultCode: '6240' },
        },
      },
    });
    const { link, creating } = await fixture.link();
    expect(link).toBeNull();
    expect(creating).toMatchObject({
      proposed: taken,
      last: { state: 'refused', fields: [{ path: 'customer.name', problem: 'name_taken' }] },
    });
    expect(await created(fixture)).toEqual([]);
    fixture.clock.advance(1000);
    expect((await fixture.createCustomer()).status).toBe(200);
    expect(await linkedName(fixture)).toBe(name);
  });

  test('returns the message of QuickBooks for other reasons', async () => {
    const fixture = await unlinked();
    await fixture.fault({ fault: 'status', status: 400, code: '6000' }, 'customer');
    expect(await fixture.createCustomer()).toMatchObject({
      status: 422,
      body: { error: { code: 'quickbooks_refused', details: { faultCode: '6000' } } },
    });
    expect((await fixture.link()).creating).toMatchObject({
      proposed: { name },
      last: { state: 'refused', fields: [], said: expect.stringMatching(/./) },
    });
  });

  test('does not propose the typed values after a day', async () => {
    const fixture = await unlinked();
    await fixture.createCustomer({ name: 'Larkspur Dental Group' });
    fixture.clock.advance(25 * 60 * 60_000);
    expect((await fixture.link()).creating).toMatchObject({
      proposed: { name: 'Northgate Library Trust' },
      last: null,
    });
  });
});

describe.concurrent('access to creation', () => {
  test('rejects a colleague and another company', async () => {
    const fixture = await unlinked();
    const other = await makeConnectedCompany(fixture.dependencies, {
      company: 'hillside',
      like: 'uk',
    });
    const refusals = [
      await fixture.createCustomer({}, { user: fixture.company.colleague }),
      await fixture.createCustomer({}, { user: other.owner }),
    ];
    expect(refusals.map(({ status }) => status)).toEqual([403, 404]);
    expect(await fixture.writes()).toBe(0);
    expect(await fixture.named(name)).toEqual([]);
  });

  test('rejects a deal that the user may not see', async () => {
    const fixture = await openCustomerFixture();
    await fixture.hideDeal(fixture.dealId);
    await fixture.forgetCalls();
    expect((await fixture.createCustomer()).status).toBe(404);
    expect(await fixture.writes()).toBe(0);
  });

  test('rejects a context without an organization or person', async () => {
    const fixture = await unlinked();
    expect(await fixture.createCustomer({}, { context: { of: 'company' } })).toMatchObject({
      status: 409,
      body: { error: { code: 'not_possible' } },
    });
    expect(await fixture.creating({ of: 'company' })).toBe(false);
  });
});
