import { describe, expect, test } from 'vitest';
import { type Desk, impatient, openDesk, untilOver } from '../../testing/sales-desk.ts';

const hour = 3_600_000;

/** A draft whose answer was lost by this fault. */
const lost = async (desk: Desk, fault: object, deal?: string) => {
  const form = await desk.form(deal);
  await desk.fault(fault);
  const { body } = await desk.create(form);
  expect(body.state).toBe('unknown');
  return form;
};

const stateOf = async (desk: Desk, form: { draftId: string }) =>
  (await desk.status(form.draftId)).body.state;

describe.concurrent('an unanswered Create', () => {
  test.each([
    ['cut off afterwards', { fault: 'reset-after' }],
    ['answered too late', { fault: 'late', delayMs: 3300 }],
    ['done, and told as a 500', { fault: 'status', status: 500, committed: true }],
    [
      'answered by something unreadable',
      { fault: 'status', status: 502, committed: true, body: '<html>' },
    ],
  ])('that was %s is found in the books', async (_, fault) => {
    const desk = await openDesk('us', impatient);
    const form = await lost(desk, fault);
    await desk.forgetCalls();
    expect(await desk.settle()).toBe(1);
    expect((await desk.status(form.draftId)).body).toMatchObject({
      state: 'created',
      invoice: { total: '100.00' },
    });
    // Looked up, not sent again.
    expect(new Set(await desk.calls())).toEqual(new Set(['POST query']));
    expect(await desk.made()).toHaveLength(1);
  });

  test.each(['uk', 'ca', 'customNumbers'] as const)('is found in books like %s', async (like) => {
    const desk = await openDesk(like);
    const form = await desk.form('nearlyAlike');
    const [line] = form.content.lines;
    if (!line) throw new Error('no line');
    const content = {
      ...form.content,
      details: {
        ...form.content.details,
        taxMode: like === 'uk' ? ('inclusive' as const) : ('excluded' as const),
      },
      lines: [
        { ...line, quantity: '3', discount: { kind: 'percent' as const, value: '7.5' } },
        { ...line, key: 'other', unitPrice: '19.99' },
      ],
      discount: { kind: 'amount' as const, value: '10' },
    };
    await desk.fault({ fault: 'reset-after' });
    expect((await desk.create({ ...form, content })).body.state).toBe('unknown');
    await desk.settle();
    expect(await stateOf(desk, form)).toBe('created');
  });

  test('can neither be edited nor discarded, and is what + Invoice opens', async () => {
    const desk = await openDesk();
    const form = await lost(desk, { fault: 'reset-before' });
    const { holder } = desk.company;
    const save = await desk.call(holder, 'drafts/save', { ...form, version: 1 });
    const discard = await desk.call(holder, 'drafts/discard', {
      draftId: form.draftId,
      version: 2,
    });
    const busy = { status: 409, body: { error: { code: 'draft_busy' } } };
    expect([save, discard]).toMatchObject([busy, busy]);
    const place = { of: 'deal', id: form.dealId };
    const listed = await desk.call(holder, 'invoices/list', { place });
    expect(listed.body).toMatchObject({ drafts: [{ id: form.draftId, state: 'unknown' }] });
    const opened = await desk.call(holder, 'drafts/open', {
      dealId: form.dealId,
      draftId: null,
      fresh: true,
    });
    expect(opened.body).toMatchObject({ status: { id: form.draftId, state: 'unknown' } });
    expect((await desk.create({ ...form, version: 1 })).body.state).toBe('unknown');
  });

  test('that never happened is repeated after two minutes, under the same id', async () => {
    const desk = await openDesk();
    await desk.forgetCalls();
    const form = await lost(desk, { fault: 'reset-before' });
    await desk.settle();
    desk.clock.advance(60_000);
    await desk.settle();
    expect(await stateOf(desk, form)).toBe('unknown');
    expect(await desk.requestIds()).toHaveLength(1);
    desk.clock.advance(70_000);
    await desk.settle();
    expect((await desk.status(form.draftId)).body).toMatchObject({
      state: 'created',
      invoice: { total: '100.00' },
      proof: { agrees: true },
    });
    const id = `i-${form.draftId}-0`;
    expect(await desk.requestIds()).toEqual([id, id]);
    expect(await desk.made()).toHaveLength(1);
  });

  test('may have been sent as late as it was given up, so two minutes count from there', async ({
    expect,
  }) => {
    const desk = await openDesk('us', impatient);
    await desk.forgetCalls();
    const form = await desk.form();
    await desk.fault({ fault: 'hang' });
    const hanging = desk.create(form);
    await expect.poll(() => desk.requestIds()).toHaveLength(1);
    desk.clock.advance(30_000);
    expect((await hanging).body.state).toBe('unknown');
    desk.clock.advance(untilOver - 30_000);
    await desk.settle();
    expect(await desk.requestIds()).toHaveLength(1);
    desk.clock.advance(30_000);
    await desk.settle();
    expect(await desk.requestIds()).toHaveLength(2);
    expect(await stateOf(desk, form)).toBe('created');
  });

  test('is told as not created after an hour and two looks, and may be sent anew', async () => {
    const desk = await openDesk();
    await desk.forgetCalls();
    const form = await lost(desk, { fault: 'reset-before' });
    desk.clock.advance(hour);
    await desk.settle();
    expect(await stateOf(desk, form)).toBe('unknown');
    desk.clock.advance(60_000);
    await desk.settle();
    const { body } = await desk.status(form.draftId);
    expect(body).toMatchObject({ state: 'editing', notCreated: true, refusal: null });
    expect(await desk.requestIds()).toHaveLength(1);
    const again = await desk.create({ ...form, version: body.version });
    expect(again.body).toMatchObject({ state: 'created', notCreated: false });
    expect(await desk.requestIds()).toEqual([`i-${form.draftId}-0`, `i-${form.draftId}-1`]);
    expect(await desk.made()).toHaveLength(1);
  });

  test('is looked for again when its repetition fails, whatever QuickBooks says', async () => {
    const desk = await openDesk();
    const form = await lost(desk, { fault: 'status', status: 500 });
    await desk.switches({ replayFailures: true });
    await desk.fault({ fault: 'status', status: 400, code: '6000' });
    desk.clock.advance(untilOver);
    await desk.settle();
    expect(await stateOf(desk, form)).toBe('unknown');
    await desk.switches({ replayFailures: false, requestIdRetentionMs: 0 });
    desk.clock.advance(untilOver);
    await desk.settle();
    expect(await stateOf(desk, form)).toBe('created');
    expect(await desk.made()).toHaveLength(1);
  });

  test('that was deleted before anybody looked is told as deleted, not made again', async () => {
    const desk = await openDesk();
    const form = await lost(desk, { fault: 'reset-after' });
    const [made] = await desk.made();
    await desk.deleteInBooks(made?.Id ?? '');
    desk.clock.advance(untilOver);
    await desk.settle();
    expect((await desk.status(form.draftId)).body).toMatchObject({
      state: 'created',
      invoice: { id: made?.Id, status: 'deleted' },
    });
    expect(await desk.made()).toEqual([]);
  });

  test('waits while its look is not answered', async () => {
    const desk = await openDesk();
    const form = await lost(desk, { fault: 'reset-after' });
    await desk.fault({ fault: 'status', status: 503, times: 2 }, 'query');
    expect(await desk.settle()).toBe(1);
    expect(await stateOf(desk, form)).toBe('unknown');
    expect(await desk.settle()).toBe(0);
    desk.clock.advance(2_000);
    await desk.settle();
    expect(await stateOf(desk, form)).toBe('created');
  });

  test('waits while other books are connected', async () => {
    const desk = await openDesk();
    await lost(desk, { fault: 'reset-after' });
    await desk.call(desk.company.holder, 'connection/disconnect');
    expect(await desk.settle()).toBe(0);
  });
});
