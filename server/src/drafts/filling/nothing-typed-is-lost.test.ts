import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { connections } from '../../connection/tables.ts';
import { transact } from '../../db/transact.ts';
import { type DraftFixture, openDraftFixture } from '../../testing/draft-fixture.ts';
import type { DraftForm } from '../contract.ts';
import { drafts } from '../tables.ts';

const save = (fixture: DraftFixture, form: object) =>
  fixture.call(fixture.company.owner, 'drafts/save', form);
const open = (fixture: DraftFixture, form: { dealId: number; draftId: string }) =>
  fixture.call(fixture.company.owner, 'drafts/open', {
    dealId: form.dealId,
    draftId: form.draftId,
    fresh: false,
  });

const breakConnection = (fixture: DraftFixture) =>
  transact(fixture.dependencies.db, (tx) =>
    tx
      .update(connections)
      .set({ state: 'broken' })
      .where(eq(connections.companyId, fixture.company.companyId)),
  );

test('saves and reopens a draft while the connection is broken', async () => {
  const fixture = await openDraftFixture();
  const form = await fixture.form();
  await breakConnection(fixture);
  expect(await save(fixture, form)).toMatchObject({ status: 200, body: { version: 1 } });
  const again = await open(fixture, form);
  expect(again).toMatchObject({ status: 200, body: { content: form.content, candidates: [] } });
  expect(await fixture.create({ ...form, version: 1 })).toMatchObject({
    body: { error: { code: 'connection_broken' } },
  });
});

test('opens an unconfirmed draft as unknown while QuickBooks is unavailable', async () => {
  const fixture = await openDraftFixture();
  const form = await fixture.form();
  await fixture.fault({ fault: 'reset-after' });
  await fixture.create(form);
  await fixture.fault({ fault: 'status', status: 503, times: 20 }, '');
  fixture.clock.advance(2 * 3_600_000);
  const { status, body } = await fixture.call(fixture.company.owner, 'drafts/open', {
    dealId: form.dealId,
    draftId: null,
    fresh: true,
  });
  expect(status).toBe(200);
  expect((body as DraftForm).status).toMatchObject({ id: form.draftId, state: 'unknown' });
});

test('rejects a second draft of the deal while the first is being sent', async () => {
  const fixture = await openDraftFixture();
  const [first, second] = [await fixture.form(), await fixture.form()];
  await fixture.fault({ fault: 'reset-after' });
  expect(await fixture.create(first)).toMatchObject({ body: { state: 'unknown' } });
  expect(await fixture.create(second)).toMatchObject({ body: { error: { code: 'draft_busy' } } });
  await fixture.resolve();
  expect(await fixture.made()).toHaveLength(1);
  expect(await fixture.create(second)).toMatchObject({ body: { state: 'created' } });
});

test('saves a text too long for QuickBooks and rejects it only at Create', async () => {
  const fixture = await openDraftFixture();
  const form = await fixture.form();
  const details = { ...form.content.details, memo: 'm'.repeat(9_000) };
  const long = { ...form, content: { ...form.content, details } };
  expect(await save(fixture, long)).toMatchObject({ status: 200 });
  expect(await fixture.create({ ...long, version: 1 })).toMatchObject({
    body: { error: { code: 'invalid_input', fields: [{ path: 'details.memo' }] } },
  });
  expect(await open(fixture, form)).toMatchObject({ body: { content: { details } } });
});

test('rejects a draft beyond the limits at its field, but opens one stored before them', async () => {
  const fixture = await openDraftFixture();
  const form = await fixture.form();
  const details = { ...form.content.details, memo: 'm'.repeat(10_001) };
  const content = { ...form.content, details };
  expect(await save(fixture, { ...form, content })).toMatchObject({
    status: 422,
    body: { error: { code: 'invalid_input', fields: [{ path: 'content.details.memo' }] } },
  });
  const line = { ...form.content.lines[0], description: 'd'.repeat(9_999) };
  const lines = Array(70).fill(line);
  expect(await save(fixture, { ...form, content: { ...form.content, lines } })).toMatchObject({
    status: 422,
    body: { error: { code: 'invalid_input' } },
  });
  await save(fixture, form);
  await transact(fixture.dependencies.db, (tx) =>
    tx.update(drafts).set({ content }).where(eq(drafts.id, form.draftId)),
  );
  expect(await open(fixture, form)).toMatchObject({ status: 200, body: { content: { details } } });
});

test('allows fifty unfinished drafts a deal, and another after discarding one', async () => {
  const fixture = await openDraftFixture();
  const form = await fixture.form();
  const draft = () => ({ ...form, draftId: crypto.randomUUID() });
  const savedDrafts = Array.from({ length: 50 }, draft);
  for (const one of savedDrafts) expect(await save(fixture, one)).toMatchObject({ status: 200 });
  const [first] = savedDrafts;
  // A repeated first save does not count as another draft.
  expect(await save(fixture, first ?? form)).toMatchObject({ status: 200 });
  const tooMany = { status: 409, body: { error: { code: 'too_many_drafts' } } };
  expect(await save(fixture, form)).toMatchObject(tooMany);
  expect(await fixture.create(form)).toMatchObject(tooMany);
  const discard = { draftId: first?.draftId, version: 1 };
  await fixture.call(fixture.company.owner, 'drafts/discard', discard);
  expect(await save(fixture, form)).toMatchObject({ status: 200 });
});

test('does not discard a version that the tab has not seen', async () => {
  const fixture = await openDraftFixture();
  const form = await fixture.form();
  await save(fixture, form);
  await save(fixture, { ...form, version: 1 });
  const discard = (version: number) =>
    fixture.call(fixture.company.owner, 'drafts/discard', { draftId: form.draftId, version });
  expect(await discard(1)).toMatchObject({ body: { error: { code: 'draft_changed' } } });
  expect(await discard(2)).toMatchObject({ status: 200 });
});

test('restores a discarded draft when another tab saves it', async () => {
  const fixture = await openDraftFixture();
  const form = await fixture.form();
  await save(fixture, form);
  await fixture.call(fixture.company.owner, 'drafts/discard', {
    draftId: form.draftId,
    version: 1,
  });
  expect(await save(fixture, { ...form, version: 1 })).toMatchObject({ body: { version: 2 } });
  expect(await open(fixture, form)).toMatchObject({ body: { status: { state: 'editing' } } });
});

test('updates the stored organization of a draft when that of the deal changes', async () => {
  const fixture = await openDraftFixture();
  const form = await fixture.form();
  await save(fixture, form);
  const partyOf = async () => {
    const [row] = await fixture.dependencies.db
      .select()
      .from(drafts)
      .where(eq(drafts.id, form.draftId));
    return row?.party;
  };
  const party = await partyOf();
  await transact(fixture.dependencies.db, (tx) =>
    tx.update(drafts).set({ party: { party: 'person', partyId: 1 } }),
  );
  await save(fixture, { ...form, version: 1 });
  expect(await partyOf()).toEqual(party);
});
