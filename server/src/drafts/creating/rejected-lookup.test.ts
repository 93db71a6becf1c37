import { describe, expect, test } from 'vitest';
import { writeInBooks } from '../../testing/books-as-accountant.ts';
import { type Desk, openDesk, untilOver } from '../../testing/sales-desk.ts';

const stateOf = async (desk: Desk, { draftId }: { draftId: string }) =>
  (await desk.status(draftId)).body;

/** Rounds of the background work over so many minutes after every request has ended. */
const settleFor = async (desk: Desk, minutes: number) => {
  desk.clock.advance(untilOver);
  await desk.settle();
  for (let minute = 0; minute < minutes; minute += 1) {
    desk.clock.advance(61_000);
    await desk.settle();
  }
};

/** A Create whose response was lost; another invoice of its customer, made since, fails from then on. */
const lostBesideFailing = async (
  code: '4002' | '10000',
  reads: 'work' | 'fail',
  { created = true, projections = 'refuse' } = {},
) => {
  const desk = await openDesk();
  const form = await desk.form();
  await desk.fault(created ? { fault: 'reset-after' } : { fault: 'reset-before' });
  expect((await desk.create(form)).body.state).toBe('unknown');
  const { choice } = form.content.customer;
  const other = await writeInBooks(desk.doors, desk.company.realmId, 'Invoice', {
    CustomerRef: { value: choice.kind === 'existing' ? choice.id : '' },
    Line: [
      {
        Amount: 7,
        DetailType: 'SalesItemLineDetail',
        SalesItemLineDetail: { ItemRef: { value: '1' }, TaxCodeRef: { value: 'NON' } },
      },
    ],
  });
  const failingInvoices = { ids: [other.Id], code, reads };
  await desk.switches({ failingInvoices, projections });
  return { desk, form, other };
};

describe.concurrent.each(['4002', '10000'] as const)(
  'a lost Create beside an invoice that fails with %s',
  (code) => {
    test.each(['work', 'fail'] as const)('is found when reads by id %s', async (reads) => {
      const { desk, form } = await lostBesideFailing(code, reads);
      await desk.settle();
      expect(await stateOf(desk, form)).toMatchObject({ state: 'created' });
    });

    test('that did not arrive is replayed where that invoice can be read', async () => {
      const how = { created: false, projections: 'accept' };
      const { desk, form } = await lostBesideFailing(code, 'work', how);
      await settleFor(desk, 1);
      expect(await stateOf(desk, form)).toMatchObject({ state: 'created' });
      expect((await desk.made()).filter(({ TotalAmt }) => TotalAmt === 100)).toHaveLength(1);
    });

    test('that did not arrive ends in a question within minutes, which leads back to the form', async () => {
      const { desk, form } = await lostBesideFailing(code, 'fail', { created: false });
      await settleFor(desk, 12);
      expect(await stateOf(desk, form)).toMatchObject({ state: 'choose', found: [] });
      expect((await desk.choose(form.draftId, null)).body).toMatchObject({ state: 'editing' });
      const { body } = await desk.create({ ...form, version: (await stateOf(desk, form)).version });
      expect(body.state).toBe('created');
      expect((await desk.made()).filter(({ TotalAmt }) => TotalAmt === 100)).toHaveLength(1);
    });

    test('that was edited there ends in a question with it as a candidate', async () => {
      const { desk, form } = await lostBesideFailing(code, 'fail');
      const mine = (await desk.made()).find(({ TotalAmt }) => TotalAmt === 100);
      await writeInBooks(desk.doors, desk.company.realmId, 'Invoice', {
        ...mine,
        sparse: true,
        Line: [
          {
            Amount: 90,
            DetailType: 'SalesItemLineDetail',
            SalesItemLineDetail: { ItemRef: { value: '1' }, TaxCodeRef: { value: 'NON' } },
          },
        ],
      });
      await settleFor(desk, 12);
      const asked = await stateOf(desk, form);
      expect(asked).toMatchObject({ state: 'choose', found: [{ id: mine?.Id, total: '90.00' }] });
      const { body } = await desk.choose(form.draftId, mine?.Id ?? '');
      expect(body).toMatchObject({ state: 'created', invoice: { id: mine?.Id } });
    });

    test('that is itself the failing one ends in a question', async () => {
      const { desk, form, other } = await lostBesideFailing(code, 'fail');
      const mine = (await desk.made()).find(({ Id }) => Id !== other.Id);
      await desk.switches({ failingInvoices: { ids: [mine?.Id], code, reads: 'fail' } });
      await settleFor(desk, 12);
      const asked = await stateOf(desk, form);
      expect(asked).toMatchObject({ state: 'choose', found: [{ id: other.Id }] });
      expect(await desk.made()).toHaveLength(2);
    });
  },
);

describe.concurrent.each(['latin1', 'ascii'] as const)(
  'where queries hold %s letters',
  (letters) => {
    test.each(['Złotnicki', 'Café Łódź', 'Möller & Söhne Ü'])(
      'a lost creation of the new customer %s is found',
      async (name) => {
        const desk = await openDesk();
        await desk.switches({ lettersInQueries: letters });
        const form = await desk.form();
        const customer = { ...form.content.customer, choice: { kind: 'new' as const, name } };
        await desk.fault({ fault: 'reset-after' }, 'customer');
        const { body } = await desk.create({ ...form, content: { ...form.content, customer } });
        expect(body.state).toBe('unknown');
        await settleFor(desk, 1);
        expect(await stateOf(desk, form)).toMatchObject({ state: 'created' });
        const made = (await desk.ledger()).customers.filter((one) => one.DisplayName === name);
        expect(made).toHaveLength(1);
      },
    );
  },
);
