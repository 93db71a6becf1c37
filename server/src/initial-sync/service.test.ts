import { describe, expect, it } from 'vitest';
import type { Output } from '../shared/contract/contract.ts';
import { openInitialSyncFixture } from '../testing/initial-sync-fixture.ts';
import { makeConnectedCompany } from '../testing/make-company.ts';
import { runDue } from '../testing/run-due.ts';
import type { initialSync } from './contract.ts';

const open = async () => {
  const fixture = await openInitialSyncFixture();
  const { owner, colleague } = fixture.company;
  const show = async () => {
    const { body } = await fixture.call(owner, 'initial-sync/show', {});
    return (body as Output<typeof initialSync.show>).progress;
  };
  return { ...fixture, owner, colleague, show };
};

describe('the progress of the initial sync', () => {
  it('is none before the first turn, and counts what was read at the end', async () => {
    const fixture = await open();
    expect(await fixture.show()).toBeNull();
    await fixture.readAll();
    const { invoices, customers } = await fixture.realmContents();
    expect(await fixture.show()).toMatchObject({
      state: 'done',
      finishedAt: expect.any(String),
      counts: { invoices: invoices.length, customers: customers.length, vendors: 3, employees: 2 },
      problem: null,
    });
  });

  it('is n of m while invoices are read, in settings, panel and list', async () => {
    const fixture = await open();
    await fixture.inRealm('invoices', { count: 2_500 });
    const { quickbooks } = fixture.dependencies;
    const { listInvoices } = quickbooks;
    let pages = 0;
    quickbooks.listInvoices = async (...of) => {
      pages += 1;
      if (pages > 1) throw new Error('killed');
      return listInvoices(...of);
    };
    await fixture.readAll();
    const { invoices } = await fixture.realmContents();
    const reading = { read: 1_000, total: invoices.length };
    expect(await fixture.show()).toMatchObject({ state: 'invoices', ...reading });
    expect(await fixture.list()).toMatchObject({ reading });
    const { body } = await fixture.call(fixture.owner, 'invoice-list/list', {
      context: { of: 'company' },
      filters: { period: { kind: 'all' }, text: '', statuses: [] },
      skip: 0,
    });
    expect(body).toMatchObject({ reading: { progress: reading } });
    quickbooks.listInvoices = listInvoices;
    fixture.clock.advance(60_000);
    await runDue(fixture.dependencies, ['initial_sync']);
    expect(await fixture.list()).toMatchObject({ reading: null });
  });

  it('begins again when the owner wants to read everything again, once', async () => {
    const fixture = await open();
    await fixture.readAll();
    const again = () => fixture.call(fixture.owner, 'initial-sync/again', {});
    expect((await again()).body).toMatchObject({ progress: { state: 'waiting' } });
    await runDue(fixture.dependencies, ['initial_sync']);
    expect(await fixture.show()).toMatchObject({ state: 'done' });
  });

  it('is shown to the connection owner only, and started only by them', async () => {
    const fixture = await open();
    await fixture.readAll();
    for (const action of ['initial-sync/show', 'initial-sync/again'] as const) {
      const { status, body } = await fixture.call(fixture.colleague, action, {});
      expect(status).toBe(403);
      expect(body).toMatchObject({ error: { code: 'not_owner' } });
    }
    const other = await makeConnectedCompany(fixture.dependencies, {
      company: 'hillside',
      like: 'us',
    });
    const theirs = await fixture.call(other.owner, 'initial-sync/show', {});
    expect(theirs.body).toEqual({ progress: null });
    expect(await fixture.show()).toMatchObject({ state: 'done' });
  });
});
