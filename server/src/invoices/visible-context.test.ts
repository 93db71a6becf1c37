import { describe, expect, test } from 'vitest';
import { control } from '../testing/control.ts';
import { type InvoiceFixture, openInvoiceFixture } from '../testing/invoice-fixture.ts';
import { makeConnectedCompany } from '../testing/make-company.ts';
import type { PanelContext } from './contract.ts';

type Journal = { calls: { path: string }[] };

/** Calls of this company to Pipedrive, without those for tokens. */
const pipedriveCalls = async (fixture: InvoiceFixture) => {
  const { oauthUrl } = fixture.dependencies.settings.pipedrive;
  const journal = `journal?kind=api&company=${fixture.company.companyId}`;
  const { calls } = await control<Journal>(oauthUrl, 'GET', journal);
  return calls.map(({ path }) => path.replace(/\/api\/v2\//, ''));
};

/** Organization of the fixture's deal and of another deal that has an invoice. */
const withTwoDeals = async () => {
  const fixture = await openInvoiceFixture();
  const { oauthUrl } = fixture.dependencies.settings.pipedrive;
  const { deal } = fixture.dependencies.pipedrive;
  const { organizationId, personId } = await deal(fixture.company.owner, fixture.dealId);
  const other = fixture.company.deals.nearlyAlike ?? 0;
  await control(oauthUrl, 'POST', `deals/${other}`, {
    companyId: fixture.company.companyId,
    org_id: organizationId,
  });
  const secondInvoiceId = (await fixture.create(await fixture.form('nearlyAlike'))).body.invoice
    ?.id;
  const organization: PanelContext = { of: 'organization', id: organizationId ?? 0 };
  const person: PanelContext = { of: 'person', id: personId ?? 0 };
  return { fixture, organization, person, firstInvoiceId: fixture.invoiceId, secondInvoiceId };
};

const idsOf = ({ invoices }: { invoices: { id: string }[] }) => invoices.map(({ id }) => id);

describe.concurrent('the panel', () => {
  test('shows the invoices of all deals of an organization, newest first', async () => {
    const { fixture, organization, person, firstInvoiceId, secondInvoiceId } = await withTwoDeals();
    const { dealId } = await fixture.form('nearlyAlike');
    await fixture.call(fixture.company.owner, 'drafts/save', await fixture.form('nearlyAlike'));
    const all = await fixture.list(organization);
    expect(idsOf(all)).toEqual([secondInvoiceId, firstInvoiceId]);
    expect(all).toMatchObject({
      drafts: [{ dealId, state: 'editing' }],
      ledger: { value: null, rows: [{ invoiced: '200.00', open: '200.00' }], left: null },
    });
    expect(idsOf(await fixture.list(person))).toEqual([firstInvoiceId]);
    await fixture.forgetCalls();
    expect(idsOf(await fixture.refresh(organization))).toEqual([secondInvoiceId, firstInvoiceId]);
    expect(await fixture.calls()).toEqual(['POST batch']);
  });

  test('shows the current deal value after a refresh', async () => {
    const fixture = await openInvoiceFixture();
    const { oauthUrl } = fixture.dependencies.settings.pipedrive;
    const { companyId } = fixture.company;
    const worth = (value: string) =>
      control(oauthUrl, 'POST', `deals/${fixture.dealId}`, { companyId, value });
    await worth('700');
    await fixture.refresh();
    await worth('900');
    fixture.clock.advance(60_000);
    expect((await fixture.refresh()).ledger).toMatchObject({
      value: { amount: '900' },
      left: '800.00',
    });
    await worth('950');
    fixture.clock.advance(60_000);
    await control(oauthUrl, 'POST', 'faults', {
      match: { company: companyId, path: `/deals/${fixture.dealId}$` },
      fault: 'status',
      status: 503,
    });
    expect((await fixture.refresh()).ledger).toMatchObject({ value: { amount: '900' } });
  });

  test('caches the deal, or the organization and its deals, for five minutes', async () => {
    const { fixture, organization } = await withTwoDeals();
    fixture.clock.advance(6 * 60_000);
    const before = (await pipedriveCalls(fixture)).length;
    await fixture.list();
    await fixture.list();
    await fixture.list(organization);
    await fixture.list(organization);
    const { id } = organization;
    expect((await pipedriveCalls(fixture)).slice(before).toSorted()).toEqual([
      'deals',
      `deals/${fixture.dealId}`,
      'deals/archived',
      `organizations/${id}`,
    ]);
  });

  test('excludes deals of an organization that Pipedrive hides from the user', async () => {
    const { fixture, organization, secondInvoiceId } = await withTwoDeals();
    await fixture.hideDeal(fixture.dealId);
    expect(idsOf(await fixture.list(organization))).toEqual([secondInvoiceId]);
  });

  test('includes invoices of archived deals of an organization', async () => {
    const { fixture, organization, firstInvoiceId, secondInvoiceId } = await withTwoDeals();
    const { oauthUrl } = fixture.dependencies.settings.pipedrive;
    await control(oauthUrl, 'POST', `deals/${fixture.dealId}`, {
      companyId: fixture.company.companyId,
      is_archived: true,
    });
    fixture.clock.advance(6 * 60_000);
    expect(idsOf(await fixture.list(organization))).toEqual([secondInvoiceId, firstInvoiceId]);
    const { body } = await fixture.call(fixture.company.owner, 'deal-links/deals', {
      context: organization,
    });
    expect(body).toMatchObject({ deals: [{ id: fixture.company.deals.nearlyAlike }] });
  });

  test('shows nothing for a missing organization or person', async () => {
    const { fixture } = await withTwoDeals();
    const { owner } = fixture.company;
    for (const of of ['organization', 'person'] as const) {
      const context = { of, id: 999_999 };
      expect(await fixture.call(owner, 'invoices/list', { context })).toMatchObject({
        status: 404,
        body: { error: { code: 'not_found' } },
      });
    }
  });

  test('shows nothing of another company whose organization has the same id', async () => {
    const { fixture, organization } = await withTwoDeals();
    const other = await makeConnectedCompany(fixture.dependencies);
    const input = { context: organization };
    const { body } = await fixture.call(other.owner, 'invoices/list', input);
    expect(body).toMatchObject({ invoices: [], drafts: [] });
    const { colleague } = fixture.company;
    expect((await fixture.call(colleague, 'invoices/list', input)).status).toBe(403);
  });
});
