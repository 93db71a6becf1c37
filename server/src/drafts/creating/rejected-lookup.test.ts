import { describe, expect, test } from 'vitest';
import { type DraftFixture, openDraftFixture, untilOver } from '../../testing/draft-fixture.ts';
import { writeInQuickbooks } from '../../testing/write-in-quickbooks.ts';

const stateOf = async (fixture: DraftFixture, { draftId }: { draftId: string }) =>
  (await fixture.status(draftId)).body;

/** Runs the background work for this many minutes after every request has ended. */
const resolveFor = async (fixture: DraftFixture, minutes: number) => {
  fixture.clock.advance(untilOver);
  await fixture.resolve();
  for (let minute = 0; minute < minutes; minute += 1) {
    fixture.clock.advance(61_000);
    await fixture.resolve();
  }
};

/** A Create with a lost response; a later invoice of its customer makes lookups fail. */
const lostBesideFailing = async (
  code: '4002' | '10000',
  reads: 'work' | 'fail',
  { created = true, projections = 'refuse' } = {},
) => {
  const fixture = await openDraftFixture();
  const form = await fixture.form();
  await fixture.fault(created ? { fault: 'reset-after' } : { fault: 'reset-before' });
  expect((await fixture.create(form)).body.state).toBe('unknown');
  const { choice } = form.content.customer;
  const other = await writeInQuickbooks(fixture.dependencies, fixture.company.realmId, 'Invoice', {
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
  await fixture.switches({ failingInvoices, projections });
  return { fixture, form, other };
};

describe.concurrent.each(['4002', '10000'] as const)(
  'a lost Create beside an invoice that fails with %s',
  (code) => {
    test.each(['work', 'fail'] as const)('is found when reads by id %s', async (reads) => {
      const { fixture, form } = await lostBesideFailing(code, reads);
      await fixture.resolve();
      expect(await stateOf(fixture, form)).toMatchObject({ state: 'created' });
    });

    test('that did not arrive is replayed when the failing invoice can be read', async () => {
      const options = { created: false, projections: 'accept' };
      const { fixture, form } = await lostBesideFailing(code, 'work', options);
      await resolveFor(fixture, 1);
      expect(await stateOf(fixture, form)).toMatchObject({ state: 'created' });
      expect((await fixture.made()).filter(({ TotalAmt }) => TotalAmt === 100)).toHaveLength(1);
    });

    test('that did not arrive asks the user within minutes, who can return to the form', async () => {
      const { fixture, form } = await lostBesideFailing(code, 'fail', { created: false });
      await resolveFor(fixture, 12);
      expect(await stateOf(fixture, form)).toMatchObject({ state: 'choose', found: [] });
      expect((await fixture.choose(form.draftId, null)).body).toMatchObject({ state: 'editing' });
      const { body } = await fixture.create({
        ...form,
        version: (await stateOf(fixture, form)).version,
      });
      expect(body.state).toBe('created');
      expect((await fixture.made()).filter(({ TotalAmt }) => TotalAmt === 100)).toHaveLength(1);
    });

    test('that was edited in QuickBooks is a candidate in the question', async () => {
      const { fixture, form } = await lostBesideFailing(code, 'fail');
      const draftInvoice = (await fixture.made()).find(({ TotalAmt }) => TotalAmt === 100);
      await writeInQuickbooks(fixture.dependencies, fixture.company.realmId, 'Invoice', {
        ...draftInvoice,
        sparse: true,
        Line: [
          {
            Amount: 90,
            DetailType: 'SalesItemLineDetail',
            SalesItemLineDetail: { ItemRef: { value: '1' }, TaxCodeRef: { value: 'NON' } },
          },
        ],
      });
      await resolveFor(fixture, 12);
      const status = await stateOf(fixture, form);
      expect(status).toMatchObject({
        state: 'choose',
        found: [{ id: draftInvoice?.Id, total: '90.00' }],
      });
      const { body } = await fixture.choose(form.draftId, draftInvoice?.Id ?? '');
      expect(body).toMatchObject({ state: 'created', invoice: { id: draftInvoice?.Id } });
    });

    test('that is the failing invoice itself asks the user', async () => {
      const { fixture, form, other } = await lostBesideFailing(code, 'fail');
      const draftInvoice = (await fixture.made()).find(({ Id }) => Id !== other.Id);
      await fixture.switches({ failingInvoices: { ids: [draftInvoice?.Id], code, reads: 'fail' } });
      await resolveFor(fixture, 12);
      const status = await stateOf(fixture, form);
      expect(status).toMatchObject({ state: 'choose', found: [{ id: other.Id }] });
      expect(await fixture.made()).toHaveLength(2);
    });
  },
);

describe.concurrent.each(['latin1', 'ascii'] as const)(
  'when queries support %s characters',
  (letters) => {
    test.each(['Złotnicki', 'Café Łódź', 'Möller & Söhne Ü'])(
      'finds the new customer %s after a lost response',
      async (name) => {
        const fixture = await openDraftFixture();
        await fixture.switches({ lettersInQueries: letters });
        const form = await fixture.form();
        const customer = { ...form.content.customer, choice: { kind: 'new' as const, name } };
        await fixture.fault({ fault: 'reset-after' }, 'customer');
        const { body } = await fixture.create({ ...form, content: { ...form.content, customer } });
        expect(body.state).toBe('unknown');
        await resolveFor(fixture, 1);
        expect(await stateOf(fixture, form)).toMatchObject({ state: 'created' });
        const made = (await fixture.realmContents()).customers.filter(
          (one) => one.DisplayName === name,
        );
        expect(made).toHaveLength(1);
      },
    );
  },
);
