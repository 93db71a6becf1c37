import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { auditEntries } from '../audit/tables.ts';
import { transact } from '../db/transact.ts';
import type { DealInvoices } from '../invoices/contract.ts';
import { type CustomerDesk, openCustomerDesk } from '../testing/customer-desk.ts';
import { impatient, untilOver } from '../testing/sales-desk.ts';
import { customerLinks } from './tables.ts';

const audited = async (desk: CustomerDesk) =>
  (await desk.doors.db.select().from(auditEntries)).filter(({ action }) =>
    action.startsWith('customer_'),
  );

describe.concurrent('who the organization is in QuickBooks', () => {
  test('is told with why, since when and by whom', async () => {
    const desk = await openCustomerDesk();
    const { party, link, offer, checking } = await desk.link();
    expect(party).toEqual({ of: 'organization', id: 502, name: 'Northgate Library Trust' });
    expect(link).toEqual({
      customer: expect.objectContaining({ id: '1', name: 'Northgate Library Trust' }),
      why: 'picked',
      linkedBy: 'Sales Lead',
      since: new Date(desk.clock.now()).toISOString(),
      openUrl: expect.stringContaining(`customerdetail?nameId=1&companyId=${desk.company.realmId}`),
      trouble: null,
      typedName: null,
    });
    expect({ offer, checking }).toEqual({ offer: true, checking: false });
  });

  test('is the same on the organization’s page', async () => {
    const desk = await openCustomerDesk();
    const page = await desk.link({ of: 'organization', id: 502 });
    expect(page.link).toEqual((await desk.link()).link);
    expect(page.party).toEqual({ of: 'organization', id: 502, name: 'Northgate Library Trust' });
  });

  test('is nobody at first, and the likeliest are told', async () => {
    const desk = await openCustomerDesk();
    const page = await desk.link({ of: 'deal', id: desk.company.deals.nearlyAlike ?? 0 });
    expect(page).toMatchObject({
      party: { of: 'organization', id: 505 },
      link: null,
      differences: [],
      candidates: [{ name: 'Larkspur Dental Group', reason: 'alike' }],
    });
  });

  test('of a deal with a person alone is the person', async () => {
    const desk = await openCustomerDesk();
    const place = { of: 'deal' as const, id: desk.company.deals.onlyAPerson ?? 0 };
    expect((await desk.link(place)).party).toMatchObject({ of: 'person', id: 606 });
    await desk.change('3', place);
    const { link } = await desk.link({ of: 'person', id: 606 });
    expect(link?.customer).toMatchObject({ id: '3', name: "O'Leary & Sons" });
  });

  test('stays linked as it was when more invoices are made for it', async () => {
    const desk = await openCustomerDesk();
    const { link } = await desk.link();
    desk.clock.advance(60_000);
    await desk.create(await desk.form('withoutProducts'));
    expect((await desk.link()).link).toEqual(link);
    expect(await audited(desk)).toEqual([]);
  });

  test.each([
    ['of an invoice', {}],
    ['that an invoice creates', { kind: 'new' as const, name: 'Northgate Annexe' }],
  ])('stays whom somebody linked while the customer %s was being checked', async (_, choice) => {
    const desk = await openCustomerDesk('us', impatient);
    await desk.unlink();
    const form = await desk.form('withoutProducts');
    const customer = { ...form.content.customer };
    if ('kind' in choice) customer.choice = choice;
    await desk.fault({ fault: 'reset-after' }, 'kind' in choice ? 'customer' : 'invoice');
    const content = { ...form.content, customer };
    expect((await desk.create({ ...form, content })).body.state).toBe('unknown');
    desk.clock.advance(1000);
    await desk.change('4');
    desk.clock.advance(untilOver);
    await desk.settle();
    expect((await desk.status(form.draftId)).body.state).toBe('created');
    expect((await desk.link()).link?.customer.id).toBe('4');
  });

  test('on the company’s list is nobody', async () => {
    const desk = await openCustomerDesk();
    expect(await desk.link({ of: 'company' })).toMatchObject({ party: null, link: null });
  });

  test('has the name that QuickBooks gives it now, in lists too', async () => {
    const desk = await openCustomerDesk();
    await desk.edit({ DisplayName: 'Northgate Libraries' });
    expect((await desk.link()).link?.customer.name).toBe('Northgate Libraries');
    expect((await desk.list()).customer?.name).toBe('Northgate Libraries');
  });

  test('is told beside the invoices of its deal, its own page and its person alone', async () => {
    const desk = await openCustomerDesk();
    const shown = async (place: object = desk.here) =>
      (await desk.ask<DealInvoices>('invoices/list', { place })).customer;
    await desk.link();
    const library = { id: '1', name: 'Northgate Library Trust' };
    expect(await shown()).toEqual(library);
    expect(await shown({ of: 'organization', id: 502 })).toEqual(library);
    expect(await shown({ of: 'person', id: 602 })).toBeNull();
    await desk.change('3', { of: 'person', id: 602 });
    expect(await shown()).toEqual(library);
    await desk.unlink();
    expect(await shown()).toEqual({ id: '3', name: "O'Leary & Sons" });
    await desk.unlink();
    expect(await shown()).toBeNull();
  });

  test('names nobody who has left', async () => {
    const desk = await openCustomerDesk();
    await transact(desk.doors.db, (tx) => tx.update(customerLinks).set({ linkedById: 999 }));
    expect((await desk.link()).link?.linkedBy).toBe('');
  });

  test('still shows while the connection is broken', async () => {
    const desk = await openCustomerDesk();
    await desk.link();
    await desk.breakConnection();
    await desk.forgetCalls();
    const { connection, link, candidates } = await desk.link();
    expect(connection).toBe('broken');
    expect(link).toMatchObject({ customer: { name: 'Northgate Library Trust' }, trouble: null });
    expect(candidates).toEqual([]);
    expect(await desk.calls()).toEqual([]);
  });
});

describe.concurrent('while QuickBooks does not answer', () => {
  const away = (desk: CustomerDesk) => desk.fault({ fault: 'status', status: 503, times: 100 }, '');

  test('who is linked still shows, and can be unlinked', async () => {
    const desk = await openCustomerDesk();
    const { link } = await desk.link();
    await away(desk);
    expect(await desk.link()).toMatchObject({
      connection: 'away',
      link: { customer: { name: link?.customer.name }, why: 'picked', since: link?.since },
      differences: [],
      candidates: [],
      creating: null,
      checking: false,
    });
    expect(await desk.unlink()).toMatchObject({ connection: 'away', link: null, creating: null });
    expect((await desk.list()).customer).toBeNull();
  });

  test('a new customer whose answer was lost is still said to be checked', async () => {
    const desk = await openCustomerDesk();
    await desk.unlink();
    await desk.fault({ fault: 'reset-after' }, 'customer');
    await desk.createCustomer();
    await away(desk);
    expect(await desk.link()).toMatchObject({
      connection: 'away',
      link: null,
      creating: { last: { state: 'checking' } },
    });
  });
});

describe.concurrent('another customer', () => {
  test('is linked instead, and that is written down', async () => {
    const desk = await openCustomerDesk();
    const { link } = await desk.change('4');
    expect(link?.customer).toMatchObject({ id: '4', name: 'Larkspur Dental Group' });
    expect((await desk.list()).customer?.id).toBe('4');
    expect(await audited(desk)).toMatchObject([
      {
        action: 'customer_linked',
        subject: '4',
        dealId: desk.dealId,
        userId: desk.company.holder.userId,
        details: { name: 'Larkspur Dental Group', before: 'Customer 1' },
      },
    ]);
  });

  test('that is the same one changes nothing', async () => {
    const desk = await openCustomerDesk();
    const { link } = await desk.link();
    desk.clock.advance(60_000);
    expect((await desk.change('1')).link?.since).toBe(link?.since);
    expect(await audited(desk)).toEqual([]);
  });

  test.each([
    ['inactive', (desk: CustomerDesk) => desk.edit({ Active: false }, '4')],
    ['gone', (desk: CustomerDesk) => desk.merge('4', '3')],
  ])('that is %s is not possible', async (_, happen) => {
    const desk = await openCustomerDesk();
    await happen(desk);
    const input = { place: desk.here, customerId: '4' };
    const { status, body } = await desk.call(desk.company.holder, 'customers/change', input);
    expect(status).toBe(409);
    expect(body).toMatchObject({ error: { code: 'not_possible' } });
    expect((await desk.link()).link?.customer.id).toBe('1');
  });

  test('is nobody’s where there is nobody to link', async () => {
    const desk = await openCustomerDesk();
    const input = { place: { of: 'company' }, customerId: '4' };
    const { body } = await desk.call(desk.company.holder, 'customers/change', input);
    expect(body).toMatchObject({ error: { code: 'not_possible' } });
  });
});

describe.concurrent('unlinking', () => {
  test('forgets the customer, once, and leaves the deal its invoices', async () => {
    const desk = await openCustomerDesk();
    const [id = ''] = await desk.put([{ number: 'A-1' }]);
    await desk.load();
    await desk.ask('links/link', { dealId: desk.dealId, invoiceIds: [id] });
    expect((await desk.unlink()).link).toBeNull();
    expect((await desk.unlink()).link).toBeNull();
    expect((await desk.list()).customer).toBeNull();
    const { invoices } = await desk.ask<DealInvoices>('invoices/list', { place: desk.here });
    expect(invoices.map(({ number }) => number)).toEqual(['A-1']);
    expect(await audited(desk)).toMatchObject([
      { action: 'customer_unlinked', subject: '1', details: { name: 'Customer 1' } },
    ]);
  });

  test('shows next time whom the person is linked to', async () => {
    const desk = await openCustomerDesk();
    await desk.change('3', { of: 'person', id: 602 });
    expect((await desk.unlink()).link?.customer.id).toBe('3');
  });
});

describe.concurrent('neighbours', () => {
  const actions = (desk: CustomerDesk) =>
    [
      ['customers/link', { place: desk.here }],
      ['customers/change', { place: desk.here, customerId: '4' }],
      ['customers/unlink', { place: desk.here }],
      ['customers/search', { place: desk.here, text: '', page: 0 }],
      [
        'customers/compare',
        { place: desk.here, customerId: '1', details: { address: '', email: '', taxId: '' } },
      ],
      ['customers/update', { place: desk.here, customerId: '1', fields: { email: 'a@b.example' } }],
    ] as const;

  test('the colleague who is not the holder neither sees nor changes anything', async () => {
    const desk = await openCustomerDesk();
    for (const [action, input] of actions(desk)) {
      const { status, body } = await desk.call(desk.company.colleague, action, input);
      expect([action, status, body]).toMatchObject([
        action,
        403,
        { error: { code: 'not_holder' } },
      ]);
    }
    expect((await desk.link()).link?.customer.id).toBe('1');
  });

  test('a deal or an organization that the user may not see tells nothing', async () => {
    const desk = await openCustomerDesk();
    await desk.hideDeal(desk.dealId);
    for (const [action, input] of actions(desk)) {
      const { status } = await desk.call(desk.company.holder, action, input);
      expect([action, status]).toEqual([action, 404]);
    }
    const place = { of: 'organization', id: 99_999 };
    const { status } = await desk.call(desk.company.holder, 'customers/link', { place });
    expect(status).toBe(404);
  });

  test('links of another company are its own', async () => {
    const [desk, other] = [await openCustomerDesk(), await openCustomerDesk()];
    await desk.change('4');
    expect((await other.link()).link?.customer.id).toBe('1');
    const rows = await desk.doors.db
      .select()
      .from(customerLinks)
      .where(eq(customerLinks.companyId, other.company.companyId));
    expect(rows).toEqual([]);
  });
});
