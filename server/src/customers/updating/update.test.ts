import { describe, expect, test } from 'vitest';
import { auditEntries } from '../../audit/tables.ts';
import { type CustomerFixture, openCustomerFixture } from '../../testing/customer-fixture.ts';
import { makeConnectedCompany } from '../../testing/make-company.ts';

const email = 'new@northgate.example';

const entries = async (fixture: CustomerFixture) =>
  (await fixture.dependencies.db.select().from(auditEntries)).filter(
    ({ action }) => action === 'customer_updated',
  );

const emailInQuickbooks = async (fixture: CustomerFixture) =>
  (await fixture.inQuickbooks())?.PrimaryEmailAddr?.Address;

describe.concurrent('updating a customer', () => {
  test('writes only the selected fields, with one read and one write', async () => {
    const fixture = await openCustomerFixture();
    await fixture.update({ email: 'first@northgate.example' });
    const before = await fixture.inQuickbooks();
    await fixture.forgetCalls();
    const { status, body } = await fixture.update({ email, taxId: '04-7' });
    expect([status, body]).toEqual([200, { differences: [], checking: false }]);
    expect(await fixture.calls()).toEqual(['GET customer', 'POST customer']);
    expect(await fixture.inQuickbooks()).toMatchObject({
      PrimaryEmailAddr: { Address: email },
      ResaleNum: '04-7',
      BillAddr: before?.BillAddr,
      DisplayName: before?.DisplayName,
    });
    expect((await entries(fixture)).at(-1)).toMatchObject({
      subject: '1',
      dealId: fixture.dealId,
      userId: fixture.company.owner.userId,
      details: { name: 'Northgate Library Trust', changed: 'email taxId' },
    });
  });

  test('replaces all parts of the address', async () => {
    const fixture = await openCustomerFixture();
    const address = '1 New Road\nUnit 4\nBoston, MA 02129';
    expect(await fixture.update({ address })).toMatchObject({ body: { differences: [] } });
    expect((await fixture.compare({ address })).differences).toEqual([]);
    expect((await fixture.inQuickbooks())?.BillAddr).toMatchObject({
      Line1: '1 New Road',
      Line2: 'Unit 4',
      City: 'Boston',
      CountrySubDivisionCode: 'MA',
      PostalCode: '02129',
    });
  });

  test('writes nothing when nothing differs any more', async () => {
    const fixture = await openCustomerFixture();
    await fixture.update({ email });
    await fixture.forgetCalls();
    expect(await fixture.update({ email: email.toUpperCase() })).toMatchObject({
      status: 200,
      body: { differences: [], checking: false },
    });
    expect(await fixture.update({ email: '', address: ' ' })).toMatchObject({ status: 200 });
    expect(await fixture.writes()).toBe(0);
    expect(await emailInQuickbooks(fixture)).toBe(email);
  });

  test('does not overwrite a tax id that QuickBooks masks', async () => {
    const fixture = await openCustomerFixture('uk');
    await fixture.edit({ PrimaryTaxIdentifier: 'GB123456789' });
    await fixture.forgetCalls();
    await fixture.update({ taxId: 'GB987654321' });
    expect(await fixture.writes()).toBe(0);
    await fixture.update({ taxId: 'GB987654321', email });
    expect(await fixture.inQuickbooks()).toMatchObject({
      PrimaryTaxIdentifier: expect.stringMatching(/^GB123456789$|6789$/),
      PrimaryEmailAddr: { Address: email },
    });
  });

  test('adds a tax id to a customer without one', async () => {
    const fixture = await openCustomerFixture('uk');
    const { body } = await fixture.update({ taxId: 'GB987654321' });
    expect(body).toEqual({ differences: [], checking: false });
    expect((await fixture.inQuickbooks())?.PrimaryTaxIdentifier).toMatch(/54321$/);
  });

  test('rejects invalid values at their fields before any write', async () => {
    const fixture = await openCustomerFixture();
    await fixture.forgetCalls();
    const { status, body } = await fixture.update({
      email: 'nobody',
      address: 'x'.repeat(501),
      taxId: '1'.repeat(17),
    });
    expect(status).toBe(422);
    expect(body.error?.fields?.map(({ path, problem }) => [path, problem])).toEqual([
      ['fields.address', 'too_long'],
      ['fields.email', 'not_an_email'],
      ['fields.taxId', 'too_long'],
    ]);
    expect(await fixture.writes()).toBe(0);
  });

  test('returns the message of QuickBooks when it refuses the update', async () => {
    const fixture = await openCustomerFixture();
    await fixture.fault({ fault: 'status', status: 400, code: '6000' }, 'customer');
    expect(await fixture.update({ email })).toMatchObject({
      status: 422,
      body: {
        error: {
          code: 'quickbooks_refused',
          details: { faultCode: '6000', said: expect.any(String), tid: expect.any(String) },
        },
      },
    });
    expect(await entries(fixture)).toEqual([]);
    expect((await fixture.link()).checking).toBe(false);
    expect(await fixture.update({ email })).toMatchObject({ status: 200 });
    expect(await entries(fixture)).toHaveLength(1);
  });

  test('retries when another field was changed in between', async () => {
    const fixture = await openCustomerFixture();
    fixture.afterNextRead(() => fixture.edit({ Notes: 'Pays late' }));
    expect(await fixture.update({ email })).toMatchObject({
      status: 200,
      body: { differences: [], checking: false },
    });
    expect(await fixture.inQuickbooks()).toMatchObject({
      Notes: 'Pays late',
      PrimaryEmailAddr: { Address: email },
    });
  });

  test('does not overwrite the same field changed in between', async () => {
    const fixture = await openCustomerFixture();
    const theirs = { PrimaryEmailAddr: { Address: 'theirs@northgate.example' } };
    fixture.afterNextRead(() => fixture.edit(theirs));
    expect(await fixture.update({ email })).toMatchObject({
      status: 409,
      body: { error: { code: 'customer_changed' } },
    });
    expect(await emailInQuickbooks(fixture)).toBe('theirs@northgate.example');
    expect(await fixture.link()).toMatchObject({ checking: false });
  });

  test('succeeds when the same value was written in between', async () => {
    const fixture = await openCustomerFixture();
    fixture.afterNextRead(() => fixture.edit({ PrimaryEmailAddr: { Address: email } }));
    expect(await fixture.update({ email })).toMatchObject({
      status: 200,
      body: { differences: [] },
    });
    expect(await entries(fixture)).toEqual([]);
    expect(await fixture.link()).toMatchObject({ checking: false });
  });

  test.each([false, true])('sees a concurrent change (queries lag: %s)', async (queriesLag) => {
    const fixture = await openCustomerFixture();
    await fixture.switches({ queriesLag });
    await fixture.edit({ PrimaryEmailAddr: { Address: 'theirs@northgate.example' } });
    await fixture.forgetCalls();
    expect(await fixture.update({ email })).toMatchObject({
      status: 200,
      body: { differences: [] },
    });
    expect(await emailInQuickbooks(fixture)).toBe(email);
    expect(new Set(await fixture.requestIds()).size).toBe(1);
  });

  test('is sent at most twice', async () => {
    const fixture = await openCustomerFixture();
    await fixture.forgetCalls();
    await fixture.fault({ fault: 'status', status: 400, code: '5010', times: 3 }, 'customer');
    expect(await fixture.update({ email })).toMatchObject({
      status: 409,
      body: { error: { code: 'customer_changed', details: { tid: expect.any(String) } } },
    });
    expect(new Set(await fixture.requestIds()).size).toBe(2);
    expect((await fixture.link()).checking).toBe(false);
  });

  test('rejects a missing or inactive customer with not_possible', async () => {
    const fixture = await openCustomerFixture();
    await fixture.edit({ Active: false });
    for (const customerId of ['1', '99999']) {
      expect(await fixture.update({ email }, { customerId })).toMatchObject({
        status: 409,
        body: { error: { code: 'not_possible' } },
      });
    }
  });

  test('is sent once after QuickBooks has throttled it', async () => {
    const fixture = await openCustomerFixture();
    await fixture.fault({ fault: 'status', status: 429 }, 'customer');
    expect(await fixture.update({ email })).toMatchObject({ status: 200 });
    expect(await emailInQuickbooks(fixture)).toBe(email);
    expect(await entries(fixture)).toHaveLength(1);
  });

  test('rejects a colleague and another company', async () => {
    const fixture = await openCustomerFixture();
    const other = await makeConnectedCompany(fixture.dependencies, {
      company: 'hillside',
      like: 'uk',
    });
    const before = await fixture.inQuickbooks();
    const refusals = [
      await fixture.update({ email }, { user: fixture.company.colleague }),
      await fixture.update({ email }, { user: other.owner }),
    ];
    expect(refusals.map(({ status }) => status)).toEqual([403, 404]);
    expect(await fixture.inQuickbooks()).toEqual(before);
  });
});
