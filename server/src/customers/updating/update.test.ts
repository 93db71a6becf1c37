import { describe, expect, test } from 'vitest';
import { auditEntries } from '../../audit/tables.ts';
import { type CustomerDesk, openCustomerDesk } from '../../testing/customer-desk.ts';
import { makeConnectedCompany } from '../../testing/make-company.ts';

const email = 'new@northgate.example';

const entries = async (desk: CustomerDesk) =>
  (await desk.doors.db.select().from(auditEntries)).filter(
    ({ action }) => action === 'customer_updated',
  );

const emailInBooks = async (desk: CustomerDesk) =>
  (await desk.inBooks())?.PrimaryEmailAddr?.Address;

describe.concurrent('updating a customer', () => {
  test('writes what was ticked, after one read by one write, and nothing else', async () => {
    const desk = await openCustomerDesk();
    await desk.update({ email: 'first@northgate.example' });
    const before = await desk.inBooks();
    await desk.forgetCalls();
    const { status, body } = await desk.update({ email, taxId: '04-7' });
    expect([status, body]).toEqual([200, { differences: [], checking: false }]);
    expect(await desk.calls()).toEqual(['GET customer', 'POST customer']);
    expect(await desk.inBooks()).toMatchObject({
      PrimaryEmailAddr: { Address: email },
      ResaleNum: '04-7',
      BillAddr: before?.BillAddr,
      DisplayName: before?.DisplayName,
    });
    expect((await entries(desk)).at(-1)).toMatchObject({
      subject: '1',
      dealId: desk.dealId,
      userId: desk.company.holder.userId,
      details: { name: 'Northgate Library Trust', changed: 'email taxId' },
    });
  });

  test('replaces the address whole and in parts', async () => {
    const desk = await openCustomerDesk();
    const address = '1 New Road\nUnit 4\nBoston, MA 02129';
    expect(await desk.update({ address })).toMatchObject({ body: { differences: [] } });
    expect((await desk.compare({ address })).differences).toEqual([]);
    expect((await desk.inBooks())?.BillAddr).toMatchObject({
      Line1: '1 New Road',
      Line2: 'Unit 4',
      City: 'Boston',
      CountrySubDivisionCode: 'MA',
      PostalCode: '02129',
    });
  });

  test('writes nothing where nothing differs any more', async () => {
    const desk = await openCustomerDesk();
    await desk.update({ email });
    await desk.forgetCalls();
    expect(await desk.update({ email: email.toUpperCase() })).toMatchObject({
      status: 200,
      body: { differences: [], checking: false },
    });
    expect(await desk.update({ email: '', address: ' ' })).toMatchObject({ status: 200 });
    expect(await desk.writes()).toBe(0);
    expect(await emailInBooks(desk)).toBe(email);
  });

  test('never writes over a tax id that QuickBooks masks', async () => {
    const desk = await openCustomerDesk('uk');
    await desk.edit({ PrimaryTaxIdentifier: 'GB123456789' });
    await desk.forgetCalls();
    await desk.update({ taxId: 'GB987654321' });
    expect(await desk.writes()).toBe(0);
    await desk.update({ taxId: 'GB987654321', email });
    expect(await desk.inBooks()).toMatchObject({
      PrimaryTaxIdentifier: expect.stringMatching(/^GB123456789$|6789$/),
      PrimaryEmailAddr: { Address: email },
    });
  });

  test('gives one to a customer that has none', async () => {
    const desk = await openCustomerDesk('uk');
    const { body } = await desk.update({ taxId: 'GB987654321' });
    expect(body).toEqual({ differences: [], checking: false });
    expect((await desk.inBooks())?.PrimaryTaxIdentifier).toMatch(/54321$/);
  });

  test('with what QuickBooks would refuse is refused before, on the field', async () => {
    const desk = await openCustomerDesk();
    await desk.forgetCalls();
    const { status, body } = await desk.update({
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
    expect(await desk.writes()).toBe(0);
  });

  test('refused by QuickBooks changes nothing and says what QuickBooks says', async () => {
    const desk = await openCustomerDesk();
    await desk.fault({ fault: 'status', status: 400, code: '6000' }, 'customer');
    expect(await desk.update({ email })).toMatchObject({
      status: 422,
      body: {
        error: {
          code: 'quickbooks_refused',
          details: { faultCode: '6000', said: expect.any(String), tid: expect.any(String) },
        },
      },
    });
    expect(await entries(desk)).toEqual([]);
    expect((await desk.link()).checking).toBe(false);
    expect(await desk.update({ email })).toMatchObject({ status: 200 });
    expect(await entries(desk)).toHaveLength(1);
  });

  test('goes on when somebody changed something else in between', async () => {
    const desk = await openCustomerDesk();
    desk.afterNextRead(() => desk.edit({ Notes: 'Pays late' }));
    expect(await desk.update({ email })).toMatchObject({
      status: 200,
      body: { differences: [], checking: false },
    });
    expect(await desk.inBooks()).toMatchObject({
      Notes: 'Pays late',
      PrimaryEmailAddr: { Address: email },
    });
  });

  test('writes not over what somebody else wrote there in between', async () => {
    const desk = await openCustomerDesk();
    const theirs = { PrimaryEmailAddr: { Address: 'theirs@northgate.example' } };
    desk.afterNextRead(() => desk.edit(theirs));
    expect(await desk.update({ email })).toMatchObject({
      status: 409,
      body: { error: { code: 'customer_changed' } },
    });
    expect(await emailInBooks(desk)).toBe('theirs@northgate.example');
    expect(await desk.link()).toMatchObject({ checking: false });
  });

  test('is content when somebody wrote the same in between', async () => {
    const desk = await openCustomerDesk();
    desk.afterNextRead(() => desk.edit({ PrimaryEmailAddr: { Address: email } }));
    expect(await desk.update({ email })).toMatchObject({ status: 200, body: { differences: [] } });
    expect(await entries(desk)).toEqual([]);
    expect(await desk.link()).toMatchObject({ checking: false });
  });

  test.each([false, true])('sees what somebody wrote when queries lag: %s', async (queriesLag) => {
    const desk = await openCustomerDesk();
    await desk.switches({ queriesLag });
    await desk.edit({ PrimaryEmailAddr: { Address: 'theirs@northgate.example' } });
    await desk.forgetCalls();
    expect(await desk.update({ email })).toMatchObject({ status: 200, body: { differences: [] } });
    expect(await emailInBooks(desk)).toBe(email);
    expect(new Set(await desk.requestIds()).size).toBe(1);
  });

  test('is tried a second time at most', async () => {
    const desk = await openCustomerDesk();
    await desk.forgetCalls();
    await desk.fault({ fault: 'status', status: 400, code: '5010', times: 3 }, 'customer');
    expect(await desk.update({ email })).toMatchObject({
      status: 409,
      body: { error: { code: 'customer_changed', details: { tid: expect.any(String) } } },
    });
    expect(new Set(await desk.requestIds()).size).toBe(2);
    expect((await desk.link()).checking).toBe(false);
  });

  test('of a customer that is gone or inactive is not possible', async () => {
    const desk = await openCustomerDesk();
    await desk.edit({ Active: false });
    for (const customerId of ['1', '99999']) {
      expect(await desk.update({ email }, { customerId })).toMatchObject({
        status: 409,
        body: { error: { code: 'not_possible' } },
      });
    }
  });

  test('waits for a busy QuickBooks and then happens once', async () => {
    const desk = await openCustomerDesk();
    await desk.fault({ fault: 'status', status: 429 }, 'customer');
    expect(await desk.update({ email })).toMatchObject({ status: 200 });
    expect(await emailInBooks(desk)).toBe(email);
    expect(await entries(desk)).toHaveLength(1);
  });

  test('is nobody else’s', async () => {
    const desk = await openCustomerDesk();
    const other = await makeConnectedCompany(desk.doors, { company: 'hillside', like: 'uk' });
    const before = await desk.inBooks();
    const refusals = [
      await desk.update({ email }, { user: desk.company.colleague }),
      await desk.update({ email }, { user: other.holder }),
    ];
    expect(refusals.map(({ status }) => status)).toEqual([403, 404]);
    expect(await desk.inBooks()).toEqual(before);
  });
});
