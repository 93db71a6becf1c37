import { describe, expect, test } from 'vitest';
import {
  type DraftFixture,
  impatient,
  openDraftFixture,
  untilOver,
} from '../../testing/draft-fixture.ts';
import { writeInQuickbooks } from '../../testing/write-in-quickbooks.ts';

const stateOf = async (fixture: DraftFixture, form: { draftId: string }) =>
  (await fixture.status(form.draftId)).body.state;

describe.concurrent('an unconfirmed new customer of a draft', () => {
  test('is found by name, then the invoice is created', async () => {
    const fixture = await openDraftFixture();
    const form = await fixture.form('onlyAPerson');
    await fixture.fault({ fault: 'reset-after' }, 'customer');
    expect((await fixture.create(form)).body.state).toBe('unknown');
    await fixture.resolve();
    expect(await stateOf(fixture, form)).toBe('created');
    const { customers } = await fixture.realmContents();
    const named = customers.filter(({ DisplayName }) => DisplayName === 'Garden Studio Tenant');
    expect(named).toHaveLength(1);
    expect(await fixture.made()).toMatchObject([{ CustomerRef: { value: named[0]?.Id } }]);
  });

  test('is found, and the form reopens when QuickBooks throttles its invoice', async () => {
    const fixture = await openDraftFixture();
    const form = await fixture.form('onlyAPerson');
    await fixture.fault({ fault: 'reset-after' }, 'customer');
    await fixture.create(form);
    await fixture.fault({ fault: 'status', status: 429, times: 10 });
    await fixture.resolve();
    const { body } = await fixture.status(form.draftId);
    expect(body).toMatchObject({ state: 'editing', refusal: null, notCreated: true });
    expect(await fixture.made()).toEqual([]);
  });

  test.each(['all', 'latin1'] as const)(
    'is found by its name when QuickBooks stores %s characters',
    async (lettersStored) => {
      const fixture = await openDraftFixture();
      await fixture.switches({ lettersStored });
      const form = await fixture.form('onlyAPerson');
      const choice = { kind: 'new' as const, name: 'Złotnicki\u00a0 Usługi\u200b' };
      const content = { ...form.content, customer: { ...form.content.customer, choice } };
      await fixture.fault({ fault: 'reset-after' }, 'customer');
      await fixture.create({ ...form, content });
      await fixture.resolve();
      expect(await stateOf(fixture, form)).toBe('created');
      const name = lettersStored === 'all' ? 'Złotnicki Usługi' : 'Z?otnicki Us?ugi';
      const { customers } = await fixture.realmContents();
      expect(customers.filter(({ DisplayName }) => DisplayName === name)).toHaveLength(1);
      expect(await fixture.made()).toHaveLength(1);
    },
  );

  test('that was not created is created after two minutes, then the invoice', async () => {
    const fixture = await openDraftFixture('us', impatient);
    const form = await fixture.form('onlyAPerson');
    await fixture.fault({ fault: 'hang' }, 'customer');
    expect((await fixture.create(form)).body.state).toBe('unknown');
    fixture.clock.advance(untilOver);
    await fixture.resolve();
    expect(await stateOf(fixture, form)).toBe('created');
    expect(await fixture.made()).toHaveLength(1);
  });

  test('is refused when an older customer has its name', async () => {
    const fixture = await openDraftFixture();
    const form = await fixture.form();
    const choice = { kind: 'new' as const, name: 'Northgate Library Trust' };
    const content = { ...form.content, customer: { ...form.content.customer, choice } };
    await fixture.fault({ fault: 'reset-before' }, 'customer');
    await fixture.create({ ...form, content });
    await fixture.resolve();
    expect((await fixture.status(form.draftId)).body).toMatchObject({
      state: 'editing',
      refusal: { fields: [{ path: 'customer.choice.name', problem: 'name_taken' }] },
    });
  });

  test('that appears after it was given up is used, not refused as a taken name', async () => {
    const fixture = await openDraftFixture();
    const form = await fixture.form('onlyAPerson');
    await fixture.fault({ fault: 'reset-before' }, 'customer');
    await fixture.create(form);
    fixture.clock.advance(2 * 60 * 60_000);
    await fixture.resolve();
    fixture.clock.advance(60_000);
    await fixture.resolve();
    const { body } = await fixture.status(form.draftId);
    expect(body).toMatchObject({ state: 'editing', notCreated: true });
    const DisplayName = 'Garden Studio Tenant';
    const late = await writeInQuickbooks(
      fixture.dependencies,
      fixture.company.realmId,
      'Customer',
      { DisplayName },
    );
    const again = await fixture.create({ ...form, version: body.version });
    expect(again.body).toMatchObject({ state: 'created', refusal: null });
    const [invoice, ...others] = await fixture.made();
    expect(invoice?.CustomerRef.value).toBe(late.Id);
    expect(others).toEqual([]);
  });
});
