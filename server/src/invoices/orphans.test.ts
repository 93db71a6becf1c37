import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Db } from '../db/database.ts';
import { dialect } from '../db/dialect.ts';
import { transact } from '../db/transact.ts';
import { type DraftParty, drafts } from '../drafts/tables.ts';
import { makeDraft } from '../testing/make-draft.ts';
import { makeQuickbooksInvoice } from '../testing/make-quickbooks-invoice.ts';
import { openTestDatabase } from '../testing/open-test-database.ts';
import { linkToDeal, mirrorInvoice } from './mirror/mirror.ts';
import { maxOrphans, orphansOf, otherDealsToCheck } from './orphans.ts';
import { dealPresence, declinedOrphans } from './tables.ts';

const realmKey = { companyId: 7, realmId: '310687' };
const party = { of: 'organization', id: 502 } as const;
const ours = { party, customerId: '58' };
const byOwner = { linkedById: 1, linkedAt: 0 };

let db: Db;

beforeEach(() => {
  db = openTestDatabase();
});

type Put = {
  dealId: number;
  customerId?: string;
  /** Party of the invoice's draft; without it the invoice has no draft. */
  draftFor?: DraftParty;
  key?: typeof realmKey;
  issued?: string;
  deleted?: boolean;
};

let lastInvoiceId = 0;

/** Inserts an invoice linked to a deal, by default of customer 58, and returns its id. */
const put = async ({
  dealId,
  customerId = '58',
  draftFor,
  key = realmKey,
  issued,
  deleted,
}: Put): Promise<string> => {
  lastInvoiceId += 1;
  const invoiceId = String(lastInvoiceId);
  const facts = makeQuickbooksInvoice({
    id: invoiceId,
    customerId,
    ...(issued && { issueDate: issued }),
  });
  await transact(db, async (tx) => {
    await mirrorInvoice(
      tx,
      key,
      facts,
      { readAt: 1, how: 'create' },
      { deleted: deleted ?? false },
    );
    await linkToDeal(tx, { ...key, dealId, invoiceId, how: 'created', ...byOwner });
    if (draftFor === undefined) return;
    const content = makeDraft();
    const summary = { lines: 1, customerName: '', currency: 'GBP', total: '120.00' };
    const times = { createdAt: 0, updatedAt: 0 };
    await tx.insert(drafts).values({
      ...key,
      ...times,
      id: `draft ${invoiceId}`,
      dealId,
      userId: 1,
      state: 'created',
      version: 1,
      party: draftFor,
      content,
      summary,
      invoiceId,
    });
  });
  return invoiceId;
};

const checked = (dealId: number, gone: boolean, checkedAt = 0) =>
  transact(db, (tx) =>
    tx.insert(dealPresence).values({ companyId: realmKey.companyId, dealId, gone, checkedAt }),
  );

const link = (invoiceId: string, dealId: number) =>
  transact(db, (tx) =>
    linkToDeal(tx, { ...realmKey, ...byOwner, invoiceId, dealId, how: 'linked' }),
  );

const idsOf = async (party: Parameters<typeof orphansOf>[2] = ours, dealId: number | null = null) =>
  (await orphansOf(db, realmKey, party, dealId)).map(({ invoiceId }) => invoiceId);

const toCheck = (differs: Partial<Parameters<typeof otherDealsToCheck>[3]> = {}) =>
  otherDealsToCheck(db, realmKey, ours, {
    inView: [1],
    checkedBefore: { existing: 1_000, gone: 100 },
    limit: 100,
    ...differs,
  });

describe('invoices of deals that no longer exist', () => {
  test('include those of the customer and those whose draft was made for the party', async () => {
    await checked(2, true);
    const [ofCustomer, ofParty] = [
      await put({ dealId: 2 }),
      await put({ dealId: 2, customerId: '9', draftFor: { party: 'organization', partyId: 502 } }),
    ];
    await put({ dealId: 2, customerId: '9', draftFor: { party: 'person', partyId: 502 } });
    await put({ dealId: 2, customerId: '9', draftFor: null });
    await put({ dealId: 2, customerId: '9' });
    expect((await idsOf()).sort()).toEqual([ofCustomer, ofParty].sort());
    expect(await idsOf({ party: null, customerId: '58' })).toEqual([ofCustomer]);
    expect(await idsOf({ party, customerId: null })).toEqual([ofParty]);
    expect(await idsOf({ party: null, customerId: null })).toEqual([]);
  });

  test('exclude deleted invoices, existing deals, and other companies and realms', async () => {
    await checked(2, true);
    await checked(3, false);
    await put({ dealId: 2, deleted: true });
    await put({ dealId: 3 });
    await put({ dealId: 4 });
    await put({ dealId: 2, key: { ...realmKey, realmId: '99' } });
    await put({ dealId: 2, key: { ...realmKey, companyId: 8 } });
    await link(await put({ dealId: 2 }), 3);
    expect(await idsOf()).toEqual([]);
  });

  test('exclude invoices declined on this deal only', async () => {
    await checked(2, true);
    const invoiceId = await put({ dealId: 2 });
    const by = { declinedById: 1, declinedAt: 0 };
    await transact(db, (tx) =>
      tx.insert(declinedOrphans).values({ ...realmKey, ...by, dealId: 1, invoiceId }),
    );
    expect(await idsOf(ours, 1)).toEqual([]);
    expect(await idsOf(ours, 5)).toEqual([invoiceId]);
  });

  test('are listed once each, newest first, up to the limit', async () => {
    await checked(2, true);
    await checked(3, true);
    const days = Array.from({ length: maxOrphans + 20 }, (_, day) => day);
    const issued = (day: number) => new Date(Date.UTC(2027, 0, 1 + day)).toISOString().slice(0, 10);
    const invoiceIds: string[] = [];
    for (const day of days) invoiceIds.push(await put({ dealId: 2, issued: issued(day) }));
    for (const invoiceId of invoiceIds) await link(invoiceId, 3);
    expect(await idsOf()).toEqual(invoiceIds.toReversed().slice(0, maxOrphans));
  });
});

describe('other deals of the customer or party', () => {
  test('return unchecked deals first, then those with the oldest check', async () => {
    for (const dealId of [1, 2, 3, 4, 5, 6]) await put({ dealId });
    await put({ dealId: 7, customerId: '9' });
    await put({ dealId: 8, customerId: '9', draftFor: { party: 'organization', partyId: 502 } });
    await checked(2, false, 1_001);
    await checked(3, false, 1_000);
    await checked(4, true, 101);
    await checked(5, true, 100);
    expect(await toCheck()).toEqual([8, 6, 5, 3]);
    expect(await toCheck({ limit: 3 })).toEqual([8, 6, 5]);
    expect(await toCheck({ inView: [6, 8] })).toEqual([1, 5, 3]);
  });

  test('exclude other companies and realms', async () => {
    await put({ dealId: 2, key: { ...realmKey, realmId: '99' } });
    await put({ dealId: 2, key: { ...realmKey, companyId: 8 } });
    expect(await toCheck()).toEqual([]);
  });
});

/** Reading connection of the database driver. */
type Client = {
  prepare(statement: string): { all(...values: unknown[]): { detail: string }[] };
};

/** Step of a query plan that scans a whole table or all rows of a company. */
const isFullScan = (step: string): boolean =>
  /^SCAN (?!theirs|\(subquery)/.test(step) || /\(company_id=\? AND realm_id=\?\)/.test(step);

test.runIf(dialect === 'sqlite')(
  'both start from an index, whatever else the company has',
  async () => {
    await checked(2, true);
    const { $client: client } = db as unknown as { $client: Client };
    const prepare = vi.spyOn(client, 'prepare');
    await idsOf(ours, 1);
    await toCheck();
    const statements = prepare.mock.calls.map(([statement]) => statement);
    prepare.mockRestore();
    expect(statements).toHaveLength(2);
    const plans = statements.map((statement) =>
      client
        .prepare(`explain query plan ${statement}`)
        .all(...statement.split('?').slice(1))
        .map(({ detail }) => detail),
    );
    expect(plans.flat().filter(isFullScan)).toEqual([]);
  },
);
