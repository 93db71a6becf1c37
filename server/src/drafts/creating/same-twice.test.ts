import { describe, expect, test } from 'vitest';
import { writeInBooks } from '../../testing/books-as-accountant.ts';
import { type Desk, openDesk, untilOver } from '../../testing/sales-desk.ts';

const hour = 3_600_000;

/** Two drafts over the same for the same customer, on two deals. */
const twins = async (desk: Desk) => {
  const first = await desk.form();
  const other = await desk.form('onlyAPerson');
  return [first, { ...other, content: first.content }] as const;
};

const lose = async (desk: Desk, form: object, fault: object) => {
  await desk.fault(fault);
  expect((await desk.create(form)).body.state).toBe('unknown');
};

const statuses = async (desk: Desk, forms: readonly { draftId: string }[]) =>
  Promise.all(forms.map(async ({ draftId }) => (await desk.status(draftId)).body));

const states = async (desk: Desk, forms: readonly { draftId: string }[]) =>
  (await statuses(desk, forms)).map(({ state }) => state);

describe.concurrent('two drafts over the same', () => {
  test('whose answers were both lost are asked about, once all must be over', async () => {
    const desk = await openDesk();
    const [one, two] = await twins(desk);
    await lose(desk, one, { fault: 'reset-after' });
    await lose(desk, two, { fault: 'reset-after' });
    await desk.settle();
    expect(await states(desk, [one, two])).toEqual(['unknown', 'unknown']);
    desk.clock.advance(untilOver);
    await desk.settle();
    const [asked, also] = await statuses(desk, [one, two]);
    expect([asked?.state, also?.state]).toEqual(['choose', 'choose']);
    expect(asked?.found).toHaveLength(2);
    const picked = asked?.found[1]?.id ?? '';
    expect((await desk.choose(one.draftId, picked)).body).toMatchObject({
      state: 'created',
      invoice: { id: picked },
    });
    await desk.settle();
    const [, left] = await statuses(desk, [one, two]);
    expect(left).toMatchObject({ state: 'created', invoice: { id: asked?.found[0]?.id } });
    expect(await desk.made()).toHaveLength(2);
  });

  test('of which one was made do not take it from each other', async () => {
    const desk = await openDesk();
    const [one, two] = await twins(desk);
    await lose(desk, one, { fault: 'reset-before' });
    await lose(desk, two, { fault: 'reset-after' });
    desk.clock.advance(untilOver);
    await desk.settle();
    const [asked] = await statuses(desk, [one, two]);
    expect(asked?.found).toHaveLength(1);
    const none = await desk.choose(one.draftId, null);
    expect(none.body).toMatchObject({ state: 'editing', notCreated: true });
    const two1 = await desk.choose(two.draftId, asked?.found[0]?.id ?? '');
    expect(two1.body.state).toBe('created');
    expect((await desk.create({ ...one, version: none.body.version })).body.state).toBe('created');
    expect(await desk.made()).toHaveLength(2);
  });

  test('end as two invoices even when the user gives one to the wrong draft', async () => {
    const desk = await openDesk();
    const [one, two] = await twins(desk);
    await lose(desk, one, { fault: 'reset-before' });
    await lose(desk, two, { fault: 'reset-after' });
    desk.clock.advance(untilOver);
    await desk.settle();
    const [asked] = await statuses(desk, [one, two]);
    await desk.choose(one.draftId, asked?.found[0]?.id ?? '');
    await desk.settle();
    expect(await states(desk, [one, two])).toEqual(['created', 'unknown']);
    for (const wait of [hour, untilOver]) {
      desk.clock.advance(wait);
      await desk.settle();
    }
    const [, left] = await statuses(desk, [one, two]);
    expect(left).toMatchObject({ state: 'editing', notCreated: true });
    await desk.create({ ...two, version: left?.version ?? 0 });
    expect(await states(desk, [one, two])).toEqual(['created', 'created']);
    expect(await desk.made()).toHaveLength(2);
  });

  test('of which one is on its way is not looked for in its place', async ({ expect }) => {
    const desk = await openDesk();
    const [one, two] = await twins(desk);
    await lose(desk, one, { fault: 'reset-before' });
    await desk.fault({ fault: 'late', delayMs: 2500 });
    const going = desk.create(two);
    await expect.poll(() => desk.made()).toHaveLength(1);
    await desk.settle();
    expect(await states(desk, [one])).toEqual(['unknown']);
    expect((await going).body.state).toBe('created');
    desk.clock.advance(untilOver);
    await desk.settle();
    expect(await states(desk, [one, two])).toEqual(['created', 'created']);
    expect(await desk.made()).toHaveLength(2);
  });

  test('are no obstacle when they differ by a cent', async () => {
    const desk = await openDesk();
    const [one, same] = await twins(desk);
    const [line] = same.content.lines;
    if (!line) throw new Error('no line');
    const two = {
      ...same,
      content: { ...same.content, lines: [{ ...line, unitPrice: '100.01' }] },
    };
    await lose(desk, one, { fault: 'reset-after' });
    await lose(desk, two, { fault: 'reset-after' });
    await desk.settle();
    const [first, second] = await statuses(desk, [one, two]);
    expect(first).toMatchObject({ state: 'created', invoice: { total: '100.00' } });
    expect(second).toMatchObject({ state: 'created', invoice: { total: '100.01' } });
  });

  test('are told apart when one was made long before', async () => {
    const desk = await openDesk();
    const [one, two] = await twins(desk);
    expect((await desk.create(one)).body.state).toBe('created');
    await lose(desk, two, { fault: 'reset-before' });
    await desk.settle();
    expect(await states(desk, [two])).toEqual(['unknown']);
    desk.clock.advance(untilOver);
    await desk.settle();
    expect(await states(desk, [two])).toEqual(['created']);
    expect(await desk.made()).toHaveLength(2);
  });
});

test('a draft is asked about when somebody wrote the same invoice by hand, not before all is over', async () => {
  const desk = await openDesk();
  const [one] = await twins(desk);
  await lose(desk, one, { fault: 'reset-after' });
  const [made] = await desk.made();
  const { CustomerRef, Line } = made as unknown as Record<string, unknown>;
  await writeInBooks(desk.doors, desk.company.realmId, 'Invoice', { CustomerRef, Line });
  await desk.settle();
  expect(await states(desk, [one])).toEqual(['unknown']);
  desk.clock.advance(untilOver);
  await desk.settle();
  const [asked] = await statuses(desk, [one]);
  expect(asked?.state).toBe('choose');
  expect(asked?.found).toHaveLength(2);
});

test('nobody chooses what was not offered, nor where nothing is asked', async () => {
  const desk = await openDesk();
  const [one, two] = await twins(desk);
  await lose(desk, one, { fault: 'reset-after' });
  expect(await desk.choose(one.draftId, '1')).toMatchObject({
    status: 409,
    body: { error: { code: 'draft_busy' } },
  });
  await lose(desk, two, { fault: 'reset-after' });
  desk.clock.advance(untilOver);
  await desk.settle();
  expect(await desk.choose(one.draftId, '1')).toMatchObject({ status: 404 });
});
