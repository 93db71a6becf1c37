import { and, eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { connections } from '../connection/tables.ts';
import { transact } from '../db/transact.ts';
import { grants } from '../install/tables.ts';
import { invoices } from '../invoices/tables.ts';
import { mergesTurn } from '../merges/store.ts';
import { names } from '../names/tables.ts';
import { failedRecords, jobNames, turns } from '../scheduler/tables.ts';
import { makeDue } from '../scheduler/turns.ts';
import { classicBody, deliverWebhook, webhookEnv } from '../testing/deliver-webhook.ts';
import { openFeedFixture } from '../testing/feed-fixture.ts';
import { type InvoiceFixture, openInvoiceFixture } from '../testing/invoice-fixture.ts';
import { openPipedriveFieldsFixture } from '../testing/pipedrive-fields-fixture.ts';
import { problemsOf } from '../testing/problems-fixture.ts';
import { resolveDue, runDue } from '../testing/run-due.ts';
import { webhookEvents } from '../webhooks/tables.ts';

const minute = 60_000;

const namedCustomer = ({
  at,
  ...realmKey
}: {
  companyId: number;
  realmId: string;
  at: number;
}) => ({
  ...realmKey,
  kind: 'Customer' as const,
  nameId: '1',
  name: 'Larch & Lime',
  active: true,
  deleted: false,
  searchedName: 'larch & lime',
  searchedPlainName: 'larch & lime',
  changedAt: at,
  readAt: at,
});

const openFailing = async (code = '4002') => {
  const fixture = await openInvoiceFixture();
  const fail = (ids: string[], faultCode = code) =>
    fixture.switches({ failingInvoices: { ids, code: faultCode, reads: 'fail' } });
  await fail([fixture.invoiceId]);
  fixture.clock.advance(minute);
  await fixture.refresh();
  return { ...fixture, fail, problems: problemsOf(fixture, fixture.company.owner) };
};

describe('a payment that QuickBooks cannot return', () => {
  it('is listed until it can be read', async () => {
    const fixture = await openFeedFixture();
    const { payment } = (await fixture.payIn(fixture.invoiceId, '30.00')) as {
      payment: { Id: string };
    };
    const fail = (ids: string[]) =>
      fixture.switches({ failingPayments: { ids, code: '4002', reads: 'fail' } });
    await fail([payment.Id]);
    await fixture.interval();
    const problems = problemsOf(fixture, fixture.company.owner);
    const id = `record:Payment ${payment.Id}`;
    expect(await problems.ofKind('record')).toMatchObject([
      { id, code: '4002', subject: 'Payment', name: payment.Id, canRetry: true },
    ]);
    expect(await problems.retry(id)).toEqual({ outcome: 'failing' });
    await fail([]);
    expect(await problems.retry(id)).toEqual({ outcome: 'solved' });
    expect(await problems.ofKind('record')).toEqual([]);
  });
});

describe('an invoice that QuickBooks cannot return', () => {
  it('is listed with its number, since the first failed read', async () => {
    const { problems, clock, refresh, row, invoiceId } = await openFailing();
    const since = new Date(clock.now()).toISOString();
    clock.advance(minute);
    await refresh();
    expect(await problems.ofKind('invoice')).toMatchObject([
      {
        id: `invoice:${invoiceId}`,
        code: '4002',
        since,
        invoice: { id: invoiceId, number: (await row())?.number },
        canRetry: true,
        isIgnored: false,
      },
    ]);
  });

  it('stays listed after a retry that fails, and is gone after one that succeeds', async () => {
    const { problems, fail, invoiceId } = await openFailing();
    const id = `invoice:${invoiceId}`;
    expect(await problems.retry(id)).toEqual({ outcome: 'failing' });
    await fail([]);
    expect(await problems.retry(id)).toEqual({ outcome: 'solved' });
    expect(await problems.list()).toMatchObject({ rows: [], count: 0, ignored: 0 });
    expect(await problems.retry(id)).toMatchObject({ error: { code: 'not_found' } });
  });

  it('is hidden once ignored, until it fails in another way', async () => {
    const { problems, fail, clock, refresh, invoiceId } = await openFailing();
    const [problem] = (await problems.list()).rows;
    if (!problem) throw new Error('no problem');
    await problems.ignore(problem);
    expect(await problems.list()).toMatchObject({ rows: [], count: 0, ignored: 1 });
    expect((await problems.ignored()).rows).toMatchObject([{ id: problem.id, isIgnored: true }]);
    clock.advance(minute);
    await refresh();
    expect(await problems.list()).toMatchObject({ count: 0, ignored: 1 });
    await fail([invoiceId], '10000');
    clock.advance(minute);
    await refresh();
    expect((await problems.list()).rows).toMatchObject([{ id: problem.id, code: '10000' }]);
  });

  it('is hidden no longer once restored, and once it was solved and failed again', async () => {
    const { problems, fail, clock, refresh, invoiceId } = await openFailing();
    const ignoreFirst = async () => {
      const [problem] = (await problems.list()).rows;
      if (problem) await problems.ignore(problem);
      return problem?.id ?? '';
    };
    await problems.restore(await ignoreFirst());
    expect(await problems.list()).toMatchObject({ count: 1, ignored: 0 });
    await ignoreFirst();
    for (const ids of [[], [invoiceId]]) {
      await fail(ids);
      clock.advance(minute);
      await refresh();
    }
    expect(await problems.list()).toMatchObject({ count: 1, ignored: 0 });
  });

  it('is shown on its own deal and in no other', async () => {
    const { problems, dealId, company } = await openFailing();
    const otherId = Object.values(company.deals).find((id) => id !== dealId) ?? 0;
    expect(await problems.ofKind('invoice', { of: 'deal', id: dealId })).toHaveLength(1);
    expect(await problems.ofKind('invoice', { of: 'deal', id: otherId })).toEqual([]);
  });
});

describe('deal fields', () => {
  it('list a refused deal with the message of Pipedrive, and clear it after a retry', async () => {
    const fixture = await openPipedriveFieldsFixture();
    const problems = problemsOf(fixture, fixture.company.owner);
    await fixture.enable('amountDue');
    const body = JSON.stringify({ success: false, error: 'Validation failed' });
    await fixture.faultOnWrite({ fault: 'status', status: 400, body, times: 1 });
    await fixture.update();
    const since = new Date(fixture.clock.now()).toISOString();
    const id = `deal:${fixture.dealId}`;
    expect(await problems.list()).toMatchObject({
      rows: [{ id, state: 'refused', said: 'Validation failed', since, invoice: null }],
    });
    expect(await problems.retry(id)).toEqual({ outcome: 'started' });
    fixture.clock.advance(minute);
    await fixture.update();
    expect(await problems.list()).toMatchObject({ rows: [] });
    expect(await fixture.values()).toMatchObject({ amountDue: { value: 100 } });
  });

  it('list a refused organization, and a field of it that was deleted, until a retry', async () => {
    const fixture = await openPipedriveFieldsFixture();
    const problems = problemsOf(fixture, fixture.company.owner);
    const of = 'organization' as const;
    const organizationId = (await fixture.shownOf(of)).example?.id ?? 0;
    await fixture.enableOf(of, 'outstanding');
    const body = JSON.stringify({ success: false, error: 'Validation failed' });
    await fixture.faultOnWrite({ fault: 'status', status: 400, body, times: 1 });
    await fixture.update();
    const party = { of, id: organizationId };
    const [refused] = (await problems.list()).rows;
    expect(refused).toMatchObject({ kind: 'deal', state: 'refused', deal: null, party });
    expect(await problems.retry(refused?.id ?? '')).toEqual({ outcome: 'started' });
    fixture.clock.advance(minute);
    await fixture.update();
    expect((await problems.list()).rows).toEqual([]);
    await fixture.inPipedrive(
      'DELETE',
      `fields/organization/${await fixture.codeOf('outstanding', of)}`,
    );
    await fixture.pay(10);
    await fixture.refreshAndUpdate();
    const [stopped] = (await problems.list()).rows;
    expect(stopped).toMatchObject({ kind: 'field', subject: 'outstanding', state: 'deleted' });
    expect(await problems.retry(stopped?.id ?? '')).toEqual({ outcome: 'failing' });
  });

  it('keep the time and an ignore of a refusal that repeats', async () => {
    const fixture = await openPipedriveFieldsFixture();
    const problems = problemsOf(fixture, fixture.company.owner);
    await fixture.enable('amountDue');
    await fixture.changeDeal({ is_archived: true });
    await fixture.update();
    const [problem] = (await problems.list()).rows;
    expect(problem).toMatchObject({ kind: 'deal', state: 'forbidden' });
    if (problem) await problems.ignore(problem);
    await fixture.pay(10);
    await fixture.refreshAndUpdate();
    expect(await problems.list()).toMatchObject({ count: 0, ignored: 1 });
    expect((await problems.ignored()).rows).toMatchObject([{ since: problem?.since }]);
  });

  it('list a field that was deleted, and write it again when it can be written', async () => {
    const fixture = await openPipedriveFieldsFixture();
    const problems = problemsOf(fixture, fixture.company.owner);
    await fixture.enable('number', 'amountDue');
    await fixture.update();
    const { field } = await fixture.shown('amountDue');
    const { pipedrive } = fixture.dependencies;
    const fields = pipedrive.fields;
    pipedrive.fields = async (...which) =>
      (await fields(...which)).filter(({ code }) => code !== field?.code);
    const body = JSON.stringify({ success: false, error: 'No such field' });
    await fixture.faultOnWrite({ fault: 'status', status: 400, body, times: 1 });
    await fixture.pay(10);
    await fixture.refreshAndUpdate();
    expect(await problems.list()).toMatchObject({
      rows: [{ id: 'field:amountDue', state: 'deleted', name: field?.name, deal: null }],
    });
    expect(await problems.retry('field:amountDue')).toEqual({ outcome: 'failing' });
    pipedrive.fields = fields;
    expect(await problems.retry('field:amountDue')).toEqual({ outcome: 'solved' });
    expect(await problems.list()).toMatchObject({ rows: [] });
    await fixture.update();
    expect(await fixture.values()).toMatchObject({ amountDue: { value: 90 } });
  });
});

describe('background work', () => {
  const faultBody = JSON.stringify({
    Fault: { Error: [{ Message: 'Invalid', Detail: 'Invalid', code: '2170' }], type: 'Validation' },
  });

  it('lists an event that was given up, and reads its payment after a retry', async () => {
    const fixture = await openInvoiceFixture('us', { env: webhookEnv });
    const problems = problemsOf(fixture, fixture.company.owner);
    await resolveDue(fixture.dependencies, ['deal_note']);
    const { realmId } = fixture.company;
    const { Id } = ((await fixture.pay(25)) as { payment: { Id: string } }).payment;
    const match = { realm: realmId, method: 'GET', path: `/payment/${Id}$` };
    await fixture.fault({ match, fault: 'status', status: 400, body: faultBody, times: 9 }, '');
    const change = { name: 'Payment', id: Id, operation: 'Create' };
    await deliverWebhook(fixture, classicBody(realmId, [change]));
    for (let time = 0; time < 9; time += 1) {
      expect(await problems.list()).toMatchObject({ rows: [] });
      await runDue(fixture.dependencies, ['events']);
      fixture.clock.advance(600 * minute);
    }
    const id = `event:Payment ${Id}`;
    expect((await problems.list()).rows).toMatchObject([{ id, subject: 'Payment', name: Id }]);
    expect(await problems.retry(id)).toEqual({ outcome: 'started' });
    await runDue(fixture.dependencies, ['events']);
    expect(await problems.list()).toMatchObject({ rows: [] });
    expect(await fixture.row()).toMatchObject({ balance: '75.00' });
  });

  it('no longer lists an event once its invoice was read', async () => {
    const fixture = await openInvoiceFixture('us', { env: webhookEnv });
    const { company, dependencies, clock, invoiceId } = fixture;
    const problems = problemsOf(fixture, company.owner);
    await resolveDue(dependencies, ['deal_note']);
    const { companyId, realmId } = company;
    const event = {
      companyId,
      realmId,
      entityId: invoiceId,
      operation: 'updated',
      eventTime: 'earlier',
      receivedAt: clock.now(),
    } as const;
    await transact(dependencies.db, (tx) =>
      tx.insert(webhookEvents).values([
        { ...event, entity: 'Invoice' },
        { ...event, entity: 'Payment' },
      ]),
    );
    const listed = async () => (await problems.list()).rows.map(({ id }) => id).sort();
    const payment = `event:Payment ${invoiceId}`;
    expect(await listed()).toEqual([`event:Invoice ${invoiceId}`, payment]);
    clock.advance(minute);
    await fixture.refresh();
    expect(await listed()).toEqual([payment]);
    const later = { ...event, entity: 'Payment', eventTime: 'later' } as const;
    await transact(dependencies.db, (tx) =>
      tx.insert(webhookEvents).values({ ...later, appliedAt: clock.now() }),
    );
    expect(await listed()).toEqual([]);
  });

  it('lists a feed that cannot be read, once that lasts, and retries at once', async () => {
    const fixture = await openFeedFixture();
    const problems = problemsOf(fixture, fixture.company.owner);
    await resolveDue(fixture.dependencies, ['deal_note']);
    await fixture.fault({ fault: 'status', status: 400, body: faultBody, times: 3 }, '');
    await fixture.interval();
    expect(await problems.list()).toMatchObject({ rows: [] });
    const since = new Date(fixture.clock.now()).toISOString();
    await fixture.interval();
    expect((await problems.list()).rows).toMatchObject([
      { id: 'feed:feed', code: 'quickbooks_refused', since },
    ]);
    await setConnection(fixture, 'broken');
    expect((await problems.list()).rows).toMatchObject([{ kind: 'connection' }]);
    await setConnection(fixture, 'active');
    await fixture.interval();
    expect(await problems.retry('feed:feed')).toEqual({ outcome: 'started' });
    await runDue(fixture.dependencies, ['feed']);
    expect(await problems.list()).toMatchObject({ rows: [] });
  });

  it('names the record that a job fails for, and only to the connection owner', async () => {
    const fixture = await openInvoiceFixture();
    const { company, dependencies, clock, dealId } = fixture;
    const { companyId, realmId, owner, colleague } = company;
    const failed = { companyId, realmId: '', job: 'merges' as const, tries: 3, code: 'internal' };
    const since = clock.now() - 60 * minute;
    const customer = `customer 1 ${realmId}`;
    await transact(dependencies.db, async (tx) => {
      for (const record of [`deal ${dealId}`, customer]) {
        await tx.insert(failedRecords).values({ ...failed, record, since, nextAt: clock.now() });
      }
      await tx.insert(names).values(namedCustomer({ companyId, realmId, at: since }));
    });
    const rows = await problemsOf(fixture, owner).ofKind('background');
    expect(rows.find(({ name }) => name === customer)?.recordName).toBe('Larch & Lime');
    expect(rows.find(({ name }) => name === `deal ${dealId}`)?.deal).toMatchObject({
      id: dealId,
      title: 'Meeting room acoustics',
    });
    for (const row of await problemsOf(fixture, colleague).ofKind('background')) {
      expect(row).toMatchObject({ recordName: '', deal: null, party: null });
    }
  });

  it('lists a job that fails again and again, and retries it under its own turn', async () => {
    const fixture = await openInvoiceFixture();
    const { company, dependencies, clock } = fixture;
    const problems = problemsOf(fixture, company.owner);
    await resolveDue(dependencies, ['deal_note']);
    const { companyId } = company;
    const now = clock.now();
    await transact(dependencies.db, (tx) => makeDue(tx, mergesTurn(companyId), now, now));
    const { pipedrive } = dependencies;
    const { dealsListed } = pipedrive;
    pipedrive.dealsListed = async () => {
      throw new Error('A defect');
    };
    for (let time = 0; time < 2; time += 1) {
      await runDue(dependencies, ['merges']);
      clock.advance(16 * minute);
    }
    const id = 'background:merges';
    expect((await problems.list()).rows).toMatchObject([{ id, code: 'internal' }]);
    pipedrive.dealsListed = dealsListed;
    expect(await problems.retry(id)).toEqual({ outcome: 'started' });
    await runDue(dependencies, ['merges']);
    expect(await problems.list()).toMatchObject({ rows: [] });
    const realmIds = await dependencies.db
      .select({ realmId: turns.realmId })
      .from(turns)
      .where(and(eq(turns.companyId, companyId), eq(turns.job, 'merges')));
    expect(realmIds).toEqual([{ realmId: '' }]);
  });
});

const setConnection = (
  { dependencies, company }: Pick<InvoiceFixture, 'dependencies' | 'company'>,
  state: 'active' | 'broken',
) =>
  transact(dependencies.db, (tx) =>
    tx.update(connections).set({ state }).where(eq(connections.id, company.connectionId)),
  );

describe('a colleague of the connection owner', () => {
  it('sees what concerns the company, without invoices, and can change nothing', async () => {
    const fixture = await openFailing();
    const { colleague, owner } = fixture.company;
    await setConnection(fixture, 'broken');
    const ofOwner = await problemsOf(fixture, owner).list();
    expect(ofOwner.rows.map(({ kind }) => kind)).toEqual(['connection', 'invoice']);
    expect(ofOwner.managedBy).toBeNull();
    const problems = problemsOf(fixture, colleague);
    expect(await problems.list()).toMatchObject({
      rows: [{ kind: 'connection', invoice: null, deal: null, canRetry: false, canIgnore: false }],
      count: 1,
      managedBy: 'Holder',
    });
    const [problem] = (await problemsOf(fixture, owner).ofKind('invoice')) ?? [];
    const refused = { error: { code: 'not_owner' } };
    expect(await problems.retry(problem?.id ?? '')).toMatchObject(refused);
    expect(problem && (await problems.ignore(problem)).body).toMatchObject(refused);
    expect((await problems.restore(problem?.id ?? '')).body).toMatchObject(refused);
    expect(await problems.records()).toMatchObject(refused);
  });

  it('learns that the permission of the owner is missing', async () => {
    const { company, dependencies, call } = await openInvoiceFixture();
    const isOwner = and(
      eq(grants.companyId, company.companyId),
      eq(grants.userId, company.owner.userId),
    );
    await transact(dependencies.db, (tx) =>
      tx.update(grants).set({ state: 'broken' }).where(isOwner),
    );
    const problems = problemsOf({ call }, company.colleague);
    expect((await problems.list()).rows).toMatchObject([
      { kind: 'permission', code: 'install_broken', name: 'Holder' },
    ]);
    await transact(dependencies.db, (tx) => tx.delete(grants).where(isOwner));
    expect((await problems.list()).rows).toMatchObject([{ code: 'not_installed' }]);
  });
});

describe('another company', () => {
  it('sees and changes nothing', async () => {
    const fixture = await openFailing();
    const stranger = await openInvoiceFixture();
    const rows = await fixture.dependencies.db
      .select()
      .from(invoices)
      .where(eq(invoices.invoiceId, fixture.invoiceId));
    expect(rows[0]?.unreadable).not.toBeNull();
    const problems = problemsOf(fixture, {
      companyId: stranger.company.companyId,
      userId: fixture.company.owner.userId,
    });
    expect(await problems.list()).toMatchObject({ error: { code: 'not_installed' } });
    expect(await problemsOf(stranger, stranger.company.owner).list()).toMatchObject({ rows: [] });
    expect(await problems.retry(`invoice:${fixture.invoiceId}`)).toMatchObject({
      error: { code: 'not_installed' },
    });
  });
});

it('a job of another company is not listed', async () => {
  const fixture = await openInvoiceFixture();
  const { db } = fixture.dependencies;
  const failing = { failures: 9, failingSince: 0, failureCode: 'internal' };
  const { realmId, companyId, owner } = fixture.company;
  await transact(db, (tx) =>
    tx.insert(turns).values(
      jobNames.flatMap((job) => [
        { companyId: companyId + 1, realmId, job, ...failing },
        { companyId, realmId: '1', job, ...failing },
      ]),
    ),
  );
  expect(await problemsOf(fixture, owner).list()).toMatchObject({ rows: [] });
});
