import { eq } from 'drizzle-orm';
import { beforeAll, describe, expect, it } from 'vitest';
import { transact } from '../db/transact.ts';
import { writtenRecords } from '../pipedrive-fields/tables.ts';
import { openPipedriveFieldsFixture } from '../testing/pipedrive-fields-fixture.ts';
import { problemsOf } from '../testing/problems-fixture.ts';
import { resolveDue } from '../testing/run-due.ts';

/** An invoice that was created, noted, written to the deal, and read again. */
const open = async () => {
  const fixture = await openPipedriveFieldsFixture();
  const { clock } = fixture;
  clock.advance(1_000);
  await resolveDue(fixture.dependencies, ['deal_note']);
  clock.advance(1_000);
  await fixture.enable('amountDue');
  await fixture.update();
  clock.advance(1_000);
  await fixture.refresh();
  const number = (await fixture.row())?.number ?? '';
  return { ...fixture, number, records: problemsOf(fixture, fixture.company.owner).records };
};

let fixture: Awaited<ReturnType<typeof open>>;
beforeAll(async () => {
  fixture = await open();
});

const kindsOf = async (differs: object = {}) =>
  (await fixture.records(differs)).rows.map(({ kind, what }) => what || kind);

describe('sync records', () => {
  it('list what was synchronized, the latest first, with direction, invoice and deal', async () => {
    const { rows, next } = await fixture.records();
    const { invoiceId, dealId, number } = fixture;
    const invoice = { id: invoiceId, number };
    const deal = { id: dealId, title: 'Meeting room acoustics' };
    expect(next).toBeNull();
    expect(rows).toMatchObject([
      { kind: 'read', what: 'refresh', direction: 'from_quickbooks', state: 'done', invoice },
      { kind: 'fields', direction: 'to_pipedrive', state: 'done', deal },
      { kind: 'note', direction: 'to_pipedrive', state: 'done', deal },
      { kind: 'operation', what: 'create_invoice', direction: 'to_quickbooks', invoice },
    ]);
    expect(rows.map(({ at }) => at)).toEqual(
      rows
        .map(({ at }) => at)
        .sort()
        .reverse(),
    );
  });

  it('are filtered by kind and state', async () => {
    expect(await kindsOf({ kinds: ['operation'] })).toEqual(['create_invoice']);
    expect(await kindsOf({ kinds: ['note', 'fields'] })).toEqual(['fields', 'deal_note']);
    expect(await kindsOf({ states: ['failed', 'open'] })).toEqual([]);
    expect(await kindsOf({ states: ['done'], kinds: ['read'] })).toEqual(['refresh']);
  });

  it('are found by a part of the invoice number', async () => {
    expect(await kindsOf({ number: fixture.number.slice(1) })).toHaveLength(4);
    expect(await kindsOf({ number: 'no such number' })).toEqual([]);
    expect(await kindsOf({ number: '%' })).toEqual([]);
  });

  it('refuse a cursor of somebody else', async () => {
    for (const cursor of ['nonsense', '{}', '[1]', '[null,0,"a"]', '[1e300,0,"a"]', '[1,2,3]']) {
      expect(await fixture.records({ cursor })).toMatchObject({ error: { code: 'invalid_input' } });
    }
  });

  it('list the fields of organizations and persons too', async () => {
    const { records, company, dependencies, clock } = fixture;
    const { companyId } = company;
    const row = { companyId, written: {}, writtenAt: clock.now() + 1_000 };
    await transact(dependencies.db, (tx) =>
      tx.insert(writtenRecords).values([
        { ...row, of: 'person', recordId: 7 },
        { ...row, of: 'organization', recordId: 7 },
      ]),
    );
    const { rows } = await records({ kinds: ['fields'] });
    expect(rows.slice(0, 2)).toMatchObject([
      {
        deal: null,
        party: { of: 'organization', id: 7, url: expect.stringMatching(/organization\/7$/) },
      },
      { deal: null, party: { of: 'person', id: 7, url: expect.stringMatching(/person\/7$/) } },
    ]);
    await transact(dependencies.db, (tx) =>
      tx.delete(writtenRecords).where(eq(writtenRecords.recordId, 7)),
    );
  });

  it('say which invoice cannot be read, and which deal is refused', async () => {
    const own = await open();
    await own.switches({ failingInvoices: { ids: [own.invoiceId], code: '4002', reads: 'fail' } });
    await own.changeDeal({ is_archived: true });
    await own.choose('total', { kind: 'create' });
    await own.update();
    await own.refresh();
    const { rows } = await own.records({ states: ['failed'] });
    expect(rows.map(({ kind, code }) => `${kind} ${code}`).sort()).toEqual([
      'fields forbidden',
      'read 4002',
    ]);
  });
});
