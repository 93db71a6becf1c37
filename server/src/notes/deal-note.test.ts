import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { auditEntries } from '../audit/tables.ts';
import { transact } from '../db/transact.ts';
import { dealPresence } from '../invoices/tables.ts';
import { operations } from '../operations/tables.ts';
import { control } from '../testing/control.ts';
import { installFor } from '../testing/make-company.ts';
import { resolveDue } from '../testing/run-due.ts';
import { type Desk, openDesk } from '../testing/sales-desk.ts';

/** A company whose user has just created an invoice on a deal. */
const withInvoice = async () => {
  const desk = await openDesk('us', { env: { PIPEDRIVE_TIMEOUT_MS: '3000' } });
  const form = await desk.form();
  const { invoice } = (await desk.create(form)).body;
  return { desk, form, invoice };
};

const pipedrive = (desk: Desk) => desk.doors.settings.pipedrive.oauthUrl;

const notes = async (desk: Desk, dealId: number) => {
  const path = `notes?dealId=${dealId}&companyId=${desk.company.companyId}`;
  return (await control<{ notes: { content: string }[] }>(pipedrive(desk), 'GET', path)).notes;
};

const fault = (desk: Desk, what: object) =>
  control(pipedrive(desk), 'POST', 'faults', {
    match: { method: 'POST', path: '/api/v1/notes', company: desk.company.companyId },
    times: 1,
    ...what,
  });

/** Runs one round of the background work on notes; how many it worked on. */
const deliver = (desk: Desk) => resolveDue(desk.doors, ['deal_note']);

const deliverLater = (desk: Desk) => {
  desk.clock.advance(150_000);
  return deliver(desk);
};

describe.concurrent('the note on the deal', () => {
  test('is written once, however many rounds follow', async () => {
    const { desk, form, invoice } = await withInvoice();
    expect(await deliver(desk)).toBe(1);
    expect(await deliverLater(desk)).toBe(0);
    expect(await notes(desk, form.dealId)).toMatchObject([
      { content: expect.stringContaining(`Invoice ${invoice?.number}`) },
    ]);
  });

  test.each([
    ['was lost', { fault: 'reset-after' }],
    ['came too late', { fault: 'late', delayMs: 4000 }],
  ])('is written once when the response %s', async (_, what) => {
    const { desk, form } = await withInvoice();
    await fault(desk, what);
    expect(await deliver(desk)).toBe(1);
    expect(await notes(desk, form.dealId)).toHaveLength(1);
    expect(await deliverLater(desk)).toBe(1);
    expect(await deliverLater(desk)).toBe(0);
    expect(await notes(desk, form.dealId)).toHaveLength(1);
  });

  test.each([
    ['cut off', { fault: 'reset-before' }],
    ['met by a 500', { fault: 'status', status: 500 }],
    ['told to slow down', { fault: 'status', status: 429 }],
  ])('is written the second time when the first was %s', async (_, what) => {
    const { desk, form } = await withInvoice();
    await fault(desk, what);
    await deliver(desk);
    expect(await notes(desk, form.dealId)).toEqual([]);
    await deliverLater(desk);
    expect(await notes(desk, form.dealId)).toHaveLength(1);
  });

  test('is written by one of two rounds that run at once', async () => {
    const { desk, form } = await withInvoice();
    await Promise.all([deliver(desk), deliver(desk)]);
    expect(await notes(desk, form.dealId)).toHaveLength(1);
  });

  const uninstall = (desk: Desk) =>
    control(pipedrive(desk), 'POST', 'install', { ...desk.company.holder, installed: false });

  const givenUp = async (desk: Desk) =>
    (await desk.doors.db.select().from(auditEntries)).filter(
      ({ action }) => action === 'note_given_up',
    );

  test('is written when a user whose grant had ended has installed again', async () => {
    const { desk, form } = await withInvoice();
    await uninstall(desk);
    expect(await deliver(desk)).toBe(1);
    expect(await notes(desk, form.dealId)).toEqual([]);
    await installFor(desk.doors, desk.company.holder);
    expect(await deliverLater(desk)).toBe(1);
    expect(await notes(desk, form.dealId)).toHaveLength(1);
    expect(await givenUp(desk)).toEqual([]);
  });

  test('is given up after some hours in which nobody did, and that is written down', async () => {
    const { desk, form } = await withInvoice();
    await uninstall(desk);
    let tries = 0;
    for (let hour = 0; hour < 20; hour += 1) {
      tries += await deliver(desk);
      desk.clock.advance(3_600_000);
    }
    expect(tries).toBe(12);
    expect(await notes(desk, form.dealId)).toEqual([]);
    expect(await givenUp(desk)).toMatchObject([
      {
        companyId: desk.company.companyId,
        userId: desk.company.holder.userId,
        dealId: form.dealId,
        details: { why: 'install_broken' },
      },
    ]);
  });

  test('is given up when its response was lost and no lookup is possible any more', async () => {
    const { desk } = await withInvoice();
    await fault(desk, { fault: 'reset-before' });
    expect(await deliver(desk)).toBe(1);
    await uninstall(desk);
    let tries = 0;
    for (let hour = 0; hour < 20; hour += 1) {
      desk.clock.advance(3_600_000);
      tries += await deliver(desk);
    }
    expect(tries).toBe(11);
    expect(await givenUp(desk)).toMatchObject([{ details: { why: 'install_broken' } }]);
    const { db } = desk.doors;
    const [note] = await db.select().from(operations).where(eq(operations.kind, 'deal_note'));
    expect(note).toMatchObject({ state: 'unknown' });
  });

  test('is not sent again while the first request may still run', async () => {
    const { desk } = await withInvoice();
    const { pipedrive: gateway } = desk.doors;
    let sent = 0;
    gateway.addNote = async () => {
      sent += 1;
      return { kind: 'unclear' };
    };
    await deliver(desk);
    desk.clock.advance(20_000);
    expect(await deliver(desk)).toBe(1);
    expect(sent).toBe(1);
    await deliverLater(desk);
    expect(sent).toBe(2);
  });

  test('is written once for a void and once for a deletion, also when its response was lost', async () => {
    const { desk, form, invoice } = await withInvoice();
    await deliver(desk);
    const one = { place: { of: 'deal', id: form.dealId }, invoiceId: invoice?.id };
    for (const action of ['void', 'delete'] as const) {
      await desk.call(desk.company.holder, `invoices/${action}`, one);
      await fault(desk, { fault: 'reset-after' });
      expect(await deliver(desk)).toBe(1);
      expect(await deliverLater(desk)).toBe(1);
      expect(await deliverLater(desk)).toBe(0);
    }
    const said = (await notes(desk, form.dealId)).map(
      ({ content }) => /<p>(.*?)<\/p>/.exec(content)?.[1],
    );
    const name = `Invoice ${invoice?.number}`;
    expect(said.sort()).toEqual([`${name} created`, `${name} deleted`, `${name} voided`]);
  });

  test.each([
    ['none', null],
    ['number', /^<p>Invoice \d+ created<\/p>/],
    ['amount', /Invoice \d+ for .* created: \$100\.00/],
  ])('says as much as the company chose: %s', async (chosen, content) => {
    const desk = await openDesk();
    const { body } = await desk.call(desk.company.holder, 'preferences/show', {});
    const { suggested } = body as { suggested: object };
    await desk.call(desk.company.holder, 'preferences/save', { ...suggested, notes: chosen });
    const form = await desk.form();
    await desk.create(form);
    await deliver(desk);
    const written = await notes(desk, form.dealId);
    expect(written).toHaveLength(content === null ? 0 : 1);
    if (content) expect(written[0]?.content).toMatch(content);
  });

  const foundGone = ({ doors, company: { companyId }, clock }: Desk, dealId: number) =>
    transact(doors.db, (tx) =>
      tx.insert(dealPresence).values({ companyId, dealId, gone: true, checkedAt: clock.now() }),
    );

  test('of a void is not sent to a deal that is known to be gone', async () => {
    const { desk, form, invoice } = await withInvoice();
    await deliver(desk);
    const other = desk.company.deals.nearlyAlike ?? 0;
    const { holder } = desk.company;
    const chosen = { dealId: other, invoiceIds: [invoice?.id ?? ''] };
    await desk.call(holder, 'links/link', chosen);
    await foundGone(desk, other);
    const one = { place: { of: 'deal', id: form.dealId }, invoiceId: invoice?.id };
    expect((await desk.call(holder, 'invoices/void', one)).status).toBe(200);
    expect(await deliver(desk)).toBe(1);
    expect(await notes(desk, form.dealId)).toHaveLength(2);
    expect(await notes(desk, other)).toEqual([]);
  });

  test.each([
    ['after Create was pressed is not sent', true, 0],
    ['before Create was pressed on it is sent: it is back', false, 1],
  ])('to a deal found gone %s', async (_, later, many) => {
    const desk = await openDesk();
    const form = await desk.form();
    await desk.fault({ fault: 'reset-after' });
    if (!later) await foundGone(desk, form.dealId);
    desk.clock.advance(1_000);
    expect((await desk.create(form)).body.state).toBe('unknown');
    desk.clock.advance(1_000);
    if (later) await foundGone(desk, form.dealId);
    await desk.settle();
    expect((await desk.status(form.draftId)).body.state).toBe('created');
    expect(await deliver(desk)).toBe(many);
    expect(await notes(desk, form.dealId)).toHaveLength(many);
  });

  test('is given up at once when the deal is gone', async () => {
    const { desk } = await withInvoice();
    await fault(desk, { fault: 'status', status: 404 });
    expect(await deliver(desk)).toBe(1);
    expect(await deliverLater(desk)).toBe(0);
    expect(await givenUp(desk)).toMatchObject([{ details: { why: 'deal_not_found' } }]);
  });
});
