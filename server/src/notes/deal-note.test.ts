import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { auditEntries } from '../audit/tables.ts';
import { transact } from '../db/transact.ts';
import { dealPresence } from '../invoices/tables.ts';
import { operations } from '../operations/tables.ts';
import { control } from '../testing/control.ts';
import { type DraftFixture, openDraftFixture } from '../testing/draft-fixture.ts';
import { installFor } from '../testing/make-company.ts';
import { resolveDue } from '../testing/run-due.ts';

/** Opens a company whose user has just created an invoice on a deal. */
const openWithInvoice = async () => {
  const fixture = await openDraftFixture('us', { env: { PIPEDRIVE_TIMEOUT_MS: '3000' } });
  const form = await fixture.form();
  const { invoice } = (await fixture.create(form)).body;
  return { fixture, form, invoice };
};

const pipedrive = (fixture: DraftFixture) => fixture.dependencies.settings.pipedrive.oauthUrl;

const notes = async (fixture: DraftFixture, dealId: number) => {
  const path = `notes?dealId=${dealId}&companyId=${fixture.company.companyId}`;
  return (await control<{ notes: { content: string }[] }>(pipedrive(fixture), 'GET', path)).notes;
};

const fault = (fixture: DraftFixture, response: object) =>
  control(pipedrive(fixture), 'POST', 'faults', {
    match: { method: 'POST', path: '/api/v1/notes', company: fixture.company.companyId },
    times: 1,
    ...response,
  });

/** Runs the due operations of notes once; returns their number. */
const deliver = (fixture: DraftFixture) => resolveDue(fixture.dependencies, ['deal_note']);

const deliverLater = (fixture: DraftFixture) => {
  fixture.clock.advance(150_000);
  return deliver(fixture);
};

describe.concurrent('deal note', () => {
  test('is written once, even if the background work runs again', async () => {
    const { fixture, form, invoice } = await openWithInvoice();
    expect(await deliver(fixture)).toBe(1);
    expect(await deliverLater(fixture)).toBe(0);
    expect(await notes(fixture, form.dealId)).toMatchObject([
      { content: expect.stringContaining(`Invoice ${invoice?.number}`) },
    ]);
  });

  test.each([
    ['was lost', { fault: 'reset-after' }],
    ['came too late', { fault: 'late', delayMs: 4000 }],
  ])('is written once when the response %s', async (_, response) => {
    const { fixture, form } = await openWithInvoice();
    await fault(fixture, response);
    expect(await deliver(fixture)).toBe(1);
    expect(await notes(fixture, form.dealId)).toHaveLength(1);
    expect(await deliverLater(fixture)).toBe(1);
    expect(await deliverLater(fixture)).toBe(0);
    expect(await notes(fixture, form.dealId)).toHaveLength(1);
  });

  test.each([
    ['cut off', { fault: 'reset-before' }],
    ['answered with 500', { fault: 'status', status: 500 }],
    ['throttled with 429', { fault: 'status', status: 429 }],
  ])('is written by the second request when the first was %s', async (_, response) => {
    const { fixture, form } = await openWithInvoice();
    await fault(fixture, response);
    await deliver(fixture);
    expect(await notes(fixture, form.dealId)).toEqual([]);
    await deliverLater(fixture);
    expect(await notes(fixture, form.dealId)).toHaveLength(1);
  });

  test('is written once by two concurrent runs', async () => {
    const { fixture, form } = await openWithInvoice();
    await Promise.all([deliver(fixture), deliver(fixture)]);
    expect(await notes(fixture, form.dealId)).toHaveLength(1);
  });

  const uninstall = (fixture: DraftFixture) =>
    control(pipedrive(fixture), 'POST', 'install', { ...fixture.company.owner, installed: false });

  const givenUp = async (fixture: DraftFixture) =>
    (await fixture.dependencies.db.select().from(auditEntries)).filter(
      ({ action }) => action === 'note_given_up',
    );

  test('is written after a user whose grant ended has installed again', async () => {
    const { fixture, form } = await openWithInvoice();
    await uninstall(fixture);
    expect(await deliver(fixture)).toBe(1);
    expect(await notes(fixture, form.dealId)).toEqual([]);
    await installFor(fixture.dependencies, fixture.company.owner);
    expect(await deliverLater(fixture)).toBe(1);
    expect(await notes(fixture, form.dealId)).toHaveLength(1);
    expect(await givenUp(fixture)).toEqual([]);
  });

  test('is given up and audited when the user does not install again within 12 tries', async () => {
    const { fixture, form } = await openWithInvoice();
    await uninstall(fixture);
    let tries = 0;
    for (let hour = 0; hour < 20; hour += 1) {
      tries += await deliver(fixture);
      fixture.clock.advance(3_600_000);
    }
    expect(tries).toBe(12);
    expect(await notes(fixture, form.dealId)).toEqual([]);
    expect(await givenUp(fixture)).toMatchObject([
      {
        companyId: fixture.company.companyId,
        userId: fixture.company.owner.userId,
        dealId: form.dealId,
        details: { why: 'install_broken' },
      },
    ]);
  });

  test('is given up when its response was lost and every lookup fails', async () => {
    const { fixture } = await openWithInvoice();
    await fault(fixture, { fault: 'reset-before' });
    expect(await deliver(fixture)).toBe(1);
    await uninstall(fixture);
    let tries = 0;
    for (let hour = 0; hour < 20; hour += 1) {
      fixture.clock.advance(3_600_000);
      tries += await deliver(fixture);
    }
    expect(tries).toBe(11);
    expect(await givenUp(fixture)).toMatchObject([{ details: { why: 'install_broken' } }]);
    const { db } = fixture.dependencies;
    const [note] = await db.select().from(operations).where(eq(operations.kind, 'deal_note'));
    expect(note).toMatchObject({ state: 'unknown' });
  });

  test('is not sent again while the first request may still take effect', async () => {
    const { fixture } = await openWithInvoice();
    const { pipedrive: gateway } = fixture.dependencies;
    let sent = 0;
    gateway.addNote = async () => {
      sent += 1;
      return { kind: 'unclear' };
    };
    await deliver(fixture);
    fixture.clock.advance(20_000);
    expect(await deliver(fixture)).toBe(1);
    expect(sent).toBe(1);
    await deliverLater(fixture);
    expect(sent).toBe(2);
  });

  test('is written once for a void and a deletion, even when the response was lost', async () => {
    const { fixture, form, invoice } = await openWithInvoice();
    await deliver(fixture);
    const target = { context: { of: 'deal', id: form.dealId }, invoiceId: invoice?.id };
    for (const action of ['void', 'delete'] as const) {
      await fixture.call(fixture.company.owner, `invoices/${action}`, target);
      await fault(fixture, { fault: 'reset-after' });
      expect(await deliver(fixture)).toBe(1);
      expect(await deliverLater(fixture)).toBe(1);
      expect(await deliverLater(fixture)).toBe(0);
    }
    const texts = (await notes(fixture, form.dealId)).map(
      ({ content }) => /<p>(.*?)<\/p>/.exec(content)?.[1],
    );
    const name = `Invoice ${invoice?.number}`;
    expect(texts.sort()).toEqual([`${name} created`, `${name} deleted`, `${name} voided`]);
  });

  test.each([
    ['none', null],
    ['number', /^<p>Invoice \d+ created<\/p>/],
    ['amount', /Invoice \d+ for .* created: \$100\.00/],
  ])('follows the detail setting of the company: %s', async (chosen, content) => {
    const fixture = await openDraftFixture();
    const { body } = await fixture.call(fixture.company.owner, 'preferences/show', {});
    const { suggested } = body as { suggested: object };
    await fixture.call(fixture.company.owner, 'preferences/save', { ...suggested, notes: chosen });
    const form = await fixture.form();
    await fixture.create(form);
    await deliver(fixture);
    const written = await notes(fixture, form.dealId);
    expect(written).toHaveLength(content === null ? 0 : 1);
    if (content) expect(written[0]?.content).toMatch(content);
  });

  const markDeleted = (
    { dependencies, company: { companyId }, clock }: DraftFixture,
    dealId: number,
  ) =>
    transact(dependencies.db, (tx) =>
      tx.insert(dealPresence).values({ companyId, dealId, gone: true, checkedAt: clock.now() }),
    );

  test('about a void is not sent to a deal known to be deleted', async () => {
    const { fixture, form, invoice } = await openWithInvoice();
    await deliver(fixture);
    const other = fixture.company.deals.nearlyAlike ?? 0;
    const { owner } = fixture.company;
    const chosen = { dealId: other, invoiceIds: [invoice?.id ?? ''] };
    await fixture.call(owner, 'deal-links/link', chosen);
    await markDeleted(fixture, other);
    const target = { context: { of: 'deal', id: form.dealId }, invoiceId: invoice?.id };
    expect((await fixture.call(owner, 'invoices/void', target)).status).toBe(200);
    expect(await deliver(fixture)).toBe(1);
    expect(await notes(fixture, form.dealId)).toHaveLength(2);
    expect(await notes(fixture, other)).toEqual([]);
  });

  test.each([
    ['after Create was pressed', true, 0],
    ['before Create was pressed, which shows that it was restored', false, 1],
  ])(
    'is sent only if the deal was not found deleted since: found deleted %s',
    async (_, deletedAfterwards, sent) => {
      const fixture = await openDraftFixture();
      const form = await fixture.form();
      await fixture.fault({ fault: 'reset-after' });
      if (!deletedAfterwards) await markDeleted(fixture, form.dealId);
      fixture.clock.advance(1_000);
      expect((await fixture.create(form)).body.state).toBe('unknown');
      fixture.clock.advance(1_000);
      if (deletedAfterwards) await markDeleted(fixture, form.dealId);
      await fixture.resolve();
      expect((await fixture.status(form.draftId)).body.state).toBe('created');
      expect(await deliver(fixture)).toBe(sent);
      expect(await notes(fixture, form.dealId)).toHaveLength(sent);
    },
  );

  test('is given up at once when the deal is deleted', async () => {
    const { fixture } = await openWithInvoice();
    await fault(fixture, { fault: 'status', status: 404 });
    expect(await deliver(fixture)).toBe(1);
    expect(await deliverLater(fixture)).toBe(0);
    expect(await givenUp(fixture)).toMatchObject([{ details: { why: 'deal_not_found' } }]);
  });
});
