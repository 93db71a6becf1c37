import { describe, expect, test } from 'vitest';
import { control } from '../testing/control.ts';
import { type InvoiceDesk, openInvoiceDesk } from '../testing/invoice-desk.ts';
import { makeConnectedCompany } from '../testing/make-company.ts';
import type { PanelPlace } from './contract.ts';

type Journal = { calls: { path: string }[] };

/** What Pipedrive was asked for this company, but for tokens. */
const asked = async (desk: InvoiceDesk) => {
  const { oauthUrl } = desk.doors.settings.pipedrive;
  const journal = `journal?kind=api&company=${desk.company.companyId}`;
  const { calls } = await control<Journal>(oauthUrl, 'GET', journal);
  return calls.map(({ path }) => path.replace(/\/api\/v2\//, ''));
};

/** The organization of the desk's deal and of one more, in which there is an invoice as well. */
const withTwoDeals = async () => {
  const desk = await openInvoiceDesk();
  const { oauthUrl } = desk.doors.settings.pipedrive;
  const { deal } = desk.doors.pipedrive;
  const { organizationId, personId } = await deal(desk.company.holder, desk.dealId);
  const other = desk.company.deals.nearlyAlike ?? 0;
  await control(oauthUrl, 'POST', `deals/${other}`, {
    companyId: desk.company.companyId,
    org_id: organizationId,
  });
  const second = (await desk.create(await desk.form('nearlyAlike'))).body.invoice?.id;
  const organization: PanelPlace = { of: 'organization', id: organizationId ?? 0 };
  const person: PanelPlace = { of: 'person', id: personId ?? 0 };
  return { desk, organization, person, first: desk.invoiceId, second };
};

const idsOf = ({ invoices }: { invoices: { id: string }[] }) => invoices.map(({ id }) => id);

describe.concurrent('the panel', () => {
  test('beside an organization shows the invoices of all its deals, newest first', async () => {
    const { desk, organization, person, first, second } = await withTwoDeals();
    const { dealId } = await desk.form('nearlyAlike');
    await desk.call(desk.company.holder, 'drafts/save', await desk.form('nearlyAlike'));
    const all = await desk.list(organization);
    expect(idsOf(all)).toEqual([second, first]);
    expect(all).toMatchObject({
      drafts: [{ dealId, state: 'editing' }],
      ledger: { value: null, rows: [{ invoiced: '200.00', open: '200.00' }], left: null },
    });
    expect(idsOf(await desk.list(person))).toEqual([first]);
    await desk.forgetCalls();
    expect(idsOf(await desk.refresh(organization))).toEqual([second, first]);
    expect(await desk.calls()).toEqual(['POST batch']);
  });

  test('refreshed, shows the value that the deal has in Pipedrive now', async () => {
    const desk = await openInvoiceDesk();
    const { oauthUrl } = desk.doors.settings.pipedrive;
    const { companyId } = desk.company;
    const worth = (value: string) =>
      control(oauthUrl, 'POST', `deals/${desk.dealId}`, { companyId, value });
    await worth('700');
    await desk.refresh();
    await worth('900');
    desk.clock.advance(60_000);
    expect((await desk.refresh()).ledger).toMatchObject({
      value: { amount: '900' },
      left: '800.00',
    });
    await worth('950');
    desk.clock.advance(60_000);
    await control(oauthUrl, 'POST', 'faults', {
      match: { company: companyId, path: `/deals/${desk.dealId}$` },
      fault: 'status',
      status: 503,
    });
    expect((await desk.refresh()).ledger).toMatchObject({ value: { amount: '900' } });
  });

  test('beside a deal asks Pipedrive once in five minutes, beside an organization for it and its deals', async () => {
    const { desk, organization } = await withTwoDeals();
    desk.clock.advance(6 * 60_000);
    const before = (await asked(desk)).length;
    await desk.list();
    await desk.list();
    await desk.list(organization);
    await desk.list(organization);
    const { id } = organization;
    expect((await asked(desk)).slice(before).toSorted()).toEqual([
      'deals',
      `deals/${desk.dealId}`,
      'deals/archived',
      `organizations/${id}`,
    ]);
  });

  test('beside an organization does without the deals that Pipedrive hides', async () => {
    const { desk, organization, second } = await withTwoDeals();
    await desk.hideDeal(desk.dealId);
    expect(idsOf(await desk.list(organization))).toEqual([second]);
  });

  test('beside an organization shows what was billed on deals that are archived by now', async () => {
    const { desk, organization, first, second } = await withTwoDeals();
    const { oauthUrl } = desk.doors.settings.pipedrive;
    await control(oauthUrl, 'POST', `deals/${desk.dealId}`, {
      companyId: desk.company.companyId,
      is_archived: true,
    });
    desk.clock.advance(6 * 60_000);
    expect(idsOf(await desk.list(organization))).toEqual([second, first]);
    const { body } = await desk.call(desk.company.holder, 'links/deals', { place: organization });
    expect(body).toMatchObject({ deals: [{ id: desk.company.deals.nearlyAlike }] });
  });

  test('beside somebody who is not there shows nothing', async () => {
    const { desk } = await withTwoDeals();
    const { holder } = desk.company;
    for (const of of ['organization', 'person'] as const) {
      const place = { of, id: 999_999 };
      expect(await desk.call(holder, 'invoices/list', { place })).toMatchObject({
        status: 404,
        body: { error: { code: 'not_found' } },
      });
    }
  });

  test('shows another company nothing, though its organization has the same number', async () => {
    const { desk, organization } = await withTwoDeals();
    const other = await makeConnectedCompany(desk.doors);
    const input = { place: organization };
    const { body } = await desk.call(other.holder, 'invoices/list', input);
    expect(body).toMatchObject({ invoices: [], drafts: [] });
    const { colleague } = desk.company;
    expect((await desk.call(colleague, 'invoices/list', input)).status).toBe(403);
  });
});
