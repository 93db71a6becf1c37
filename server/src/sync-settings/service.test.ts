import { describe, expect, it } from 'vitest';
import { auditEntries } from '../audit/tables.ts';
import { makeConnectedCompany } from '../testing/make-company.ts';
import { openOffersFixture } from '../testing/offers-fixture.ts';
import { runDue } from '../testing/run-due.ts';

const hour = 60 * 60_000;

describe('switching updates off', () => {
  it('stops all reading in the background, which the panel says', async () => {
    const fixture = await openOffersFixture();
    expect(await fixture.list()).toMatchObject({ updates: true });
    await fixture.change({ updates: false });
    await fixture.pay(40);
    await fixture.forgetCalls();
    await fixture.interval(24 * hour);
    expect(await fixture.calls()).toEqual([]);
    expect(await fixture.list()).toMatchObject({
      updates: false,
      invoices: [{ status: 'open', balance: '100.00' }],
    });
  });

  it('leaves the refresh by hand', async () => {
    const fixture = await openOffersFixture();
    await fixture.change({ updates: false });
    await fixture.pay(40);
    expect(await fixture.refresh()).toMatchObject({
      updates: false,
      invoices: [{ status: 'partially_paid', balance: '60.00' }],
    });
  });

  it('loses nothing: what was missed is read as soon as they are on again', async () => {
    const fixture = await openOffersFixture();
    await fixture.change({ updates: false });
    const invoiceId = await fixture.bill();
    await fixture.pay(40);
    await fixture.interval(3 * hour);
    await fixture.change({ updates: true });
    await runDue(fixture.dependencies, ['feed']);
    expect(await fixture.row()).toMatchObject({ balance: '60.00' });
    expect(await fixture.offeredIds()).toEqual([invoiceId]);
  });

  it('loses nothing in 31 days, after which the feed no longer has the changes', async () => {
    const fixture = await openOffersFixture();
    await fixture.change({ updates: false });
    await fixture.pay(40);
    await fixture.interval(31 * 24 * hour);
    await fixture.change({ updates: true });
    await runDue(fixture.dependencies, ['feed']);
    expect(await fixture.row()).toMatchObject({ balance: '60.00' });
  });
});

describe('an invoice deleted in QuickBooks', () => {
  it('stays at its deal as deleted', async () => {
    const fixture = await openOffersFixture();
    await fixture.deleteInQuickbooks(fixture.invoiceId);
    await fixture.interval();
    expect(await fixture.list()).toMatchObject({ invoices: [{ status: 'deleted' }] });
  });

  it('is unlinked if the settings say so, as its history keeps', async () => {
    const fixture = await openOffersFixture();
    await fixture.change({ deleted: 'unlink' });
    await fixture.deleteInQuickbooks(fixture.invoiceId);
    await fixture.interval();
    expect(await fixture.list()).toMatchObject({ invoices: [] });
    const entries = await fixture.dependencies.db.select().from(auditEntries);
    expect(entries.find(({ action }) => action === 'invoice_unlinked_automatically')).toMatchObject(
      { subject: fixture.invoiceId, dealId: fixture.dealId },
    );
  });

  it('stays at its deal when it was deleted here', async () => {
    const fixture = await openOffersFixture();
    await fixture.change({ deleted: 'unlink' });
    await fixture.act('delete');
    await fixture.interval();
    expect(await fixture.list()).toMatchObject({ invoices: [{ status: 'deleted' }] });
  });
});

describe('the settings of the sync', () => {
  it('are preset until they are saved, with an example from own invoices', async () => {
    const fixture = await openOffersFixture();
    const { settings, isPreset, own, owner, connectedOn } = await fixture.settings();
    expect({ settings, isPreset, owner }).toEqual({
      settings: { updates: true, created: 'offer', from: connectedOn, deleted: 'show' },
      isPreset: true,
      owner: { name: 'Holder', isYou: true },
    });
    expect(own).toMatchObject({
      invoice: { customerName: 'Northgate Library Trust', total: '100.00', status: 'open' },
      offered: 0,
      earlier: 0,
    });
  });

  it('are preset again after a reset, which keeps links and history', async () => {
    const fixture = await openOffersFixture();
    const invoiceId = await fixture.bill();
    await fixture.change({ created: 'link', from: '2020-01-01', deleted: 'unlink' });
    await fixture.catchUp();
    const before = await fixture.linkedIds();
    expect(before).toContain(invoiceId);
    await fixture.reset();
    const { settings, isPreset, connectedOn } = await fixture.settings();
    expect({ settings, isPreset }).toEqual({
      settings: { updates: true, created: 'offer', from: connectedOn, deleted: 'show' },
      isPreset: true,
    });
    expect(await fixture.linkedIds()).toEqual(before);
    const { history } = await fixture.show(invoiceId);
    expect(history.map(({ action }) => action)).toEqual(['invoice_linked_automatically']);
  });

  it('reset while updates are off read what was missed', async () => {
    const fixture = await openOffersFixture();
    await fixture.change({ updates: false });
    await fixture.pay(40);
    await fixture.reset();
    await runDue(fixture.dependencies, ['feed']);
    expect(await fixture.row()).toMatchObject({ balance: '60.00' });
  });

  it('are read-only and without figures for a colleague', async () => {
    const fixture = await openOffersFixture();
    const { colleague } = fixture.company;
    expect(await fixture.settings(colleague)).toMatchObject({
      owner: { name: 'Holder', isYou: false },
      own: null,
    });
    for (const route of ['change', 'reset']) {
      const { status, body } = await fixture.call(colleague, `sync-settings/${route}`, {});
      expect([status, body]).toMatchObject([403, { error: { code: 'not_owner' } }]);
    }
    const answer = await fixture.change({ updates: false }, colleague);
    expect(answer.status).toBe(403);
    expect((await fixture.settings()).settings.updates).toBe(true);
  });

  it('of one company leave those of another alone', async () => {
    const fixture = await openOffersFixture();
    const theirs = await makeConnectedCompany(fixture.dependencies);
    await fixture.change({ updates: false, created: 'link' }, theirs.owner);
    expect((await fixture.settings()).isPreset).toBe(true);
    expect(await fixture.settings(theirs.owner)).toMatchObject({
      settings: { updates: false, created: 'link' },
      own: { invoice: null },
    });
  });

  it('do not exist without a connection, and refuse what is not a day', async () => {
    const fixture = await openOffersFixture();
    expect((await fixture.change({ from: '1 Nov 2026' })).status).toBe(422);
    await fixture.call(fixture.company.owner, 'connection/disconnect');
    const { body } = await fixture.call(fixture.company.owner, 'sync-settings/show');
    expect(body).toEqual({ current: null });
    expect((await fixture.change({ updates: false })).status).toBe(409);
  });
});
