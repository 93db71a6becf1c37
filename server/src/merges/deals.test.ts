import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { auditEntries } from '../audit/tables.ts';
import type { ShownPlan } from '../billing-plans/contract.ts';
import { transact } from '../db/transact.ts';
import type { DealInvoices } from '../invoices/contract.ts';
import { dealPresence } from '../invoices/tables.ts';
import { makeDue } from '../scheduler/turns.ts';
import { control } from '../testing/control.ts';
import { openInvoiceFixture } from '../testing/invoice-fixture.ts';
import { runDue } from '../testing/run-due.ts';
import { mergesTurn, pipedriveRecord, recordRemoved } from './store.ts';
import { removedRecords } from './tables.ts';

const hourMs = 3_600_000;

/** An invoice of 100.00 with its note on deal A, and deal B of the same organization. */
const arrange = async (env: Record<string, string> = {}) => {
  const fixture = await openInvoiceFixture('us', { env });
  const { companyId, deals, owner } = fixture.company;
  const { db, settings, clock } = fixture.dependencies;
  const [dealA, dealB] = [fixture.dealId, deals.nearlyAlike ?? 0];
  const pipedrive = (path: string, body: object) =>
    control(settings.pipedrive.oauthUrl, 'POST', path, { companyId, ...body });
  await pipedrive(`deals/${dealB}`, { org_id: 502, person_id: null, products: [], value: '1000' });
  const onB = { of: 'deal', id: dealB } as const;
  return {
    fixture,
    dealA,
    dealB,
    onB,
    pipedrive,
    writeNotes: () => runDue(fixture.dependencies, ['pipedrive']),
    merge: (purge = false) => pipedrive(`deals/${dealA}/merge`, { into: dealB, purge }),
    refreshB: async () => {
      fixture.clock.advance(5_000);
      return (await fixture.call(owner, 'invoices/refresh', { context: onB })).body as DealInvoices;
    },
    listB: async () =>
      (await fixture.call(owner, 'invoices/list', { context: onB })).body as DealInvoices,
    /** Runs the job once all that it postponed is due. */
    work: async (ms = 0) => {
      fixture.clock.advance(ms);
      await runDue(fixture.dependencies, ['merges']);
    },
    /** Notes of older versions were written without remembering their ids. */
    forgetNotes: () =>
      transact(db, async (tx) => void (await tx.update(dealPresence).set({ noteId: null }))),
    /** As connecting QuickBooks does. */
    beginChecks: () =>
      transact(db, (tx) => makeDue(tx, mergesTurn(companyId), clock.now(), clock.now())),
    report: (from: number, into: number | null) =>
      transact(db, (tx) =>
        recordRemoved(
          tx,
          {
            ...pipedriveRecord(companyId, 'deal', from),
            mergedIntoId: into === null ? null : String(into),
            foundBy: 'event',
          },
          clock.now(),
        ),
      ),
    audited: async (action: string) =>
      (await db.select().from(auditEntries)).filter((entry) => entry.action === action),
    removed: () => db.select().from(removedRecords),
  };
};

describe.each([
  ['still returned as deleted', false],
  ['not returned any more', true],
])('a merged deal that is %s', (_, purge) => {
  it('is found by our note when the remaining deal is refreshed', async () => {
    const at = await arrange();
    await at.writeNotes();
    await at.merge(purge);
    expect((await at.refreshB()).orphans).toHaveLength(1);
    await at.work();
    const { invoices, orphans, ledger, merges } = await at.listB();
    const name = purge ? '' : 'Meeting room acoustics';
    expect(merges).toMatchObject([
      { kind: 'deal', id: String(at.dealA), name, invoices: 1, drafts: 0 },
    ]);
    expect(invoices.map(({ id }) => id)).toEqual([at.fixture.invoiceId]);
    expect(orphans).toEqual([]);
    expect(ledger).toMatchObject({ left: '900.00', orphaned: '0.00' });
    expect(await at.audited('invoice_moved')).toMatchObject([
      {
        dealId: at.dealB,
        subject: at.fixture.invoiceId,
        details: { from: String(at.dealA), ...(name && { fromName: name }) },
      },
    ]);
  });

  it('is found by the daily check', async () => {
    const at = await arrange();
    await at.writeNotes();
    await at.beginChecks();
    await at.work();
    await at.merge(purge);
    await at.work(25 * hourMs);
    await at.work();
    expect((await at.listB()).invoices).toHaveLength(1);
  });
});

describe('a merged deal', () => {
  it('passes its billing plan on, beside the entries of the remaining deal', async () => {
    const at = await arrange();
    await at.writeNotes();
    const { owner } = at.fixture.company;
    const entry = (amount: string) => ({
      id: randomUUID(),
      dueOn: '2027-03-01',
      label: 'Deposit',
      amount,
      source: null,
    });
    for (const [dealId, amount] of [
      [at.dealA, '30.00'],
      [at.dealB, '40.00'],
    ] as const) {
      const plan = { dealId, version: 0, entries: [entry(amount)] };
      expect((await at.fixture.call(owner, 'billing-plans/save', plan)).status).toBe(200);
    }
    await at.merge();
    await at.refreshB();
    await at.work();
    const shown = await at.fixture.call(owner, 'billing-plans/show', { dealId: at.dealB });
    const { entries, version } = shown.body as ShownPlan;
    expect(entries.map(({ amount }) => amount).sort()).toEqual(['30.00', '40.00']);
    expect((await at.listB()).hasPlan).toBe(true);
    const fromOpenEditor = { dealId: at.dealB, version: 1, entries: [] };
    const refused = await at.fixture.call(owner, 'billing-plans/save', fromOpenEditor);
    expect(refused.body).toMatchObject({ error: { code: 'plan_changed' } });
    expect(version).toBe(2);
  });

  it('is found by the daily check when the remaining deal is of another organization', async () => {
    const at = await arrange();
    await at.writeNotes();
    await at.pipedrive(`deals/${at.dealB}`, { org_id: 503 });
    await at.beginChecks();
    await at.work();
    await at.merge();
    await at.work(25 * hourMs);
    await at.work();
    expect((await at.listB()).invoices.map(({ id }) => id)).toEqual([at.fixture.invoiceId]);
  });

  it('is found at once when the remaining deal of another organization is refreshed', async () => {
    const at = await arrange();
    await at.writeNotes();
    await at.pipedrive(`deals/${at.dealB}`, { org_id: 503 });
    await at.refreshB();
    await at.work();
    expect(await at.removed()).toEqual([]);
    await at.merge();
    await at.refreshB();
    await at.work();
    expect((await at.listB()).invoices.map(({ id }) => id)).toEqual([at.fixture.invoiceId]);
  });

  it('costs a read of the notes only when their number has grown by others', async () => {
    const at = await arrange();
    await at.pipedrive(`deals/${at.dealB}`, { org_id: 503 });
    await at.writeNotes();
    const { pipedrive } = at.fixture.dependencies;
    const { notes } = pipedrive;
    const read: number[] = [];
    pipedrive.notes = (user, dealId) => {
      read.push(dealId);
      return notes(user, dealId);
    };
    await at.refreshB();
    await at.fixture.refresh();
    expect(read).toEqual([]);
    await at.merge();
    await at.refreshB();
    await at.refreshB();
    expect(read).toEqual([at.dealB]);
  });

  it('without a note is offered, not moved', async () => {
    const at = await arrange();
    await at.merge();
    await at.refreshB();
    await at.work();
    const { invoices, orphans } = await at.listB();
    expect(invoices).toEqual([]);
    expect(orphans).toHaveLength(1);
  });

  it('is found among deals of the customer when our note on it is not known by its id', async () => {
    const at = await arrange();
    await at.writeNotes();
    await at.forgetNotes();
    await at.merge();
    await at.refreshB();
    await at.work();
    expect((await at.listB()).invoices).toHaveLength(1);
  });

  it('is then not taken for a deal that had the invoice itself before', async () => {
    const at = await arrange();
    await at.writeNotes();
    await at.forgetNotes();
    const { fixture, dealA, dealB } = at;
    const chosen = { invoiceIds: [fixture.invoiceId] };
    await fixture.call(fixture.company.owner, 'deal-links/link', { dealId: dealB, ...chosen });
    await fixture.call(fixture.company.owner, 'deal-links/unlink', { dealId: dealB, ...chosen });
    await at.pipedrive(`deals/${dealA}/merge`, { into: dealB });
    await at.refreshB();
    await at.work();
    expect((await at.listB()).invoices).toEqual([]);
  });

  it('that a webhook names moves its invoices and unfinished drafts', async () => {
    const at = await arrange();
    const { fixture, dealA, dealB } = at;
    const form = await fixture.form();
    await fixture.call(fixture.company.owner, 'drafts/save', { ...form });
    await at.report(dealA, dealB);
    await at.work();
    const { invoices, drafts } = await at.listB();
    expect(invoices).toHaveLength(1);
    expect(drafts).toMatchObject([{ id: form.draftId, dealId: dealB }]);
    expect(await at.removed()).toMatchObject([
      { nextAt: null, mergedIntoId: String(dealB), moved: { invoices: 1, drafts: 1 } },
    ]);
  });

  it('has no difference on the remaining deal, which sells something else', async () => {
    const at = await arrange();
    await at.report(at.dealA, at.dealB);
    await at.work();
    const { invoices, drift } = await at.refreshB();
    expect(invoices).toHaveLength(1);
    expect(drift).toEqual([]);
  });

  it('keeps a draft that is being sent until its outcome is known', async () => {
    const at = await arrange();
    const { fixture, dealA, dealB } = at;
    const form = await fixture.form();
    await fixture.fault({ fault: 'reset-after' });
    await fixture.create(form);
    await at.report(dealA, dealB);
    await at.work();
    expect((await at.listB()).drafts).toEqual([]);
    expect(await at.removed()).toMatchObject([{ nextAt: expect.any(Number) }]);
    for (let round = 0; round < 4; round += 1) {
      fixture.clock.advance(60_000);
      await fixture.resolve();
    }
    await at.work(600_000);
    const { invoices, drafts } = await at.listB();
    expect(invoices).toHaveLength(2);
    expect(drafts).toEqual([]);
    expect(await at.removed()).toMatchObject([{ nextAt: null, moved: { invoices: 2 } }]);
  });

  it('writes a note that still waits on the remaining deal', async () => {
    const at = await arrange();
    const { companyId } = at.fixture.company;
    await at.merge(true);
    await at.report(at.dealA, at.dealB);
    await at.work();
    await at.writeNotes();
    const { oauthUrl } = at.fixture.dependencies.settings.pipedrive;
    const { notes } = await control<{ notes: unknown[] }>(
      oauthUrl,
      'GET',
      `notes?dealId=${at.dealB}&companyId=${companyId}`,
    );
    expect(notes).toHaveLength(1);
  });

  it('leaves an invoice that was declined on the remaining deal', async () => {
    const at = await arrange();
    const { fixture } = at;
    await at.merge();
    await at.refreshB();
    const declined = { dealId: at.dealB, invoiceIds: [fixture.invoiceId] };
    await fixture.call(fixture.company.owner, 'invoices/decline', declined);
    await at.report(at.dealA, at.dealB);
    await at.work();
    expect(await at.listB()).toMatchObject({ invoices: [], orphans: [] });
  });

  it('follows further merges, reported in any order', async () => {
    const at = await arrange();
    const third = at.fixture.company.deals.withProducts ?? 0;
    await at.report(at.dealB, third);
    await at.work();
    await at.report(at.dealA, at.dealB);
    await at.work();
    const context = { of: 'deal', id: third };
    expect((await at.fixture.list(context as never)).invoices).toHaveLength(1);
  });

  it('moves nothing when the merges lead back to it', async () => {
    const at = await arrange();
    await at.report(at.dealA, at.dealB);
    await at.report(at.dealB, at.dealA);
    await at.work();
    expect((await at.fixture.list()).invoices).toHaveLength(1);
    expect(await at.removed()).toMatchObject([{ nextAt: null }, { nextAt: null }]);
  });
});

it('moves nothing of another company with the same deal ids', async () => {
  const at = await arrange();
  const other = await openInvoiceFixture('us');
  expect(other.dealId).toBe(at.dealA);
  await transact(other.dependencies.db, (tx) =>
    recordRemoved(
      tx,
      {
        ...pipedriveRecord(at.fixture.company.companyId, 'deal', at.dealA),
        mergedIntoId: String(at.dealB),
        foundBy: 'event',
      },
      other.clock.now(),
    ),
  );
  await runDue(other.dependencies, ['merges']);
  expect((await other.list()).invoices).toHaveLength(1);
});
