import { describe, expect, it } from 'vitest';
import { auditEntries } from '../audit/tables.ts';
import { customerLinks } from '../customers/tables.ts';
import { transact } from '../db/transact.ts';
import { drafts } from '../drafts/tables.ts';
import type { DealInvoices } from '../invoices/contract.ts';
import { storeCustomer } from '../names/store-customer.ts';
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
    customers: async () =>
      (await db.select().from(customerLinks))
        .filter(({ partyId }) => partyId === 501)
        .map(({ currency, customerId }) => [currency, customerId])
        .toSorted(),
    mirror: (customers: Record<string, string>) =>
      transact(db, async (tx) => {
        await tx.delete(customerLinks);
        for (const [id, currency] of Object.entries(customers)) {
          const customer = { id, name: `Customer ${id}`, currency, active: true };
          const row = { ...customer, email: null, address: null, createdAt: '', updatedAt: '' };
          await storeCustomer(tx, { companyId, realmId }, row, clock.now());
        }
      }),
    link: (partyId: number, customerId: string, currency = '') =>
      transact(db, (tx) =>
        tx.insert(customerLinks).values({
          companyId,
          realmId,
          party: 'organization',
          partyId,
          currency,
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

describe('the customers of a merged organization', () => {
  const merged = async (
    own: [string, string][],
    theirs: [string, string][],
    mirrored: Record<string, string>,
  ) => {
    const at = await arrange();
    await at.mirror(mirrored);
    for (const [currency, id] of own) await at.link(501, id, currency);
    for (const [currency, id] of theirs) await at.link(502, id, currency);
    await at.merge();
    await at.report();
    await at.work();
    const names = async (action: string) =>
      (await at.audited(action)).map(({ subject }) => subject).toSorted();
    return {
      customers: await at.customers(),
      moved: await names('customer_link_moved'),
      replaced: await names('customer_link_replaced'),
    };
  };

  it('move under their own currency, beside a main one in another', async () => {
    const after = await merged(
      [['', 'Z']],
      [
        ['', 'X'],
        ['USD', 'Y'],
      ],
      { X: 'EUR', Y: 'USD', Z: 'USD' },
    );
    expect(after).toEqual({
      customers: [
        ['', 'Z'],
        ['EUR', 'X'],
      ],
      moved: ['X'],
      replaced: ['Y'],
    });
  });

  it('are all kept by one without customers, the main one too', async () => {
    const { customers } = await merged(
      [],
      [
        ['', 'X'],
        ['USD', 'Y'],
      ],
      {},
    );
    expect(customers).toEqual([
      ['', 'X'],
      ['USD', 'Y'],
    ]);
  });

  it('do not move beside a main one whose currency is unknown', async () => {
    const after = await merged(
      [['', 'Z']],
      [
        ['', 'X'],
        ['USD', 'Y'],
      ],
      { X: 'EUR' },
    );
    expect(after).toEqual({ customers: [['', 'Z']], moved: [], replaced: ['X', 'Y'] });
  });

  it('are linked once when both have the same one', async () => {
    const { customers } = await merged([['', 'Z']], [['USD', 'Z']], {});
    expect(customers).toEqual([['', 'Z']]);
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
