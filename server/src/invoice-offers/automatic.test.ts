import { describe, expect, it } from 'vitest';
import { AppError } from '../app-error.ts';
import { transact } from '../db/transact.ts';
import type { InvoicePage } from '../invoices/contract.ts';
import { openOffersFixture } from '../testing/offers-fixture.ts';
import { foundInvoices } from './tables.ts';

const open = async () => {
  const fixture = await openOffersFixture();
  await fixture.change({ created: 'link' });
  const { db } = fixture.dependencies;
  return { ...fixture, waiting: () => db.select().from(foundInvoices) };
};

describe('an invoice created in QuickBooks', () => {
  it('is linked to the only open deal of its organization, as its history says', async () => {
    const fixture = await open();
    const invoiceId = await fixture.bill();
    await fixture.catchUp();
    expect(await fixture.linkedIds()).toContain(invoiceId);
    expect(await fixture.offeredIds()).toEqual([]);
    const page = (await fixture.show(invoiceId)) as InvoicePage;
    expect(page.history).toMatchObject([
      { action: 'invoice_linked_automatically', who: 'Sales Lead' },
    ]);
    expect(await fixture.waiting()).toEqual([]);
  });

  it('stays unlinked after that is undone', async () => {
    const fixture = await open();
    const invoiceId = await fixture.bill();
    await fixture.catchUp();
    const link = { dealId: fixture.dealId, invoiceIds: [invoiceId] };
    await fixture.call(fixture.company.owner, 'deal-links/unlink', link);
    await fixture.payIn(invoiceId, '10.00');
    await fixture.catchUp();
    expect(await fixture.linkedIds()).not.toContain(invoiceId);
    expect(await fixture.offeredIds()).toEqual([]);
  });

  it('is only offered when two deals are open', async () => {
    const fixture = await open();
    await fixture.changeDeal(fixture.company.deals.nearlyAlike ?? 0, { org_id: 502 });
    const invoiceId = await fixture.bill();
    await fixture.catchUp();
    expect(await fixture.linkedIds()).not.toContain(invoiceId);
    expect(await fixture.offeredIds()).toEqual([invoiceId]);
  });

  it.each([
    ['is won', { status: 'won' }],
    ['has another currency', { currency: 'EUR' }],
    ['is archived', { is_archived: true }],
  ])('is only offered when its deal %s', async (_, changes) => {
    const fixture = await open();
    await fixture.changeDeal(fixture.dealId, changes);
    const invoiceId = await fixture.bill();
    await fixture.catchUp();
    expect(await fixture.linkedIds()).not.toContain(invoiceId);
    expect(await fixture.waiting()).toEqual([]);
  });

  it('counts the deals of a person’s primary organization', async () => {
    const fixture = await open();
    const { owner } = fixture.company;
    const context = { of: 'person', id: 605 } as const;
    await fixture.call(owner, 'customers/change', { context, customerId: '2' });
    const first = await fixture.bill({ customer: '2' });
    await fixture.catchUp();
    const deal = { of: 'deal', id: fixture.company.deals.nearlyAlike ?? 0 } as const;
    expect(await fixture.linkedIds(deal)).toEqual([first]);
    await fixture.changeDeal(fixture.dealId, { org_id: 505 });
    const second = await fixture.bill({ customer: '2' });
    await fixture.catchUp();
    expect(await fixture.linkedIds(deal)).toEqual([first]);
    expect(await fixture.offeredIds(deal)).toEqual([second]);
  });

  it('is linked once Pipedrive responds again', async () => {
    const fixture = await open();
    const invoiceId = await fixture.bill();
    const { pipedrive } = fixture.dependencies;
    const { dealsOf } = pipedrive;
    pipedrive.dealsOf = () => Promise.reject(new AppError('pipedrive_unavailable'));
    await fixture.catchUp();
    expect(await fixture.linkedIds()).not.toContain(invoiceId);
    expect(await fixture.waiting()).toHaveLength(1);
    pipedrive.dealsOf = dealsOf;
    fixture.clock.advance(10 * 60_000);
    await fixture.match();
    expect(await fixture.linkedIds()).toContain(invoiceId);
  });

  it('is not taken for a found one while Dealbill may be creating it', async () => {
    const fixture = await open();
    const form = await fixture.form('withoutProducts');
    await fixture.fault({ fault: 'reset-after' }, 'invoice');
    await fixture.create(form);
    await fixture.catchUp();
    expect(await fixture.offeredIds()).toEqual([]);
    expect(await fixture.linkedIds()).toEqual([fixture.invoiceId]);
    fixture.clock.advance(10 * 60_000);
    await fixture.resolve();
    await fixture.match();
    const { history } = await fixture.show((await fixture.linkedIds())[0]);
    expect(await fixture.linkedIds()).toHaveLength(2);
    expect(history.map(({ action }) => action)).not.toContain('invoice_linked_automatically');
    expect(await fixture.waiting()).toEqual([]);
  });

  it('is not linked when somebody linked it to another deal meanwhile', async () => {
    const fixture = await open();
    const invoiceId = await fixture.bill();
    await fixture.interval();
    const other = fixture.company.deals.nearlyAlike ?? 0;
    const link = { dealId: other, invoiceIds: [invoiceId] };
    await fixture.call(fixture.company.owner, 'deal-links/link', link);
    await fixture.match();
    expect(await fixture.linkedIds()).not.toContain(invoiceId);
    expect(await fixture.linkedIds({ of: 'deal', id: other })).toEqual([invoiceId]);
  });

  it('that was mirrored before the switch stays an offer', async () => {
    const fixture = await openOffersFixture();
    const invoiceId = await fixture.bill();
    await fixture.catchUp();
    await fixture.change({ created: 'link' });
    await fixture.catchUp();
    expect(await fixture.offeredIds()).toEqual([invoiceId]);
  });
});

it('is not matched after the company disconnected QuickBooks', async () => {
  const fixture = await open();
  const invoiceId = await fixture.bill();
  await fixture.interval();
  await fixture.call(fixture.company.owner, 'connection/disconnect');
  const { companyId, realmId } = fixture.company;
  await transact(fixture.dependencies.db, (tx) =>
    tx.update(foundInvoices).set({ dueAt: 0 }).returning({ invoiceId: foundInvoices.invoiceId }),
  );
  expect(await fixture.match()).toBe(0);
  expect(await fixture.waiting()).toMatchObject([{ companyId, realmId, invoiceId }]);
});
