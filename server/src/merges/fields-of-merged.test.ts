import { beforeEach, describe, expect, it } from 'vitest';
import { transact } from '../db/transact.ts';
import { burstMs } from '../pipedrive-fields/dirty-records.ts';
import { dirtyRecords, writtenRecords } from '../pipedrive-fields/tables.ts';
import { control } from '../testing/control.ts';
import { openPipedriveFieldsFixture } from '../testing/pipedrive-fields-fixture.ts';
import { runDue } from '../testing/run-due.ts';
import { writeInQuickbooks } from '../testing/write-in-quickbooks.ts';
import { pipedriveRecord, type RecordKey, recordRemoved } from './store.ts';

const of = 'organization' as const;

type Payment = { Id: string; SyncToken: string };

const owed = { outstanding: { value: expect.any(Number), currency: 'USD' } };

let fixture: Awaited<ReturnType<typeof openPipedriveFieldsFixture>>;

beforeEach(async () => {
  fixture = await openPipedriveFieldsFixture();
});

/** Reports a merge, and does the work that follows from it. */
const follow = async (record: RecordKey, mergedIntoId: number | string) => {
  const { dependencies, clock } = fixture;
  const report = { ...record, mergedIntoId: String(mergedIntoId), foundBy: 'event' as const };
  await transact(dependencies.db, (tx) => recordRemoved(tx, report, clock.now()));
  await runDue(dependencies, ['merges']);
  clock.advance(burstMs);
  await fixture.update();
};

const merge = async (kind: 'deal' | typeof of, from: number, into: number) => {
  const { companyId } = fixture.company;
  await fixture.inPipedrive('POST', `${kind}s/${from}/merge`, { companyId, into, purge: true });
  await follow(pipedriveRecord(companyId, kind, from), into);
};

const rowsOf = async (id: number) => {
  const { db } = fixture.dependencies;
  const rows = [
    ...(await db.select().from(writtenRecords)),
    ...(await db.select().from(dirtyRecords)),
  ];
  return rows.filter(({ recordId }) => recordId === id);
};

describe('the fields of the organization that remains after a merge', () => {
  it('show the invoices of the customer that it got, and the merged one leaves nothing', async () => {
    await fixture.enableOf(of, 'outstanding', 'hasOverdue');
    await fixture.update();
    const before = await fixture.values(502, of);
    await fixture.pay(40);
    await fixture.refresh();
    await merge(of, 502, 501);
    const { value } = before.outstanding as { value: number };
    expect(await fixture.values(501, of)).toEqual({
      ...before,
      outstanding: { value: value - 40, currency: 'USD' },
    });
    expect(await rowsOf(502)).toEqual([]);
  });

  it('keep those of its own customer, which Pipedrive did not fill', async () => {
    await fixture.enableOf(of, 'outstanding', 'hasOverdue');
    await fixture.update();
    const { owner } = fixture.company;
    const context = { of, id: 501 };
    await fixture.call(owner, 'customers/change', { context, customerId: '4' });
    fixture.clock.advance(burstMs);
    await fixture.update();
    const own = await fixture.values(501, of);
    expect(own).not.toEqual(await fixture.values(502, of));
    await merge(of, 502, 501);
    expect(await fixture.values(501, of)).toEqual(own);
  });

  it('are written although the update of the merged one was refused, which is no problem any more', async () => {
    await fixture.enableOf(of, 'outstanding');
    await fixture.faultOnWrite({
      fault: 'status',
      status: 403,
      body: JSON.stringify({ success: false, error: 'No' }),
      times: 1,
    });
    await fixture.update();
    expect(await fixture.show()).toMatchObject({ refused: 1 });
    await merge(of, 502, 501);
    expect(await fixture.show()).toMatchObject({ refused: 0, waiting: 0 });
    expect(await fixture.values(501, of)).toMatchObject(owed);
  });
});

it('clears a field of the remaining deal that Pipedrive filled from the merged one', async () => {
  await fixture.enable('lastPaymentDate', 'amountDue');
  const { dealId, company, dependencies } = fixture;
  const into = company.deals.nearlyAlike ?? 0;
  await fixture.pay(40);
  await fixture.refreshAndUpdate();
  expect(await fixture.values()).toMatchObject({ lastPaymentDate: expect.any(String) });
  const { payments } = (await fixture.realmContents()) as unknown as { payments: Payment[] };
  const { Id, SyncToken } = payments.at(-1) as Payment;
  await writeInQuickbooks(dependencies, company.realmId, 'Payment', { Id, SyncToken }, 'delete');
  await fixture.refresh();
  await merge('deal', dealId, into);
  expect(await fixture.values(into)).toMatchObject({
    lastPaymentDate: null,
    amountDue: { value: 100 },
  });
  expect(await rowsOf(dealId)).toEqual([]);
});

it('the organization of a merged customer follows, also when its invoices were read before', async () => {
  await fixture.enableOf(of, 'outstanding');
  await fixture.update();
  const { company, dependencies } = fixture;
  const { companyId, realmId } = company;
  const from = (await fixture.inQuickbooks())?.CustomerRef.value ?? '';
  const customers = { from, into: '4' };
  const { apiUrl } = dependencies.settings.quickbooks;
  await control(apiUrl, 'POST', `realms/${realmId}/customers/merge`, customers);
  fixture.clock.advance(25 * 3_600_000);
  await fixture.refreshAndUpdate();
  expect(await fixture.values(502, of)).not.toMatchObject(owed);
  await follow({ companyId, realmId, kind: 'customer', recordId: from }, '4');
  expect(await fixture.values(502, of)).toMatchObject(owed);
});
