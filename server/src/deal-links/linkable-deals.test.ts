import { beforeEach, expect, test } from 'vitest';
import type { PanelContext } from '../invoices/contract.ts';
import { control } from '../testing/control.ts';
import { type ListFixture, openListFixture } from '../testing/list-fixture.ts';
import type { DealRow } from './contract.ts';

let fixture: ListFixture;
const organization: PanelContext = { of: 'organization', id: 502 };

const linkableDeals = async (context: PanelContext) =>
  (await fixture.ask<{ deals: DealRow[] }>('deal-links/deals', { context })).deals;

/** Moves a deal to the organization and edits it in Pipedrive. */
const editDeal = (deal: string, edit: object) =>
  control(
    fixture.dependencies.settings.pipedrive.oauthUrl,
    'POST',
    `deals/${fixture.company.deals[deal]}`,
    {
      companyId: fixture.company.companyId,
      org_id: organization.id,
      ...edit,
    },
  );

beforeEach(async () => {
  fixture = await openListFixture();
});

test('returns the open deals of an organization first, without a call to QuickBooks', async () => {
  const { withoutProducts, nearlyAlike, withProducts } = fixture.company.deals;
  await editDeal('nearlyAlike', { status: 'won' });
  await editDeal('withProducts', {});
  await fixture.forgetCalls();
  const deals = await linkableDeals(organization);
  expect(deals.map(({ id, status }) => [id, status])).toEqual([
    [withProducts, 'open'],
    [withoutProducts, 'open'],
    [nearlyAlike, 'won'],
  ]);
  expect(deals[0]?.title).toBe('Office fit-out, 3rd floor');
  expect(await fixture.calls()).toEqual([]);
});

test('returns a deal itself, and nothing for an organization without deals', async () => {
  const { dealId } = fixture;
  expect(await linkableDeals({ of: 'deal', id: dealId })).toMatchObject([
    { id: dealId, status: 'open' },
  ]);
  await editDeal('withoutProducts', { org_id: 501 });
  fixture.clock.advance(6 * 60_000);
  expect(await linkableDeals(organization)).toEqual([]);
});

test('excludes deals that the user may not see', async () => {
  await editDeal('nearlyAlike', {});
  await fixture.hideDeal(fixture.dealId);
  expect((await linkableDeals(organization)).map(({ id }) => id)).toEqual([
    fixture.company.deals.nearlyAlike,
  ]);
});

test('returns a deal that was added after an empty list was shown', async () => {
  await editDeal('withoutProducts', { org_id: 501 });
  fixture.clock.advance(6 * 60_000);
  expect(await linkableDeals(organization)).toEqual([]);
  await editDeal('withoutProducts', {});
  fixture.clock.advance(5_000);
  expect(await linkableDeals(organization)).toMatchObject([{ id: fixture.dealId }]);
});
