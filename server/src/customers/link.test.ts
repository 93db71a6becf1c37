import { describe, expect, test } from 'vitest';
import { auditEntries } from '../audit/tables.ts';
import { transact } from '../db/transact.ts';
import type { DealInvoices } from '../invoices/contract.ts';
import { control } from '../testing/control.ts';
import { type CustomerFixture, openCustomerFixture } from '../testing/customer-fixture.ts';
import { impatient, untilOver } from '../testing/draft-fixture.ts';
import { customerLinks } from './tables.ts';

const audited = async (fixture: CustomerFixture) =>
  (await fixture.dependencies.db.select().from(auditEntries)).filter(({ action }) =>
    action.startsWith('customer_'),
  );

describe.concurrent('the linked customer', () => {
  test('is returned with the reason, time and user of the link', async () => {
    const fixture = await openCustomerFixture();
    const { party, link, offer, checking } = await fixture.link();
    expect(party).toEqual({ of: 'organization', id: 502, name: 'Northgate Library Trust' });
    expect(link).toEqual({
      customer: expect.objectContaining({ id: '1', name: 'Northgate Library Trust' }),
      why: 'picked',
      linkedBy: 'Sales Lead',
      since: new Date(fixture.clock.now()).toISOString(),
      openUrl: expect.stringContaining(
        `customerdetail?nameId=1&companyId=${fixture.company.realmId}`,
      ),
      trouble: null,
      typedName: null,
      sharedWith: { count: 0, names: [] },
    });
    expect({ offer, checking }).toEqual({ offer: true, checking: false });
  });

  test('is the same on the organization’s page', async () => {
    const fixture = await openCustomerFixture();
    const page = await fixture.link({ of: 'organization', id: 502 });
    expect(page.link).toEqual((await fixture.link()).link);
    expect(page.party).toEqual({ of: 'organization', id: 502, name: 'Northgate Library Trust' });
  });

  test('names other organizations and persons that have it', async () => {
    const fixture = await openCustomerFixture();
    const { companyId } = fixture.company;
    const person = { of: 'person' as const, id: 606 };
    for (const id of [501, 503, 504]) await fixture.change('1', { of: 'organization', id });
    await fixture.change('1', person);
    await control(
      fixture.dependencies.settings.pipedrive.oauthUrl,
      'POST',
      'organizations/503/merge',
      { companyId, into: 505, purge: true },
    );
    const { name } = (await fixture.link({ of: 'organization', id: 501 })).party ?? {};
    const { link } = await fixture.link();
    expect(link?.sharedWith).toEqual({ count: 4, names: [name, expect.stringMatching(/\w/)] });
    const ofPerson = await fixture.link(person);
    expect(ofPerson.link?.sharedWith).toMatchObject({ count: 4 });
    expect(ofPerson.link?.sharedWith.names).toContain('Northgate Library Trust');
  });

  test('is null at first, with candidates', async () => {
    const fixture = await openCustomerFixture();
    const page = await fixture.link({ of: 'deal', id: fixture.company.deals.nearlyAlike ?? 0 });
    expect(page).toMatchObject({
      party: { of: 'organization', id: 505 },
      link: null,
      differences: [],
      candidates: [{ name: 'Larkspur Dental Group', reason: 'alike' }],
    });
  });

  test('belongs to the person of a deal without an organization', async () => {
    const fixture = await openCustomerFixture();
    const context = { of: 'deal' as const, id: fixture.company.deals.onlyAPerson ?? 0 };
    expect((await fixture.link(context)).party).toMatchObject({ of: 'person', id: 606 });
    await fixture.change('3', context);
    const { link } = await fixture.link({ of: 'person', id: 606 });
    expect(link?.customer).toMatchObject({ id: '3', name: "O'Leary & Sons" });
  });

  test('keeps its link when more invoices are created for it', async () => {
    const fixture = await openCustomerFixture();
    const { link } = await fixture.link();
    fixture.clock.advance(60_000);
    await fixture.create(await fixture.form('withoutProducts'));
    expect((await fixture.link()).link).toEqual(link);
    expect(await audited(fixture)).toEqual([]);
  });

  test.each([
    ['of an invoice', {}],
    ['that an invoice creates', { kind: 'new' as const, name: 'Northgate Annexe' }],
  ])('stays as linked by a user while the customer %s was unconfirmed', async (_, choice) => {
    const fixture = await openCustomerFixture('us', impatient);
    await fixture.unlink();
    const form = await fixture.form('withoutProducts');
    const customer = { ...form.content.customer };
    if ('kind' in choice) customer.choice = choice;
    await fixture.fault({ fault: 'reset-after' }, 'kind' in choice ? 'customer' : 'invoice');
    const content = { ...form.content, customer };
    expect((await fixture.create({ ...form, content })).body.state).toBe('unknown');
    fixture.clock.advance(1000);
    await fixture.change('4');
    fixture.clock.advance(untilOver);
    await fixture.resolve();
    expect((await fixture.status(form.draftId)).body.state).toBe('created');
    expect((await fixture.link()).link?.customer.id).toBe('4');
  });

  test('is null on the company’s list', async () => {
    const fixture = await openCustomerFixture();
    expect(await fixture.link({ of: 'company' })).toMatchObject({ party: null, link: null });
  });

  test('has its current QuickBooks name, in lists too', async () => {
    const fixture = await openCustomerFixture();
    await fixture.edit({ DisplayName: 'Northgate Libraries' });
    expect((await fixture.link()).link?.customer.name).toBe('Northgate Libraries');
    expect((await fixture.list()).customer?.name).toBe('Northgate Libraries');
  });

  test('appears with the invoices of its deal, organization and person only', async () => {
    const fixture = await openCustomerFixture();
    const shown = async (context: object = fixture.dealContext) =>
      (await fixture.ask<DealInvoices>('invoices/list', { context })).customer;
    await fixture.link();
    const library = { id: '1', name: 'Northgate Library Trust' };
    expect(await shown()).toEqual(library);
    expect(await shown({ of: 'organization', id: 502 })).toEqual(library);
    expect(await shown({ of: 'person', id: 602 })).toBeNull();
    await fixture.change('3', { of: 'person', id: 602 });
    expect(await shown()).toEqual(library);
    await fixture.unlink();
    expect(await shown()).toEqual({ id: '3', name: "O'Leary & Sons" });
    await fixture.unlink();
    expect(await shown()).toBeNull();
  });

  test('has no user name when that user has left', async () => {
    const fixture = await openCustomerFixture();
    await transact(fixture.dependencies.db, (tx) =>
      tx.update(customerLinks).set({ linkedById: 999 }),
    );
    expect((await fixture.link()).link?.linkedBy).toBe('');
  });

  test('is returned while the connection is broken', async () => {
    const fixture = await openCustomerFixture();
    await fixture.link();
    await fixture.breakConnection();
    await fixture.forgetCalls();
    const { connection, link, candidates } = await fixture.link();
    expect(connection).toBe('broken');
    expect(link).toMatchObject({ customer: { name: 'Northgate Library Trust' }, trouble: null });
    expect(candidates).toEqual([]);
    expect(await fixture.calls()).toEqual([]);
  });
});

describe.concurrent('while QuickBooks is unavailable', () => {
  const away = (fixture: CustomerFixture) =>
    fixture.fault({ fault: 'status', status: 503, times: 100 }, '');

  test('returns the linked customer, which can be unlinked', async () => {
    const fixture = await openCustomerFixture();
    const { link } = await fixture.link();
    await away(fixture);
    expect(await fixture.link()).toMatchObject({
      connection: 'away',
      link: { customer: { name: link?.customer.name }, why: 'picked', since: link?.since },
      differences: [],
      candidates: [],
      creating: null,
      checking: false,
    });
    expect(await fixture.unlink()).toMatchObject({
      connection: 'away',
      link: null,
      creating: null,
    });
    expect((await fixture.list()).customer).toBeNull();
  });

  test('returns an unconfirmed creation as being checked', async () => {
    const fixture = await openCustomerFixture();
    await fixture.unlink();
    await fixture.fault({ fault: 'reset-after' }, 'customer');
    await fixture.createCustomer();
    await away(fixture);
    expect(await fixture.link()).toMatchObject({
      connection: 'away',
      link: null,
      creating: { last: { state: 'checking' } },
    });
  });
});

describe.concurrent('linking another customer', () => {
  test('replaces the link and audits it', async () => {
    const fixture = await openCustomerFixture();
    const { link } = await fixture.change('4');
    expect(link?.customer).toMatchObject({ id: '4', name: 'Larkspur Dental Group' });
    expect((await fixture.list()).customer?.id).toBe('4');
    expect(await audited(fixture)).toMatchObject([
      {
        action: 'customer_linked',
        subject: '4',
        dealId: fixture.dealId,
        userId: fixture.company.owner.userId,
        details: { name: 'Larkspur Dental Group', before: 'Customer 1' },
      },
    ]);
  });

  test('changes nothing when it is the same customer', async () => {
    const fixture = await openCustomerFixture();
    const { link } = await fixture.link();
    fixture.clock.advance(60_000);
    expect((await fixture.change('1')).link?.since).toBe(link?.since);
    expect(await audited(fixture)).toEqual([]);
  });

  test.each([
    ['inactive', (fixture: CustomerFixture) => fixture.edit({ Active: false }, '4')],
    ['gone', (fixture: CustomerFixture) => fixture.merge('4', '3')],
  ])('rejects one that is %s with not_possible', async (_, happen) => {
    const fixture = await openCustomerFixture();
    await happen(fixture);
    const input = { context: fixture.dealContext, customerId: '4' };
    const { status, body } = await fixture.call(fixture.company.owner, 'customers/change', input);
    expect(status).toBe(409);
    expect(body).toMatchObject({ error: { code: 'not_possible' } });
    expect((await fixture.link()).link?.customer.id).toBe('1');
  });

  test('is rejected without an organization or person', async () => {
    const fixture = await openCustomerFixture();
    const input = { context: { of: 'company' }, customerId: '4' };
    const { body } = await fixture.call(fixture.company.owner, 'customers/change', input);
    expect(body).toMatchObject({ error: { code: 'not_possible' } });
  });
});

describe.concurrent('unlinking', () => {
  test('deletes the link once and keeps the deal’s invoices', async () => {
    const fixture = await openCustomerFixture();
    const [invoiceId = ''] = await fixture.put([{ number: 'A-1' }]);
    await fixture.load();
    await fixture.ask('deal-links/link', { dealId: fixture.dealId, invoiceIds: [invoiceId] });
    expect((await fixture.unlink()).link).toBeNull();
    expect((await fixture.unlink()).link).toBeNull();
    expect((await fixture.list()).customer).toBeNull();
    const { invoices } = await fixture.ask<DealInvoices>('invoices/list', {
      context: fixture.dealContext,
    });
    expect(invoices.map(({ number }) => number)).toEqual(['A-1']);
    expect(await audited(fixture)).toMatchObject([
      { action: 'customer_unlinked', subject: '1', details: { name: 'Customer 1' } },
    ]);
  });

  test('falls back to the person’s link', async () => {
    const fixture = await openCustomerFixture();
    await fixture.change('3', { of: 'person', id: 602 });
    expect((await fixture.unlink()).link?.customer.id).toBe('3');
  });
});
