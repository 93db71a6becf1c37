import { describe, expect, it } from 'vitest';
import { auditEntries } from '../audit/tables.ts';
import { customerLinks } from '../customers/tables.ts';
import { transact } from '../db/transact.ts';
import { drafts } from '../drafts/tables.ts';
import type { DealInvoices } from '../invoices/contract.ts';
import { control } from '../testing/control.ts';
import { openInvoiceFixture } from '../testing/invoice-fixture.ts';
import { runDue } from '../testing/run-due.ts';
import { pipedriveRecord, recordRemoved } from './store.ts';

/** An invoice on a deal of organization 502, whose customer is linked. */
const arrange = async () => {
  const fixture = await openInvoiceFixture();
  const { company, dependencies, clock } = fixture;
  const { companyId, owner, realmId } = company;
  const { db } = dependencies;
  const pipedrive = (path: string, body: object) =>
    control(dependencies.settings.pipedrive.oauthUrl, 'POST', path, { companyId, ...body });
  return {
    fixture,
    merge: (purge = false) => pipedrive('organizations/502/merge', { into: 501, purge }),
    report: (mergedIntoId: string | null = '501') =>
      transact(db, (tx) =>
        recordRemoved(
          tx,
          { ...pipedriveRecord(companyId, 'organization', 502), mergedIntoId, foundBy: 'event' },
          clock.now(),
        ),
      ),
    work: async (ms = 0) => {
      clock.advance(ms);
      await runDue(dependencies, ['merges']);
    },
    refresh: async () => {
      clock.advance(6 * 60_000);
      return fixture.refresh();
    },
    links: async () =>
      (await db.select().from(customerLinks)).map(({ party, partyId }) => [party, partyId]),
    link: (partyId: number, customerId: string) =>
      transact(db, (tx) =>
        tx.insert(customerLinks).values({
          companyId,
          realmId,
          party: 'organization',
          partyId,
          customerId,
          customerName: `Customer ${customerId}`,
          why: 'picked',
          linkedById: owner.userId,
          linkedAt: clock.now(),
        }),
      ),
    draftParties: async () => (await db.select().from(drafts)).map(({ party }) => party),
    panel: async (id: number) =>
      (await fixture.call(owner, 'invoices/list', { context: { of: 'organization', id } }))
        .body as DealInvoices,
    audited: async (action: string) =>
      (await db.select().from(auditEntries)).filter((entry) => entry.action === action),
  };
};

describe('a merged organization', () => {
  it.each([
    ['still returned as deleted', false],
    ['not returned any more', true],
  ])('that is %s is found when a deal of it is refreshed', async (_, purge) => {
    const at = await arrange();
    await at.merge(purge);
    await at.refresh();
    await at.work();
    expect(await at.links()).toEqual([['organization', 501]]);
    expect(await at.draftParties()).toEqual([{ party: 'organization', partyId: 501 }]);
    expect(await at.audited('customer_link_moved')).toMatchObject([
      { details: { from: '502', into: '501', party: 'organization' } },
    ]);
    const panel = await at.panel(501);
    expect(panel.invoices).toHaveLength(1);
    expect(panel.customer).not.toBeNull();
  });

  it('that a webhook names passes on its customer', async () => {
    const at = await arrange();
    await at.merge();
    await at.report();
    await at.work();
    expect(await at.links()).toEqual([['organization', 501]]);
  });

  it('leaves the remaining organization its own customer, and the history names the other', async () => {
    const at = await arrange();
    await at.link(501, '4');
    await at.merge();
    await at.report();
    await at.work();
    const { customer } = await at.panel(501);
    expect(customer).toMatchObject({ id: '4' });
    expect(await at.audited('customer_link_replaced')).toHaveLength(1);
    expect((await at.panel(501)).invoices).toHaveLength(1);
  });

  it('that was only deleted keeps its rows', async () => {
    const at = await arrange();
    await at.report(null);
    await at.work();
    expect(await at.links()).toEqual([['organization', 502]]);
  });
});

it('a deal that moved to another organization by hand changes no link', async () => {
  const at = await arrange();
  const { fixture } = at;
  const { companyId } = fixture.company;
  await control(
    fixture.dependencies.settings.pipedrive.oauthUrl,
    'POST',
    `deals/${fixture.dealId}`,
    { companyId, org_id: 501 },
  );
  await at.refresh();
  await at.work();
  expect(await at.links()).toEqual([['organization', 502]]);
  expect(await at.draftParties()).toEqual([{ party: 'organization', partyId: 502 }]);
});
