import { describe, expect, test } from 'vitest';
import { type DraftFixture, openDraftFixture, untilOver } from '../../testing/draft-fixture.ts';
import { writeInQuickbooks } from '../../testing/write-in-quickbooks.ts';

const hour = 3_600_000;

/** Two drafts with the same content and customer, on two deals. */
const twins = async (fixture: DraftFixture) => {
  const first = await fixture.form();
  const other = await fixture.form('onlyAPerson');
  return [first, { ...other, content: first.content }] as const;
};

const createWithFault = async (fixture: DraftFixture, form: object, fault: object) => {
  await fixture.fault(fault);
  expect((await fixture.create(form)).body.state).toBe('unknown');
};

const statuses = async (fixture: DraftFixture, forms: readonly { draftId: string }[]) =>
  Promise.all(forms.map(async ({ draftId }) => (await fixture.status(draftId)).body));

const states = async (fixture: DraftFixture, forms: readonly { draftId: string }[]) =>
  (await statuses(fixture, forms)).map(({ state }) => state);

describe.concurrent('two drafts with the same content', () => {
  test('ask the user once both lost requests can no longer take effect', async () => {
    const fixture = await openDraftFixture();
    const [one, two] = await twins(fixture);
    await createWithFault(fixture, one, { fault: 'reset-after' });
    await createWithFault(fixture, two, { fault: 'reset-after' });
    await fixture.resolve();
    expect(await states(fixture, [one, two])).toEqual(['unknown', 'unknown']);
    fixture.clock.advance(untilOver);
    await fixture.resolve();
    const [firstStatus, secondStatus] = await statuses(fixture, [one, two]);
    expect([firstStatus?.state, secondStatus?.state]).toEqual(['choose', 'choose']);
    expect(firstStatus?.found).toHaveLength(2);
    const chosenInvoiceId = firstStatus?.found[1]?.id ?? '';
    expect((await fixture.choose(one.draftId, chosenInvoiceId)).body).toMatchObject({
      state: 'created',
      invoice: { id: chosenInvoiceId },
    });
    await fixture.resolve();
    const [, otherStatus] = await statuses(fixture, [one, two]);
    expect(otherStatus).toMatchObject({
      state: 'created',
      invoice: { id: firstStatus?.found[0]?.id },
    });
    expect(await fixture.made()).toHaveLength(2);
  });

  test('do not both claim the only created invoice', async () => {
    const fixture = await openDraftFixture();
    const [one, two] = await twins(fixture);
    await createWithFault(fixture, one, { fault: 'reset-before' });
    await createWithFault(fixture, two, { fault: 'reset-after' });
    fixture.clock.advance(untilOver);
    await fixture.resolve();
    const [firstStatus] = await statuses(fixture, [one, two]);
    expect(firstStatus?.found).toHaveLength(1);
    const none = await fixture.choose(one.draftId, null);
    expect(none.body).toMatchObject({ state: 'editing', notCreated: true });
    const two1 = await fixture.choose(two.draftId, firstStatus?.found[0]?.id ?? '');
    expect(two1.body.state).toBe('created');
    expect((await fixture.create({ ...one, version: none.body.version })).body.state).toBe(
      'created',
    );
    expect(await fixture.made()).toHaveLength(2);
  });

  test('become two invoices even if the user assigns one to the wrong draft', async () => {
    const fixture = await openDraftFixture();
    const [one, two] = await twins(fixture);
    await createWithFault(fixture, one, { fault: 'reset-before' });
    await createWithFault(fixture, two, { fault: 'reset-after' });
    fixture.clock.advance(untilOver);
    await fixture.resolve();
    const [firstStatus] = await statuses(fixture, [one, two]);
    await fixture.choose(one.draftId, firstStatus?.found[0]?.id ?? '');
    await fixture.resolve();
    expect(await states(fixture, [one, two])).toEqual(['created', 'unknown']);
    for (const wait of [hour, untilOver]) {
      fixture.clock.advance(wait);
      await fixture.resolve();
    }
    const [, otherStatus] = await statuses(fixture, [one, two]);
    expect(otherStatus).toMatchObject({ state: 'editing', notCreated: true });
    await fixture.create({ ...two, version: otherStatus?.version ?? 0 });
    expect(await states(fixture, [one, two])).toEqual(['created', 'created']);
    expect(await fixture.made()).toHaveLength(2);
  });

  test('are not matched to an invoice while the other is being sent', async ({ expect }) => {
    const fixture = await openDraftFixture();
    const [one, two] = await twins(fixture);
    await createWithFault(fixture, one, { fault: 'reset-before' });
    await fixture.fault({ fault: 'late', delayMs: 2500 });
    const going = fixture.create(two);
    await expect.poll(() => fixture.made()).toHaveLength(1);
    await fixture.resolve();
    expect(await states(fixture, [one])).toEqual(['unknown']);
    expect((await going).body.state).toBe('created');
    fixture.clock.advance(untilOver);
    await fixture.resolve();
    expect(await states(fixture, [one, two])).toEqual(['created', 'created']);
    expect(await fixture.made()).toHaveLength(2);
  });

  test('are told apart by a cent', async () => {
    const fixture = await openDraftFixture();
    const [one, same] = await twins(fixture);
    const [line] = same.content.lines;
    if (!line) throw new Error('no line');
    const two = {
      ...same,
      content: { ...same.content, lines: [{ ...line, unitPrice: '100.01' }] },
    };
    await createWithFault(fixture, one, { fault: 'reset-after' });
    await createWithFault(fixture, two, { fault: 'reset-after' });
    await fixture.resolve();
    const [first, second] = await statuses(fixture, [one, two]);
    expect(first).toMatchObject({ state: 'created', invoice: { total: '100.00' } });
    expect(second).toMatchObject({ state: 'created', invoice: { total: '100.01' } });
  });

  test('are told apart when one was created long before', async () => {
    const fixture = await openDraftFixture();
    const [one, two] = await twins(fixture);
    expect((await fixture.create(one)).body.state).toBe('created');
    await createWithFault(fixture, two, { fault: 'reset-before' });
    await fixture.resolve();
    expect(await states(fixture, [two])).toEqual(['unknown']);
    fixture.clock.advance(untilOver);
    await fixture.resolve();
    expect(await states(fixture, [two])).toEqual(['created']);
    expect(await fixture.made()).toHaveLength(2);
  });
});

test('asks the user about the same invoice entered by hand once no request can take effect', async () => {
  const fixture = await openDraftFixture();
  const [one] = await twins(fixture);
  await createWithFault(fixture, one, { fault: 'reset-after' });
  const [made] = await fixture.made();
  const { CustomerRef, Line } = made as unknown as Record<string, unknown>;
  await writeInQuickbooks(fixture.dependencies, fixture.company.realmId, 'Invoice', {
    CustomerRef,
    Line,
  });
  await fixture.resolve();
  expect(await states(fixture, [one])).toEqual(['unknown']);
  fixture.clock.advance(untilOver);
  await fixture.resolve();
  const [firstStatus] = await statuses(fixture, [one]);
  expect(firstStatus?.state).toBe('choose');
  expect(firstStatus?.found).toHaveLength(2);
});

test('rejects a choice that is not a candidate or without a question', async () => {
  const fixture = await openDraftFixture();
  const [one, two] = await twins(fixture);
  await createWithFault(fixture, one, { fault: 'reset-after' });
  expect(await fixture.choose(one.draftId, '1')).toMatchObject({
    status: 409,
    body: { error: { code: 'draft_busy' } },
  });
  await createWithFault(fixture, two, { fault: 'reset-after' });
  fixture.clock.advance(untilOver);
  await fixture.resolve();
  expect(await fixture.choose(one.draftId, '1')).toMatchObject({ status: 404 });
});
