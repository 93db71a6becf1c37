import { describe, expect, it } from 'vitest';
import { makeConnectedCompany } from '../testing/make-company.ts';
import { openOffersFixture } from '../testing/offers-fixture.ts';

const organization = { of: 'organization', id: 502 } as const;

describe('an invoice created in QuickBooks', () => {
  it('is offered to the deal of its organization, and linked with one click', async () => {
    const fixture = await openOffersFixture();
    const invoiceId = await fixture.bill();
    await fixture.bill({ customer: '2' });
    await fixture.catchUp();
    const { invoices, ...more } = await fixture.offers();
    expect(invoices).toMatchObject([{ id: invoiceId, total: '100.00', status: 'open', deals: 0 }]);
    expect(more).toMatchObject({ count: 1, earlier: 0 });
    expect(await fixture.offeredIds(organization)).toEqual([invoiceId]);
    const link = { dealId: fixture.dealId, invoiceIds: [invoiceId] };
    await fixture.call(fixture.company.owner, 'deal-links/link', link);
    expect(await fixture.offeredIds()).toEqual([]);
    expect(await fixture.offeredIds(organization)).toEqual([]);
    expect(await fixture.linkedIds()).toContain(invoiceId);
  });

  it('is not offered where it was declined, until that is undone', async () => {
    const fixture = await openOffersFixture();
    const invoiceId = await fixture.bill();
    await fixture.catchUp();
    const { owner } = fixture.company;
    const offer = { context: fixture.context, invoiceIds: [invoiceId] };
    await fixture.call(owner, 'invoice-offers/decline', offer);
    expect(await fixture.offeredIds()).toEqual([]);
    expect(await fixture.offeredIds(organization)).toEqual([invoiceId]);
    await fixture.call(owner, 'invoice-offers/restore', offer);
    expect(await fixture.offeredIds()).toEqual([invoiceId]);
    await fixture.call(owner, 'invoice-offers/decline', { ...offer, context: organization });
    expect(await fixture.offeredIds(organization)).toEqual([]);
    expect(await fixture.offeredIds()).toEqual([]);
  });

  it('is not offered again to the deal that it was unlinked from', async () => {
    const fixture = await openOffersFixture();
    const invoiceId = await fixture.bill();
    await fixture.catchUp();
    const { owner } = fixture.company;
    const link = { dealId: fixture.dealId, invoiceIds: [invoiceId] };
    await fixture.call(owner, 'deal-links/link', link);
    await fixture.call(owner, 'deal-links/unlink', link);
    expect(await fixture.offeredIds()).toEqual([]);
    expect(await fixture.offeredIds(organization)).toEqual([invoiceId]);
  });

  it('is not offered once it is voided or deleted', async () => {
    const fixture = await openOffersFixture();
    const voided = await fixture.bill();
    const deleted = await fixture.bill();
    await fixture.catchUp();
    expect((await fixture.offeredIds()).toSorted()).toEqual([voided, deleted].toSorted());
    await fixture.removeIn(voided, 'void');
    await fixture.removeIn(deleted, 'delete');
    await fixture.catchUp();
    expect(await fixture.offeredIds()).toEqual([]);
  });

  it('is counted but not offered when it is older than the first day', async () => {
    const fixture = await openOffersFixture();
    const { settings, connectedOn } = await fixture.settings();
    expect(settings.from).toBe(connectedOn);
    const invoiceId = await fixture.bill({ date: '2026-01-31' });
    await fixture.catchUp();
    expect(await fixture.offers()).toMatchObject({ count: 0, earlier: 1, from: connectedOn });
    expect((await fixture.settings()).own).toMatchObject({ offered: 0, earlier: 1 });
    await fixture.change({ from: '2026-01-31' });
    expect(await fixture.offers()).toMatchObject({ count: 1, earlier: 0, from: '2026-01-31' });
    expect(await fixture.offeredIds()).toEqual([invoiceId]);
  });

  it('is not offered when the settings say so', async () => {
    const fixture = await openOffersFixture();
    await fixture.change({ created: 'nothing' });
    const invoiceId = await fixture.bill();
    await fixture.catchUp();
    expect(await fixture.offeredIds()).toEqual([]);
    await fixture.change({ created: 'offer' });
    expect(await fixture.offeredIds()).toEqual([invoiceId]);
  });

  it('is offered to the person, and to the deals of the person’s primary organization', async () => {
    const fixture = await openOffersFixture();
    const { owner, deals } = fixture.company;
    const person = { of: 'person', id: 602 } as const;
    await fixture.call(owner, 'customers/unlink', { context: organization });
    await fixture.call(owner, 'customers/change', { context: person, customerId: '2' });
    // Another deal of the organization, which does not name the person.
    const otherDealId = deals.nearlyAlike ?? 0;
    await fixture.changeDeal(otherDealId, { org_id: 502 });
    const invoiceId = await fixture.bill({ customer: '2' });
    await fixture.catchUp();
    const contexts = [
      person,
      organization,
      { of: 'deal', id: fixture.dealId } as const,
      { of: 'deal', id: otherDealId } as const,
    ];
    for (const context of contexts) {
      expect(await fixture.offeredIds(context)).toEqual([invoiceId]);
    }
    expect(await fixture.offeredIds({ of: 'deal', id: deals.withProducts ?? 0 })).toEqual([]);
  });

  it('of a person without an organization is offered to that person alone', async () => {
    const fixture = await openOffersFixture();
    const { owner, deals } = fixture.company;
    const context = { of: 'deal', id: deals.onlyAPerson ?? 0 } as const;
    await fixture.call(owner, 'customers/change', { context, customerId: '2' });
    const invoiceId = await fixture.bill({ customer: '2' });
    await fixture.catchUp();
    expect(await fixture.offeredIds(context)).toEqual([invoiceId]);
    expect(await fixture.offeredIds()).toEqual([]);
  });

  it('shows 20 of more offers, and their number', async () => {
    const fixture = await openOffersFixture();
    for (let made = 0; made < 22; made += 1) await fixture.bill();
    await fixture.catchUp();
    const { invoices, count } = await fixture.offers();
    expect([invoices.length, count]).toEqual([20, 22]);
  });
});

describe('offers', () => {
  it('are visible and changeable for the connection owner alone', async () => {
    const fixture = await openOffersFixture();
    const { colleague } = fixture.company;
    const invoiceId = await fixture.bill();
    await fixture.catchUp();
    const { context } = fixture;
    for (const [route, input] of [
      ['invoices/list', { context }],
      ['invoice-offers/decline', { context, invoiceIds: [invoiceId] }],
      ['invoice-offers/restore', { context, invoiceIds: [invoiceId] }],
    ] as const) {
      const { status, body } = await fixture.call(colleague, route, input);
      expect([status, body]).toMatchObject([403, { error: { code: 'not_owner' } }]);
    }
    expect(await fixture.offeredIds()).toEqual([invoiceId]);
  });

  it('of one company are neither shown to another nor declined by it', async () => {
    const fixture = await openOffersFixture();
    const theirs = await makeConnectedCompany(fixture.dependencies);
    const invoiceId = await fixture.bill();
    await fixture.catchUp();
    for (const context of [
      { of: 'deal', id: theirs.deals.withoutProducts ?? 0 },
      { of: 'organization', id: 502 },
    ]) {
      const offer = { context, invoiceIds: [invoiceId] };
      await fixture.call(theirs.owner, 'invoice-offers/decline', offer);
      const { body } = await fixture.call(theirs.owner, 'invoices/list', { context });
      expect(body).toMatchObject({ offers: { count: 0, earlier: 0, invoices: [] } });
    }
    expect(await fixture.offeredIds()).toEqual([invoiceId]);
    expect(await fixture.offeredIds(organization)).toEqual([invoiceId]);
  });
});
