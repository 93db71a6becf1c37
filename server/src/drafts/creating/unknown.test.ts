import { describe, expect, test } from 'vitest';
import {
  type DraftFixture,
  impatient,
  openDraftFixture,
  untilOver,
} from '../../testing/draft-fixture.ts';

const hour = 3_600_000;

/** A draft whose response was lost by this fault. */
const createWithFault = async (fixture: DraftFixture, fault: object, deal?: string) => {
  const form = await fixture.form(deal);
  await fixture.fault(fault);
  const { body } = await fixture.create(form);
  expect(body.state).toBe('unknown');
  return form;
};

const stateOf = async (fixture: DraftFixture, form: { draftId: string }) =>
  (await fixture.status(form.draftId)).body.state;

describe.concurrent('an unconfirmed Create', () => {
  test.each([
    ['cut off afterwards', { fault: 'reset-after' }],
    ['answered too late', { fault: 'late', delayMs: 3300 }],
    ['created, then answered with 500', { fault: 'status', status: 500, committed: true }],
    [
      'answered by something unreadable',
      { fault: 'status', status: 502, committed: true, body: '<html>' },
    ],
  ])('that was %s is found in QuickBooks', async (_, fault) => {
    const fixture = await openDraftFixture('us', impatient);
    const form = await createWithFault(fixture, fault);
    await fixture.forgetCalls();
    expect(await fixture.resolve()).toBe(1);
    expect((await fixture.status(form.draftId)).body).toMatchObject({
      state: 'created',
      invoice: { total: '100.00' },
    });
    // Looked up, not sent again.
    expect(new Set(await fixture.calls())).toEqual(new Set(['POST query']));
    expect(await fixture.made()).toHaveLength(1);
  });

  test.each(['uk', 'ca', 'customNumbers'] as const)(
    'is found in a company like %s',
    async (like) => {
      const fixture = await openDraftFixture(like);
      const form = await fixture.form('nearlyAlike');
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
      await fixture.fault({ fault: 'reset-after' });
      expect((await fixture.create({ ...form, content })).body.state).toBe('unknown');
      await fixture.resolve();
      expect(await stateOf(fixture, form)).toBe('created');
    },
  );

  test('cannot be edited or discarded and is opened by + Invoice', async () => {
    const fixture = await openDraftFixture();
    const form = await createWithFault(fixture, { fault: 'reset-before' });
    const { owner } = fixture.company;
    const save = await fixture.call(owner, 'drafts/save', { ...form, version: 1 });
    const discard = await fixture.call(owner, 'drafts/discard', {
      draftId: form.draftId,
      version: 2,
    });
    const busy = { status: 409, body: { error: { code: 'draft_busy' } } };
    expect([save, discard]).toMatchObject([busy, busy]);
    const context = { of: 'deal', id: form.dealId };
    const listed = await fixture.call(owner, 'invoices/list', { context });
    expect(listed.body).toMatchObject({ drafts: [{ id: form.draftId, state: 'unknown' }] });
    const opened = await fixture.call(owner, 'drafts/open', {
      dealId: form.dealId,
      draftId: null,
      fresh: true,
    });
    expect(opened.body).toMatchObject({ status: { id: form.draftId, state: 'unknown' } });
    expect((await fixture.create({ ...form, version: 1 })).body.state).toBe('unknown');
  });

  test('that never arrived is repeated after two minutes with the same request id', async () => {
    const fixture = await openDraftFixture();
    await fixture.forgetCalls();
    const form = await createWithFault(fixture, { fault: 'reset-before' });
    await fixture.resolve();
    fixture.clock.advance(60_000);
    await fixture.resolve();
    expect(await stateOf(fixture, form)).toBe('unknown');
    expect(await fixture.requestIds()).toHaveLength(1);
    fixture.clock.advance(70_000);
    await fixture.resolve();
    expect((await fixture.status(form.draftId)).body).toMatchObject({
      state: 'created',
      invoice: { total: '100.00' },
      totalsComparison: { agrees: true },
    });
    const id = `i-${form.draftId}-0`;
    expect(await fixture.requestIds()).toEqual([id, id]);
    expect(await fixture.made()).toHaveLength(1);
  });

  test('may have been sent until it was given up, so the two minutes start then', async ({
    expect,
  }) => {
    const fixture = await openDraftFixture('us', impatient);
    await fixture.forgetCalls();
    const form = await fixture.form();
    await fixture.fault({ fault: 'hang' });
    const hanging = fixture.create(form);
    await expect.poll(() => fixture.requestIds()).toHaveLength(1);
    fixture.clock.advance(30_000);
    expect((await hanging).body.state).toBe('unknown');
    fixture.clock.advance(untilOver - 30_000);
    await fixture.resolve();
    expect(await fixture.requestIds()).toHaveLength(1);
    fixture.clock.advance(30_000);
    await fixture.resolve();
    expect(await fixture.requestIds()).toHaveLength(2);
    expect(await stateOf(fixture, form)).toBe('created');
  });

  test('is reported as not created after an hour and two lookups, and can be sent again', async () => {
    const fixture = await openDraftFixture();
    await fixture.forgetCalls();
    const form = await createWithFault(fixture, { fault: 'reset-before' });
    fixture.clock.advance(hour);
    await fixture.resolve();
    expect(await stateOf(fixture, form)).toBe('unknown');
    fixture.clock.advance(60_000);
    await fixture.resolve();
    const { body } = await fixture.status(form.draftId);
    expect(body).toMatchObject({ state: 'editing', notCreated: true, refusal: null });
    expect(await fixture.requestIds()).toHaveLength(1);
    const again = await fixture.create({ ...form, version: body.version });
    expect(again.body).toMatchObject({ state: 'created', notCreated: false });
    expect(await fixture.requestIds()).toEqual([`i-${form.draftId}-0`, `i-${form.draftId}-1`]);
    expect(await fixture.made()).toHaveLength(1);
  });

  test('is looked up again when its repetition fails for any reason', async () => {
    const fixture = await openDraftFixture();
    const form = await createWithFault(fixture, { fault: 'status', status: 500 });
    await fixture.switches({ replayFailures: true });
    await fixture.fault({ fault: 'status', status: 400, code: '6000' });
    fixture.clock.advance(untilOver);
    await fixture.resolve();
    expect(await stateOf(fixture, form)).toBe('unknown');
    await fixture.switches({ replayFailures: false, requestIdRetentionMs: 0 });
    fixture.clock.advance(untilOver);
    await fixture.resolve();
    expect(await stateOf(fixture, form)).toBe('created');
    expect(await fixture.made()).toHaveLength(1);
  });

  test('that was deleted before the lookup is reported as deleted, not repeated', async () => {
    const fixture = await openDraftFixture();
    const form = await createWithFault(fixture, { fault: 'reset-after' });
    const [made] = await fixture.made();
    await fixture.deleteInQuickbooks(made?.Id ?? '');
    fixture.clock.advance(untilOver);
    await fixture.resolve();
    expect((await fixture.status(form.draftId)).body).toMatchObject({
      state: 'created',
      invoice: { id: made?.Id, status: 'deleted' },
    });
    expect(await fixture.made()).toEqual([]);
  });

  test('waits while its lookup fails', async () => {
    const fixture = await openDraftFixture();
    const form = await createWithFault(fixture, { fault: 'reset-after' });
    await fixture.fault({ fault: 'status', status: 503, times: 2 }, 'query');
    expect(await fixture.resolve()).toBe(1);
    expect(await stateOf(fixture, form)).toBe('unknown');
    expect(await fixture.resolve()).toBe(0);
    fixture.clock.advance(2_000);
    await fixture.resolve();
    expect(await stateOf(fixture, form)).toBe('created');
  });

  test('waits while another realm is connected', async () => {
    const fixture = await openDraftFixture();
    await createWithFault(fixture, { fault: 'reset-after' });
    await fixture.call(fixture.company.owner, 'connection/disconnect');
    expect(await fixture.resolve()).toBe(0);
  });
});
