import { describe, expect, test } from 'vitest';
import { writeInBooks } from '../../testing/books-as-accountant.ts';
import { type Desk, impatient, openDesk, untilOver } from '../../testing/sales-desk.ts';

const stateOf = async (desk: Desk, form: { draftId: string }) =>
  (await desk.status(form.draftId)).body.state;

describe.concurrent('an unanswered new customer', () => {
  test('is found by name, and the invoice follows', async () => {
    const desk = await openDesk();
    const form = await desk.form('onlyAPerson');
    await desk.fault({ fault: 'reset-after' }, 'customer');
    expect((await desk.create(form)).body.state).toBe('unknown');
    await desk.settle();
    expect(await stateOf(desk, form)).toBe('created');
    const { customers } = await desk.ledger();
    const named = customers.filter(({ DisplayName }) => DisplayName === 'Garden Studio Tenant');
    expect(named).toHaveLength(1);
    expect(await desk.made()).toMatchObject([{ CustomerRef: { value: named[0]?.Id } }]);
  });

  test('is found, and the form says so when QuickBooks stays busy for its invoice', async () => {
    const desk = await openDesk();
    const form = await desk.form('onlyAPerson');
    await desk.fault({ fault: 'reset-after' }, 'customer');
    await desk.create(form);
    await desk.fault({ fault: 'status', status: 429, times: 10 });
    await desk.settle();
    const { body } = await desk.status(form.draftId);
    expect(body).toMatchObject({ state: 'editing', refusal: null, notCreated: true });
    expect(await desk.made()).toEqual([]);
  });

  test.each(['all', 'latin1'] as const)(
    'is found by a name of which QuickBooks stores letters of %s',
    async (lettersStored) => {
      const desk = await openDesk();
      await desk.switches({ lettersStored });
      const form = await desk.form('onlyAPerson');
      const choice = { kind: 'new' as const, name: 'Złotnicki\u00a0 Usługi\u200b' };
      const content = { ...form.content, customer: { ...form.content.customer, choice } };
      await desk.fault({ fault: 'reset-after' }, 'customer');
      await desk.create({ ...form, content });
      await desk.settle();
      expect(await stateOf(desk, form)).toBe('created');
      const name = lettersStored === 'all' ? 'Złotnicki Usługi' : 'Z?otnicki Us?ugi';
      const { customers } = await desk.ledger();
      expect(customers.filter(({ DisplayName }) => DisplayName === name)).toHaveLength(1);
      expect(await desk.made()).toHaveLength(1);
    },
  );

  test('that was never made is made two minutes later, and the invoice follows', async () => {
    const desk = await openDesk('us', impatient);
    const form = await desk.form('onlyAPerson');
    await desk.fault({ fault: 'hang' }, 'customer');
    expect((await desk.create(form)).body.state).toBe('unknown');
    desk.clock.advance(untilOver);
    await desk.settle();
    expect(await stateOf(desk, form)).toBe('created');
    expect(await desk.made()).toHaveLength(1);
  });

  test('whose name an older customer has is refused for that', async () => {
    const desk = await openDesk();
    const form = await desk.form();
    const choice = { kind: 'new' as const, name: 'Northgate Library Trust' };
    const content = { ...form.content, customer: { ...form.content.customer, choice } };
    await desk.fault({ fault: 'reset-before' }, 'customer');
    await desk.create({ ...form, content });
    await desk.settle();
    expect((await desk.status(form.draftId)).body).toMatchObject({
      state: 'editing',
      refusal: { fields: [{ path: 'customer.choice.name', problem: 'name_taken' }] },
    });
  });

  test('that turns up after it was given up is its own, and not a name that is taken', async () => {
    const desk = await openDesk();
    const form = await desk.form('onlyAPerson');
    await desk.fault({ fault: 'reset-before' }, 'customer');
    await desk.create(form);
    desk.clock.advance(2 * 60 * 60_000);
    await desk.settle();
    desk.clock.advance(60_000);
    await desk.settle();
    const { body } = await desk.status(form.draftId);
    expect(body).toMatchObject({ state: 'editing', notCreated: true });
    const DisplayName = 'Garden Studio Tenant';
    const late = await writeInBooks(desk.doors, desk.company.realmId, 'Customer', { DisplayName });
    const again = await desk.create({ ...form, version: body.version });
    expect(again.body).toMatchObject({ state: 'created', refusal: null });
    const [invoice, ...others] = await desk.made();
    expect(invoice?.CustomerRef.value).toBe(late.Id);
    expect(others).toEqual([]);
  });
});
