import { describe, expect, test } from 'vitest';
import { type DraftFixture, openDraftFixture, untilOver } from '../../testing/draft-fixture.ts';
import { writeInQuickbooks } from '../../testing/write-in-quickbooks.ts';

const hour = 3_600_000;

/** Two drafts over the same for the same customer, on two deals. */
const twins = async (fixture: DraftFixture) => {
  const first = await fixture.form();
  const other = await fixture.form('onlyAPerson');
  return [first, { ...other, content: first.content }] as const;
};

const lose = async (fixture: DraftFixture, form: object, fault: object) => {
  await fixture.fault(fault);
  expect((await fixture.create(form)).body.state).toBe('unknown');
};

const statuses = async (fixture: DraftFixture, forms: readonly { draftId: string }[]) =>
  Promise.all(forms.map(async ({ draftId }) => (await fixture.status(draftId)).body));

const states = async (fixture: DraftFixture, forms: readonly { draftId: string }[]) =>
  (await statuses(fixture, forms)).map(({ state }) => state);

describe.concurrent('two drafts over the same', () => {
  test('whose answers were both lost are asked about, once all must be over', async () => {
    const fixture = await openDraftFixture();
    const [one, two] = await twins(fixture);
    await lose(fixture, one, { fault: 'reset-after' });
    await lose(fixture, two, { fault: 'reset-after' });
    await fixture.resolve();
    expect(await states(fixture, [one, two])).toEqual(['unknown', 'unknown']);
    fixture.clock.advance(untilOver);
    await fixture.resolve();
    const [asked, also] = await statuses(fixture, [one, two]);
    expect([asked?.state, also?.state]).toEqual(['choose', 'choose']);
    expect(asked?.found).toHaveLength(2);
    const picked = asked?.found[1]?.id ?? '';
    expect((await fixture.choose(one.draftId, picked)).body).toMatchObject({
      state: 'created',
      invoice: { id: picked },
    });
    await fixture.resolve();
    const [, left] = await statuses(fixture, [one, two]);
    expect(left).toMatchObject({ state: 'created', invoice: { id: asked?.found[0]?.id } });
    expect(await fixture.made()).toHaveLength(2);
  });

  test('of which one was made do not take it from each other', async () => {
    const fixture = await openDraftFixture();
    const [one, two] = await twins(fixture);
    await lose(fixture, one, { fault: 'reset-before' });
    await lose(fixture, two, { fault: 'reset-after' });
    fixture.clock.advance(untilOver);
    await fixture.resolve();
    const [asked] = await statuses(fixture, [one, two]);
    expect(asked?.found).toHaveLength(1);
    const none = await fixture.choose(one.draftId, null);
    expect(none.body).toMatchObject({ state: 'editing', notCreated: true });
    const two1 = await fixture.choose(two.draftId, asked?.found[0]?.id ?? '');
    expect(two1.body.state).toBe('created');
    expect((await fixture.create({ ...one, version: none.body.version })).body.state).toBe(
      'created',
    );
    expect(await fixture.made()).toHaveLength(2);
  });

  test('end as two invoices even when the user gives one to the wrong draft', async () => {
    const fixture = await openDraftFixture();
    const [one, two] = await twins(fixture);
    await lose(fixture, one, { fault: 'reset-before' });
    await lose(fixture, two, { fault: 'reset-after' });
    fixture.clock.advance(untilOver);
    await fixture.resolve();
    const [asked] = await statuses(fixture, [one, two]);
    await fixture.choose(one.draftId, asked?.found[0]?.id ?? '');
    await fixture.resolve();
    expect(await states(fixture, [one, two])).toEqual(['created', 'unknown']);
    for (const wait of [hour, untilOver]) {
      fixture.clock.advance(wait);
      await fixture.resolve();
    }
    const [, left] = await statuses(fixture, [one, two]);
    expect(left).toMatchObject({ state: 'editing', notCreated: true });
    await fixture.create({ ...two, version: left?.version ?? 0 });
    expect(await states(fixture, [one, two])).toEqual(['created', 'created']);
    expect(await fixture.made()).toHaveLength(2);
  });

  test('of which one is on its way is not looked for in its place', async ({ expect }) => {
    const fixture = await openDraftFixture();
    const [one, two] = await twins(fixture);
    await lose(fixture, one, { fault: 'reset-before' });
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

  test('are no obstacle when they differ by a cent', async () => {
    const fixture = await openDraftFixture();
    const [one, same] = await twins(fixture);
    const [line] = same.content.lines;
    if (!line) throw new Error('no line');
    const two = {
      ...same,
      content: { ...same.content, lines: [{ ...line, unitPrice: '100.01' }] },
    };
    await lose(fixture, one, { fault: 'reset-after' });
    await lose(fixture, two, { fault: 'reset-after' });
    await fixture.resolve();
    const [first, second] = await statuses(fixture, [one, two]);
    expect(first).toMatchObject({ state: 'created', invoice: { total: '100.00' } });
    expect(second).toMatchObject({ state: 'created', invoice: { total: '100.01' } });
  });

  test('are told apart when one was made long before', async () => {
    const fixture = await openDraftFixture();
    const [one, two] = await twins(fixture);
    expect((await fixture.create(one)).body.state).toBe('created');
    await lose(fixture, two, { fault: 'reset-before' });
    await fixture.resolve();
    expect(await states(fixture, [two])).toEqual(['unknown']);
    fixture.clock.advance(untilOver);
    await fixture.resolve();
    expect(await states(fixture, [two])).toEqual(['created']);
    expect(await fixture.made()).toHaveLength(2);
  });
});

test('a draft is asked about when somebody wrote the same invoice by hand, not before all is over', async () => {
  const fixture = await openDraftFixture();
  const [one] = await twins(fixture);
  await lose(fixture, one, { fault: 'reset-after' });
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
  const [asked] = await statuses(fixture, [one]);
  expect(asked?.state).toBe('choose');
  expect(asked?.found).toHaveLength(2);
});

test('nobody chooses what was not offered, nor where nothing is asked', async () => {
  const fixture = await openDraftFixture();
  const [one, two] = await twins(fixture);
  await lose(fixture, one, { fault: 'reset-after' });
  expect(await fixture.choose(one.draftId, '1')).toMatchObject({
    status: 409,
    body: { error: { code: 'draft_busy' } },
  });
  await lose(fixture, two, { fault: 'reset-after' });
  fixture.clock.advance(untilOver);
  await fixture.resolve();
  expect(await fixture.choose(one.draftId, '1')).toMatchObject({ status: 404 });
});
