import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { connections } from '../../connection/tables.ts';
import { transact } from '../../db/transact.ts';
import { type Desk, openDesk } from '../../testing/sales-desk.ts';
import type { DraftForm } from '../contract.ts';
import { drafts } from '../tables.ts';

const save = (desk: Desk, form: object) => desk.call(desk.company.holder, 'drafts/save', form);
const open = (desk: Desk, form: { dealId: number; draftId: string }) =>
  desk.call(desk.company.holder, 'drafts/open', {
    dealId: form.dealId,
    draftId: form.draftId,
    fresh: false,
  });

const breakConnection = (desk: Desk) =>
  transact(desk.doors.db, (tx) =>
    tx
      .update(connections)
      .set({ state: 'broken' })
      .where(eq(connections.companyId, desk.company.companyId)),
  );

test('a draft is saved and shown again while QuickBooks wants a new consent', async () => {
  const desk = await openDesk();
  const form = await desk.form();
  await breakConnection(desk);
  expect(await save(desk, form)).toMatchObject({ status: 200, body: { version: 1 } });
  const again = await open(desk, form);
  expect(again).toMatchObject({ status: 200, body: { content: form.content, candidates: [] } });
  expect(await desk.create({ ...form, version: 1 })).toMatchObject({
    body: { error: { code: 'connection_broken' } },
  });
});

test('an unknown draft shows that it is unknown while QuickBooks is down', async () => {
  const desk = await openDesk();
  const form = await desk.form();
  await desk.fault({ fault: 'reset-after' });
  await desk.create(form);
  await desk.fault({ fault: 'status', status: 503, times: 20 }, '');
  desk.clock.advance(2 * 3_600_000);
  const { status, body } = await desk.call(desk.company.holder, 'drafts/open', {
    dealId: form.dealId,
    draftId: null,
    fresh: true,
  });
  expect(status).toBe(200);
  expect((body as DraftForm).status).toMatchObject({ id: form.draftId, state: 'unknown' });
});

test('of two open forms of one deal the second waits while the first is on its way', async () => {
  const desk = await openDesk();
  const [first, second] = [await desk.form(), await desk.form()];
  await desk.fault({ fault: 'reset-after' });
  expect(await desk.create(first)).toMatchObject({ body: { state: 'unknown' } });
  expect(await desk.create(second)).toMatchObject({ body: { error: { code: 'draft_busy' } } });
  await desk.settle();
  expect(await desk.made()).toHaveLength(1);
  expect(await desk.create(second)).toMatchObject({ body: { state: 'created' } });
});

test('a text too long for QuickBooks is kept, and refused only at Create', async () => {
  const desk = await openDesk();
  const form = await desk.form();
  const details = { ...form.content.details, memo: 'm'.repeat(9_000) };
  const long = { ...form, content: { ...form.content, details } };
  expect(await save(desk, long)).toMatchObject({ status: 200 });
  expect(await desk.create({ ...long, version: 1 })).toMatchObject({
    body: { error: { code: 'invalid_input', fields: [{ path: 'details.memo' }] } },
  });
  expect(await open(desk, form)).toMatchObject({ body: { content: { details } } });
});

test('a draft beyond the limits is refused with its field, and one stored before them still opens', async () => {
  const desk = await openDesk();
  const form = await desk.form();
  const details = { ...form.content.details, memo: 'm'.repeat(10_001) };
  const content = { ...form.content, details };
  expect(await save(desk, { ...form, content })).toMatchObject({
    status: 422,
    body: { error: { code: 'invalid_input', fields: [{ path: 'content.details.memo' }] } },
  });
  const line = { ...form.content.lines[0], description: 'd'.repeat(9_999) };
  const lines = Array(70).fill(line);
  expect(await save(desk, { ...form, content: { ...form.content, lines } })).toMatchObject({
    status: 422,
    body: { error: { code: 'invalid_input' } },
  });
  await save(desk, form);
  await transact(desk.doors.db, (tx) =>
    tx.update(drafts).set({ content }).where(eq(drafts.id, form.draftId)),
  );
  expect(await open(desk, form)).toMatchObject({ status: 200, body: { content: { details } } });
});

test('a deal can have fifty unfinished drafts; discarding one makes room', async () => {
  const desk = await openDesk();
  const form = await desk.form();
  const draft = () => ({ ...form, draftId: crypto.randomUUID() });
  const kept = Array.from({ length: 50 }, draft);
  for (const one of kept) expect(await save(desk, one)).toMatchObject({ status: 200 });
  const [first] = kept;
  // A repeated first save is no further draft.
  expect(await save(desk, first ?? form)).toMatchObject({ status: 200 });
  const tooMany = { status: 409, body: { error: { code: 'too_many_drafts' } } };
  expect(await save(desk, form)).toMatchObject(tooMany);
  expect(await desk.create(form)).toMatchObject(tooMany);
  const discard = { draftId: first?.draftId, version: 1 };
  await desk.call(desk.company.holder, 'drafts/discard', discard);
  expect(await save(desk, form)).toMatchObject({ status: 200 });
});

test('a tab that did not see the last words cannot discard them', async () => {
  const desk = await openDesk();
  const form = await desk.form();
  await save(desk, form);
  await save(desk, { ...form, version: 1 });
  const discard = (version: number) =>
    desk.call(desk.company.holder, 'drafts/discard', { draftId: form.draftId, version });
  expect(await discard(1)).toMatchObject({ body: { error: { code: 'draft_changed' } } });
  expect(await discard(2)).toMatchObject({ status: 200 });
});

test('words typed after another tab discarded the draft bring it back', async () => {
  const desk = await openDesk();
  const form = await desk.form();
  await save(desk, form);
  await desk.call(desk.company.holder, 'drafts/discard', { draftId: form.draftId, version: 1 });
  expect(await save(desk, { ...form, version: 1 })).toMatchObject({ body: { version: 2 } });
  expect(await open(desk, form)).toMatchObject({ body: { status: { state: 'editing' } } });
});

test('what a draft remembers of the deal’s organization follows the deal', async () => {
  const desk = await openDesk();
  const form = await desk.form();
  await save(desk, form);
  const partyOf = async () => {
    const [row] = await desk.doors.db.select().from(drafts).where(eq(drafts.id, form.draftId));
    return row?.party;
  };
  const party = await partyOf();
  await transact(desk.doors.db, (tx) =>
    tx.update(drafts).set({ party: { party: 'person', partyId: 1 } }),
  );
  await save(desk, { ...form, version: 1 });
  expect(await partyOf()).toEqual(party);
});
