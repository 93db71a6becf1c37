import { beforeEach, expect, test } from 'vitest';
import type { PanelPlace } from '../invoices/contract.ts';
import { control } from '../testing/control.ts';
import { type ListDesk, openListDesk } from '../testing/list-desk.ts';
import type { DealRow } from './contract.ts';

let desk: ListDesk;
const organization: PanelPlace = { of: 'organization', id: 502 };

const dealsAt = async (place: PanelPlace) =>
  (await desk.ask<{ deals: DealRow[] }>('links/deals', { place })).deals;

/** The deal becomes the organization's, and is changed as a colleague would. */
const change = (deal: string, edit: object) =>
  control(desk.doors.settings.pipedrive.oauthUrl, 'POST', `deals/${desk.company.deals[deal]}`, {
    companyId: desk.company.companyId,
    org_id: organization.id,
    ...edit,
  });

beforeEach(async () => {
  desk = await openListDesk();
});

test('the deals of an organization: open ones first, none of QuickBooks asked', async () => {
  const { withoutProducts, nearlyAlike, withProducts } = desk.company.deals;
  await change('nearlyAlike', { status: 'won' });
  await change('withProducts', {});
  await desk.forgetCalls();
  const deals = await dealsAt(organization);
  expect(deals.map(({ id, status }) => [id, status])).toEqual([
    [withProducts, 'open'],
    [withoutProducts, 'open'],
    [nearlyAlike, 'won'],
  ]);
  expect(deals[0]?.title).toBe('Office fit-out, 3rd floor');
  expect(await desk.calls()).toEqual([]);
});

test('beside a deal there is that deal, and beside somebody without deals none', async () => {
  const id = desk.dealId;
  expect(await dealsAt({ of: 'deal', id })).toMatchObject([{ id, status: 'open' }]);
  await change('withoutProducts', { org_id: 501 });
  desk.clock.advance(6 * 60_000);
  expect(await dealsAt(organization)).toEqual([]);
});

test('a deal that the user may not see is not among them', async () => {
  await change('nearlyAlike', {});
  await desk.hideDeal(desk.dealId);
  expect((await dealsAt(organization)).map(({ id }) => id)).toEqual([
    desk.company.deals.nearlyAlike,
  ]);
});
