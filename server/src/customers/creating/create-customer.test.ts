import { describe, expect, test } from 'vitest';
import { auditEntries } from '../../audit/tables.ts';
import { type CustomerDesk, openCustomerDesk } from '../../testing/customer-desk.ts';
import { makeConnectedCompany } from '../../testing/make-company.ts';

const name = 'Northgate Reading Rooms';

const created = async (desk: CustomerDesk) =>
  (await desk.doors.db.select().from(auditEntries)).filter(
    ({ action }) => action === 'customer_created',
  );

const linkedName = async (desk: CustomerDesk) => (await desk.link()).link?.customer.name;

/** Nobody is linked to the deal's organization. */
const unlinked = async (...how: Parameters<typeof openCustomerDesk>) => {
  const desk = await openCustomerDesk(...how);
  await desk.unlink();
  await desk.forgetCalls();
  return desk;
};

describe.concurrent('a new customer', () => {
  test('is proposed as Pipedrive says it, in the deal’s currency', async () => {
    const desk = await unlinked();
    const { creating } = await desk.link();
    expect(creating).toMatchObject({
      proposed: {
        name: 'Northgate Library Trust',
        email: 'facilities@northgate.example',
        taxId: '04-7781200',
        currency: 'USD',
      },
      last: null,
      books: { country: 'US', multiCurrency: false },
    });
    expect(creating?.proposed.address).toContain('2 Assembly Square');
  });

  test('is created as typed by one write, and linked with who, when and why', async () => {
    const desk = await unlinked();
    expect(await desk.createCustomer({ name: ` ${name} ` })).toMatchObject({
      status: 200,
      body: { checking: false },
    });
    expect(await desk.link()).toMatchObject({
      link: {
        customer: { name, email: 'rooms@northgate.example' },
        why: 'created',
        linkedBy: 'Sales Lead',
        trouble: null,
      },
      creating: { last: null },
    });
    expect(await desk.writes()).toBe(1);
    const inBoston = {
      Line1: '2 Assembly Square',
      City: 'Boston',
      CountrySubDivisionCode: 'MA',
      PostalCode: '02129',
    };
    const [made, ...others] = await desk.named(name);
    expect(others).toEqual([]);
    expect(made).toMatchObject({
      BillAddr: inBoston,
      ShipAddr: inBoston,
      PrimaryEmailAddr: { Address: 'rooms@northgate.example' },
      ResaleNum: '04-778',
    });
    expect(await created(desk)).toMatchObject([
      { subject: made?.Id, dealId: desk.dealId, details: { name } },
    ]);
    expect((await desk.link({ of: 'organization', id: 502 })).link?.customer.name).toBe(name);
  });

  test.each([
    ['all', null],
    ['latin1', 'Złotnicki Usługi'],
  ])(
    'with letters of which QuickBooks stores %s is shown with the name typed',
    async (kept, typedName) => {
      const desk = await unlinked();
      await desk.switches({ lettersStored: kept });
      await desk.createCustomer({ name: 'Złotnicki Usługi' });
      const stored = kept === 'all' ? 'Złotnicki Usługi' : 'Z?otnicki Us?ugi';
      expect((await desk.link()).link).toMatchObject({ customer: { name: stored }, typedName });
    },
  );

  test('takes the place of one that is gone, and of an inactive one', async () => {
    const desk = await openCustomerDesk();
    await desk.edit({ Active: false });
    const { link, creating } = await desk.link();
    expect(link?.trouble).toBe('inactive');
    expect(creating?.proposed.name).toBe('Northgate Library Trust');
    await desk.createCustomer();
    expect((await desk.link()).link).toMatchObject({ customer: { name }, trouble: null });
  });

  test('takes the place of the linked one only when it is meant to', async () => {
    const desk = await openCustomerDesk();
    await desk.createCustomer();
    expect(await desk.writes()).toBe(0);
    const { link } = await desk.link();
    await desk.createCustomer({}, { instead: 'another' });
    expect(await desk.writes()).toBe(0);
    await desk.createCustomer({}, { instead: link?.customer.id ?? '' });
    expect(await desk.writes()).toBe(1);
    expect((await desk.link()).link).toMatchObject({ customer: { name }, why: 'created' });
  });

  test('is the person’s where a deal has nobody else', async () => {
    const desk = await openCustomerDesk();
    const place = { of: 'deal' as const, id: desk.company.deals.onlyAPerson ?? 0 };
    await desk.createCustomer({}, { place });
    expect((await desk.link({ of: 'person', id: 606 })).link?.customer.name).toBe(name);
  });

  test('has its currency for good where the books keep several', async () => {
    const desk = await unlinked('uk');
    const wrong = await desk.createCustomer({ currency: 'JPY' });
    expect(wrong).toMatchObject({
      status: 422,
      body: { error: { fields: [{ path: 'customer.currency', problem: 'currency_mismatch' }] } },
    });
    await desk.createCustomer({ currency: 'EUR' });
    expect((await desk.link()).link?.customer.currency).toBe('EUR');
  });

  test('pressed again is there already, and nothing more is created', async () => {
    const desk = await unlinked();
    await desk.createCustomer();
    const again = await desk.createCustomer({ name: 'Another Name' });
    expect(again).toMatchObject({ status: 200, body: { checking: false } });
    expect(await linkedName(desk)).toBe(name);
    expect(await desk.writes()).toBe(1);
    expect(await created(desk)).toHaveLength(1);
  });

  test('pressed twice at once is created once', async ({ expect }) => {
    const desk = await unlinked('us', { env: { QUICKBOOKS_TIMEOUT_MS: '8000' } });
    await desk.fault({ fault: 'late', delayMs: 2000 }, 'customer');
    const first = desk.createCustomer();
    await expect.poll(() => desk.writes(), { timeout: 10_000 }).toBe(1);
    expect(await desk.createCustomer()).toMatchObject({
      status: 409,
      body: { error: { code: 'customer_busy' } },
    });
    expect((await first).status).toBe(200);
    expect(await linkedName(desk)).toBe(name);
    expect(await desk.named(name)).toHaveLength(1);
  });

  test('waits for a busy QuickBooks, and then is created once', async () => {
    const desk = await unlinked();
    await desk.fault({ fault: 'status', status: 429 }, 'customer');
    expect((await desk.createCustomer()).status).toBe(200);
    expect(await linkedName(desk)).toBe(name);
    expect(await desk.named(name)).toHaveLength(1);
  });
});

describe.concurrent('a new customer that is refused', () => {
  test('for what can be told before is told at the fields, and nothing is written', async () => {
    const desk = await unlinked();
    const wrong = {
      name: 'A: B',
      email: 'nobody',
      taxId: '1'.repeat(17),
      address: 'x'.repeat(501),
    };
    const { status, body } = await desk.createCustomer(wrong);
    expect(status).toBe(422);
    expect(body.error?.fields?.map(({ path, problem }) => [path, problem])).toEqual([
      ['customer.name', 'forbidden_characters'],
      ['customer.email', 'not_an_email'],
      ['customer.address', 'too_long'],
      ['customer.taxId', 'too_long'],
    ]);
    expect(await desk.writes()).toBe(0);
  });

  test('because its name is taken is told so at the name, and what was typed is kept', async () => {
    const desk = await unlinked();
    const taken = { name: 'Larkspur Dental Group', email: 'typed@northgate.example' };
    expect(await desk.createCustomer(taken)).toMatchObject({
      status: 422,
      body: {
        error: {
          code: 'quickbooks_refused',
          fields: [{ path: 'customer.name', problem: 'name_taken' }],
          details: { faultCode: '6240' },
        },
      },
    });
    const { link, creating } = await desk.link();
    expect(link).toBeNull();
    expect(creating).toMatchObject({
      proposed: taken,
      last: { state: 'refused', fields: [{ path: 'customer.name', problem: 'name_taken' }] },
    });
    expect(await created(desk)).toEqual([]);
    desk.clock.advance(1000);
    expect((await desk.createCustomer()).status).toBe(200);
    expect(await linkedName(desk)).toBe(name);
  });

  test('by QuickBooks for another reason says what QuickBooks says', async () => {
    const desk = await unlinked();
    await desk.fault({ fault: 'status', status: 400, code: '6000' }, 'customer');
    expect(await desk.createCustomer()).toMatchObject({
      status: 422,
      body: { error: { code: 'quickbooks_refused', details: { faultCode: '6000' } } },
    });
    expect((await desk.link()).creating).toMatchObject({
      proposed: { name },
      last: { state: 'refused', fields: [], said: expect.stringMatching(/./) },
    });
  });

  test('what was typed is forgotten after a day', async () => {
    const desk = await unlinked();
    await desk.createCustomer({ name: 'Larkspur Dental Group' });
    desk.clock.advance(25 * 60 * 60_000);
    expect((await desk.link()).creating).toMatchObject({
      proposed: { name: 'Northgate Library Trust' },
      last: null,
    });
  });
});

describe.concurrent('neighbours', () => {
  test('neither a colleague nor another company creates anything', async () => {
    const desk = await unlinked();
    const other = await makeConnectedCompany(desk.doors, { company: 'hillside', like: 'uk' });
    const refusals = [
      await desk.createCustomer({}, { user: desk.company.colleague }),
      await desk.createCustomer({}, { user: other.holder }),
    ];
    expect(refusals.map(({ status }) => status)).toEqual([403, 404]);
    expect(await desk.writes()).toBe(0);
    expect(await desk.named(name)).toEqual([]);
  });

  test('nobody is created from a deal that the user may not see', async () => {
    const desk = await openCustomerDesk();
    await desk.hideDeal(desk.dealId);
    await desk.forgetCalls();
    expect((await desk.createCustomer()).status).toBe(404);
    expect(await desk.writes()).toBe(0);
  });

  test('nobody is created where there is nobody to link', async () => {
    const desk = await unlinked();
    expect(await desk.createCustomer({}, { place: { of: 'company' } })).toMatchObject({
      status: 409,
      body: { error: { code: 'not_possible' } },
    });
    expect(await desk.creating({ of: 'company' })).toBe(false);
  });
});
