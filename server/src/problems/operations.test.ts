import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { transact } from '../db/transact.ts';
import { backgroundJobs } from '../dependencies.ts';
import { kindNames, type Operation, operations } from '../operations/tables.ts';
import type { TurnKey } from '../scheduler/tables.ts';
import { impatient, openDraftFixture, untilOver } from '../testing/draft-fixture.ts';
import { openInvoiceFixture } from '../testing/invoice-fixture.ts';
import { problemsOf } from '../testing/problems-fixture.ts';
import { resolveDue } from '../testing/run-due.ts';
import { sources } from './sources.ts';

const minute = 60_000;

/**
 * Where users see that a background job fails for good; the type makes a missing job a compile
 * error. Jobs of the whole installation are in its log and metrics.
 */
const whereSeen: Record<TurnKey['job'], 'installation' | (typeof sources)[number]['kind'][]> = {
  quickbooks: ['operation', 'background'],
  pipedrive: ['operation', 'background'],
  initial_sync: ['background'],
  pipedrive_fields: ['field', 'deal', 'background', 'permission'],
  found_invoices: ['background', 'permission'],
  reminders: ['operation', 'background', 'permission'],
  events: ['event', 'record', 'background'],
  feed: ['feed', 'record', 'background'],
  merges: ['background'],
  pipedrive_webhooks: ['background'],
  // The connect window shows how its consent ended.
  consents: ['background'],
  states: 'installation',
  retention: 'installation',
  deletions: 'installation',
  // A broken connection is a problem of its own; the settings show who must act.
  connection_health: 'installation',
};

it('every background job has sources for all the ways it can fail', () => {
  const kinds = sources.map(({ kind }) => kind);
  for (const [job, seen] of Object.entries(whereSeen)) {
    const isOfInstallation = backgroundJobs[job as TurnKey['job']].installation === true;
    if (seen === 'installation') expect(isOfInstallation, job).toBe(true);
    else expect(kinds, job).toEqual(expect.arrayContaining(seen));
  }
});

const open = async () => {
  const fixture = await openInvoiceFixture();
  await resolveDue(fixture.dependencies, ['deal_note']);
  const { dependencies, clock, company, dealId } = fixture;
  const { db } = dependencies;
  const { companyId, realmId, owner } = company;
  let made = 0;
  const add = async (differs: Partial<Operation> = {}) => {
    made += 1;
    const id = `op-${made}`;
    const row = {
      id,
      companyId,
      realmId,
      kind: 'send_invoice',
      subject: 'invoice',
      subjectId: fixture.invoiceId,
      dealId,
      userId: owner.userId,
      requestId: id,
      data: { to: '', cc: '' },
      state: 'not_done',
      fence: 2,
      sentAt: clock.now(),
      lastSentAt: clock.now(),
      ...differs,
    } as const;
    await transact(db, (tx) => tx.insert(operations).values(row));
    return id;
  };
  return {
    ...fixture,
    add,
    operation: async (id: string) => {
      const [row] = await db.select().from(operations).where(eq(operations.id, id));
      return row;
    },
    problems: problemsOf(fixture, owner),
  };
};

describe('every kind of operation', () => {
  const ended = ['refused', 'not_done', 'unknown'] as const;

  it.each(kindNames)('%s is listed in each of its last states and while it lasts', async (kind) => {
    const { add, problems, clock } = await open();
    clock.advance(1);
    const subject = kind === 'deal_note' ? 'deal_note' : 'customer';
    const other = (state: Operation['state'], index: number) =>
      add({ kind, state, subject, subjectId: `${index}` });
    const states = [...ended, 'waiting', 'sending', 'unconfirmed', 'asking'] as const;
    for (const [index, state] of states.entries()) await other(state, index);
    const listed = async () =>
      (await problems.ofKind('operation')).map(({ state }) => state).sort();
    expect(await listed()).toEqual([...ended, 'asking'].sort());
    clock.advance(15 * minute);
    expect(await listed()).toEqual([...states].sort());
  });
});

describe('an operation', () => {
  it('that the user saw being refused is not listed', async () => {
    const { add, problems } = await open();
    await add({ state: 'refused', fence: 1 });
    expect(await problems.ofKind('operation')).toEqual([]);
  });

  it('is replaced by a later one of the same invoice', async () => {
    const { add, problems, clock } = await open();
    await add();
    expect(await problems.ofKind('operation')).toMatchObject([
      {
        subject: 'send_invoice',
        state: 'not_done',
        canRetry: false,
        invoice: { id: expect.any(String) },
      },
    ]);
    clock.advance(1);
    await add({ state: 'done' });
    expect(await problems.ofKind('operation')).toEqual([]);
  });

  it('is not listed once its invoice is deleted', async () => {
    const fixture = await open();
    await fixture.add();
    await fixture.deleteInQuickbooks(fixture.invoiceId);
    await fixture.refresh();
    expect(await fixture.problems.ofKind('operation')).toEqual([]);
  });

  it('with an unknown outcome is looked up again by a retry', async () => {
    const fixture = await open();
    fixture.clock.advance(1);
    const id = await fixture.add({
      kind: 'void_invoice',
      state: 'unknown',
      data: {
        was: { number: '', total: '100.00', currency: 'USD', syncToken: '0', deliveredAt: null },
      },
    });
    await fixture.voidInQuickbooks();
    fixture.clock.advance(untilOver);
    expect(await fixture.problems.retry(`operation:${id}`)).toEqual({ outcome: 'started' });
    expect(await fixture.operation(id)).toMatchObject({ state: 'unconfirmed' });
    await fixture.resolveChanges();
    expect(await fixture.operation(id)).toMatchObject({ state: 'done' });
    expect(await fixture.problems.ofKind('operation')).toEqual([]);
    expect(await fixture.row()).toMatchObject({ status: 'voided' });
  });

  it('is not retried while another one of the same invoice is open', async () => {
    const fixture = await open();
    await fixture.add({ state: 'unconfirmed', sentAt: 0, lastSentAt: 0 });
    const id = await fixture.add({ state: 'unknown' });
    expect(await fixture.problems.retry(`operation:${id}`)).toMatchObject({
      error: { code: 'not_possible' },
    });
  });

  it('that only the user can repeat is not retried', async () => {
    const fixture = await open();
    const id = await fixture.add();
    expect(await fixture.problems.retry(`operation:${id}`)).toMatchObject({
      error: { code: 'not_possible' },
    });
    expect(await fixture.operation(id)).toMatchObject({ state: 'not_done' });
  });
});

describe('a note that was given up', () => {
  it('is written by a retry, once', async () => {
    const fixture = await open();
    const id = await fixture.add({
      kind: 'deal_note',
      subject: 'deal_note',
      subjectId: 'note',
      data: { html: '<p>Note</p>' },
      fault: { code: 'install_broken', element: null, said: '' },
    });
    expect(await fixture.problems.ofKind('operation')).toMatchObject([
      { subject: 'deal_note', code: 'install_broken', deal: { id: fixture.dealId } },
    ]);
    const before = await fixture.dependencies.pipedrive.notes(
      fixture.company.owner,
      fixture.dealId,
    );
    await fixture.problems.retry(`operation:${id}`);
    await resolveDue(fixture.dependencies, ['deal_note']);
    await resolveDue(fixture.dependencies, ['deal_note']);
    const after = await fixture.dependencies.pipedrive.notes(fixture.company.owner, fixture.dealId);
    expect(after.length - before.length).toBe(1);
    expect(await fixture.problems.ofKind('operation')).toEqual([]);
  });

  it('is not listed when its deal was deleted', async () => {
    const { add, problems } = await open();
    const fault = { code: 'deal_not_found', element: null, said: '' };
    await add({ kind: 'deal_note', subject: 'deal_note', subjectId: 'note', fault });
    expect(await problems.ofKind('operation')).toEqual([]);
  });
});

describe('a draft whose creation is not confirmed', () => {
  it('is listed once that lasts, with its deal and draft, until it is resolved', async () => {
    const fixture = await openDraftFixture('us', impatient);
    const problems = problemsOf(fixture, fixture.company.owner);
    const form = await fixture.form();
    await fixture.fault({ fault: 'reset-after' });
    expect((await fixture.create(form)).body.state).toBe('unknown');
    expect(await problems.list()).toMatchObject({ rows: [] });
    fixture.clock.advance(15 * minute);
    const { draftId, dealId } = form;
    const [problem] = (await problems.list()).rows;
    expect(problem).toMatchObject({ subject: 'create_invoice', draftId, deal: { id: dealId } });
    expect(await problems.retry(problem?.id ?? '')).toEqual({ outcome: 'started' });
    await fixture.resolve();
    expect(await problems.list()).toMatchObject({ rows: [] });
    expect((await fixture.status(draftId)).body.state).toBe('created');
  });
});
