import { beforeEach, describe, expect, test } from 'vitest';
import { transact } from '../db/transact.ts';
import type { InvoicePage } from '../invoices/contract.ts';
import { storePresence } from '../invoices/deal-presence.ts';
import { pipedriveRecord, recordRemoved } from '../merges/store.ts';
import { control } from '../testing/control.ts';
import { type InvoiceFixture, openInvoiceFixture } from '../testing/invoice-fixture.ts';
import type { ListPage } from './contract.ts';

const company = { of: 'company' } as const;
const filters = { period: { kind: 'all' }, text: '', statuses: [] };

let fixture: InvoiceFixture;
let other: number;
beforeEach(async () => {
  fixture = await openInvoiceFixture();
  other = fixture.company.deals.nearlyAlike ?? 0;
});

const row = async () => {
  const input = { context: company, filters, skip: 0 };
  const { body } = await fixture.call(fixture.company.owner, 'invoice-list/list', input);
  return (body as ListPage).rows[0];
};

const linkedDeals = async () => {
  const input = { context: company, invoiceId: fixture.invoiceId };
  const { body } = await fixture.call(fixture.company.owner, 'invoices/show', input);
  return (body as InvoicePage).linkedDeals;
};

const merge = (purge: boolean) => {
  const { oauthUrl } = fixture.dependencies.settings.pipedrive;
  const { companyId } = fixture.company;
  const path = `deals/${fixture.dealId}/merge`;
  return control(oauthUrl, 'POST', path, { companyId, into: other, purge });
};

const findGone = (...dealIds: number[]) =>
  storePresence(fixture.dependencies, fixture.company.companyId, dealIds, true);

const reportMerge = () =>
  transact(fixture.dependencies.db, (tx) => {
    const record = pipedriveRecord(fixture.company.companyId, 'deal', fixture.dealId);
    const found = { ...record, mergedIntoId: String(other), foundBy: 'event' as const };
    return recordRemoved(tx, found, fixture.clock.now());
  });

describe('an invoice of a deal that is no longer there', () => {
  test('opens the linked deal while it exists', async () => {
    expect(await row()).toMatchObject({ deals: 1, deletedDeals: 0, openDealId: fixture.dealId });
  });

  test('opens the deal that remains after a merge, also on its page', async () => {
    await merge(false);
    await reportMerge();
    expect(await row()).toMatchObject({ deals: 1, deletedDeals: 0, openDealId: other });
    expect(await linkedDeals()).toMatchObject([
      { id: other, url: expect.stringMatching(new RegExp(`/deal/${other}$`)) },
    ]);
  });

  test('opens nothing when the deal that remained was deleted later', async () => {
    await reportMerge();
    await findGone(fixture.dealId, other);
    expect(await row()).toMatchObject({ deletedDeals: 1, openDealId: null });
  });

  test('opens nothing when the deal was deleted, and names it on the page', async () => {
    await merge(false);
    await findGone(fixture.dealId);
    expect(await row()).toMatchObject({ deals: 1, deletedDeals: 1, openDealId: null });
    expect(await linkedDeals()).toEqual([
      { id: fixture.dealId, title: expect.stringMatching(/./), url: null },
    ]);
  });

  test('names a deal by its number when Pipedrive no longer returns it', async () => {
    await merge(true);
    await findGone(fixture.dealId);
    expect(await linkedDeals()).toEqual([{ id: fixture.dealId, title: '', url: null }]);
  });
});
