import { eq, getTableColumns } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { auditEntries } from '../audit/tables.ts';
import { billingPlans, planEntries } from '../billing-plans/tables.ts';
import { exchangeRates } from '../company-profile/tables.ts';
import { transact } from '../db/transact.ts';
import { drafts } from '../drafts/tables.ts';
import { syncRanges } from '../invoice-list/tables.ts';
import { dealBases, invoiceFacts, invoices } from '../invoices/tables.ts';
import { operations } from '../operations/tables.ts';
import { buildTestApp, type TestApp } from '../testing/build-test-app.ts';
import { fillEveryTable } from '../testing/fill-every-table.ts';
import { runDue } from '../testing/run-due.ts';
import { webhookEvents } from '../webhooks/tables.ts';
import { companyTables } from './company-tables.ts';

const day = 24 * 3_600_000;
const owner = { companyId: 1, realmId: '9', userId: 2 };

let test: TestApp;
beforeEach(async () => {
  test = await buildTestApp();
});

const sweep = () => {
  test.clock.advance(6 * 60_000);
  return runDue(test.dependencies, ['retention']);
};

const ago = (days: number) => test.clock.now() - days * day;

type OperationRow = typeof operations.$inferInsert;

const operation = (id: string, differs: Partial<OperationRow>): OperationRow => ({
  ...owner,
  id,
  kind: 'create_invoice',
  subject: 'draft',
  subjectId: id,
  requestId: id,
  body: { Line: [] },
  data: { name: 'Larch' },
  state: 'done',
  sentAt: ago(91),
  lastSentAt: ago(91),
  ...differs,
});

const put = (...rows: OperationRow[]) =>
  transact(test.dependencies.db, (tx) => tx.insert(operations).values(rows));

type DraftRow = typeof drafts.$inferInsert;

const putDrafts = (...rows: (Partial<DraftRow> & { id: string; dealId: number })[]) =>
  transact(test.dependencies.db, (tx) =>
    tx.insert(drafts).values(
      rows.map(
        (row) =>
          ({
            ...owner,
            state: 'discarded',
            version: 1,
            content: {},
            summary: {},
            createdAt: ago(100),
            updatedAt: ago(91),
            ...row,
          }) as DraftRow,
      ),
    ),
  );

const draftIds = async () =>
  (await test.dependencies.db.select({ id: drafts.id }).from(drafts)).map(({ id }) => id);

const bodies = async () => {
  const rows = await test.dependencies.db.select().from(operations);
  return Object.fromEntries(rows.map(({ id, body }) => [id, body !== null]));
};

describe('retention', () => {
  it('deletes only discarded drafts after 90 days', async () => {
    await putDrafts(
      { id: 'old', dealId: 1 },
      { id: 'young', dealId: 2, updatedAt: ago(89) },
      { id: 'editing', dealId: 3, state: 'editing' },
      { id: 'created', dealId: 4, state: 'created' },
      { id: 'unconfirmed', dealId: 5 },
    );
    const open = { kind: 'draft_customer', state: 'unconfirmed' } as const;
    await put(operation('c', { ...open, draftId: 'unconfirmed' }));
    await sweep();
    expect((await draftIds()).sort()).toEqual(['created', 'editing', 'unconfirmed', 'young']);
  });

  it('deletes received events after two weeks', async () => {
    const event = { companyId: 1, realmId: '9', entity: 'Invoice', operation: 'updated' } as const;
    await transact(test.dependencies.db, (tx) =>
      tx.insert(webhookEvents).values(
        [13, 15].map((days) => ({
          ...event,
          entityId: `${days}`,
          eventTime: '',
          receivedAt: ago(days),
        })),
      ),
    );
    await sweep();
    expect(await test.dependencies.db.select().from(webhookEvents)).toMatchObject([
      { entityId: '13' },
    ]);
  });

  it('deletes delivered notes and empties the bodies of ended operations', async () => {
    const note = { kind: 'deal_note', subject: 'deal_note' } as const;
    await put(
      operation('delivered', note),
      operation('delivered lately', { ...note, lastSentAt: ago(89) }),
      operation('not delivered', { ...note, state: 'not_done' }),
      operation('waiting', { ...note, state: 'waiting' }),
      operation('refused', { state: 'refused' }),
      operation('refused lately', { state: 'refused', lastSentAt: ago(89) }),
      operation('unconfirmed', { state: 'unconfirmed' }),
      operation('asking', { state: 'asking' }),
    );
    await sweep();
    expect(await bodies()).toEqual({
      'delivered lately': true,
      'not delivered': false,
      waiting: true,
      refused: false,
      'refused lately': true,
      unconfirmed: true,
      asking: true,
    });
    const [refused] = await test.dependencies.db
      .select()
      .from(operations)
      .where(eq(operations.id, 'refused'));
    expect(refused).toMatchObject({ data: { name: 'Larch' }, state: 'refused' });
  });

  it('deletes done reminders and attached PDFs, unless an earlier try failed', async () => {
    const pdf = { kind: 'attach_pdf', subject: 'deal_pdf' } as const;
    const reminder = { subject: 'reminder' } as const;
    await put(
      operation('added', { ...reminder, kind: 'add_reminder' }),
      operation('closed', { ...reminder, kind: 'close_reminder' }),
      operation('added lately', { ...reminder, kind: 'add_reminder', lastSentAt: ago(89) }),
      operation('not added', { ...reminder, kind: 'add_reminder', state: 'not_done' }),
      operation('attached', pdf),
      operation('failed', { ...pdf, subjectId: '1 2', state: 'not_done', sentAt: ago(92) }),
      operation('repeated', { ...pdf, subjectId: '1 2' }),
      operation('created', {}),
    );
    await sweep();
    expect(Object.keys(await bodies()).sort()).toEqual([
      'added lately',
      'created',
      'failed',
      'not added',
      'repeated',
    ]);
  });

  it('keeps exchange rates that an open form may show', async () => {
    const rate = { companyId: 1, realmId: '9', currency: 'EUR', date: '2026-01-01', rate: '1.1' };
    await transact(test.dependencies.db, (tx) =>
      tx.insert(exchangeRates).values([
        { ...rate, readAt: ago(120) },
        { ...rate, rate: '1.2', readAt: ago(95) },
        { ...rate, realmId: '8', rate: '1.3', readAt: ago(95) },
        { ...rate, rate: '1.4', readAt: ago(1) },
      ]),
    );
    const rates = async () =>
      (await test.dependencies.db.select().from(exchangeRates)).map((one) => one.rate).sort();
    await putDrafts({ id: 'editing', dealId: 1, state: 'editing' });
    await sweep();
    expect(await rates()).toEqual(['1.2', '1.4']);
    await transact(test.dependencies.db, (tx) => tx.update(drafts).set({ state: 'created' }));
    await sweep();
    expect(await rates()).toEqual(['1.4']);
  });

  it('continues in the next turn when the slice is full', async () => {
    const many = Array.from({ length: 500 }, (_, n) => ({ id: `d${n}`, dealId: n }));
    await putDrafts(...many);
    await sweep();
    expect(await draftIds()).toEqual([]);
  });

  it('deletes caches and discarded drafts, and keeps everything else', async () => {
    await fillEveryTable(test.dependencies, owner, 'old');
    test.clock.advance(400 * day);
    await sweep();
    const empty: string[] = [];
    for (const [name, table] of Object.entries(companyTables)) {
      const rows = await test.dependencies.db.select(getTableColumns(table)).from(table);
      if (rows.length === 0) empty.push(name);
    }
    expect(empty).toEqual([
      'dealBases',
      'drafts',
      'exchangeRates',
      'failedRecords',
      'syncRanges',
      'webhookEvents',
    ]);
    for (const kept of [auditEntries, invoices, invoiceFacts]) {
      expect(await test.dependencies.db.select().from(kept)).not.toEqual([]);
    }
    for (const cache of [exchangeRates, dealBases, syncRanges]) {
      expect(await test.dependencies.db.select().from(cache)).toEqual([]);
    }
  });
});

it('deletes a billing plan without entries after 90 days, and keeps the others', async () => {
  const { db } = test.dependencies;
  const plan = (dealId: number, savedAt: number) => ({
    companyId: owner.companyId,
    realmId: owner.realmId,
    dealId,
    version: 1,
    value: '100',
    currency: 'USD',
    savedById: owner.userId,
    savedAt,
  });
  await transact(db, async (tx) => {
    await tx.insert(billingPlans).values([plan(1, ago(91)), plan(2, ago(91)), plan(3, ago(1))]);
    await tx.insert(planEntries).values({
      id: 'entry',
      companyId: owner.companyId,
      realmId: owner.realmId,
      dealId: 2,
      position: 0,
      dueOn: '2027-01-01',
      label: 'Deposit',
      amount: '30.00',
      currency: 'USD',
      draftId: 'draft',
      createdAt: ago(91),
    });
  });
  await sweep();
  const kept = await db.select().from(billingPlans);
  expect(kept.map(({ dealId }) => dealId).sort()).toEqual([2, 3]);
});
