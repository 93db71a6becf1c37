import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Db } from '../../db/database.ts';
import { transact } from '../../db/transact.ts';
import { listenForChanges } from '../../live/changes.ts';
import { makeQuickbooksInvoice } from '../../testing/make-quickbooks-invoice.ts';
import { openTestDatabase } from '../../testing/open-test-database.ts';
import { linkToDeal, markDeleted, markUnreadable } from './mirror.ts';
import { type InvoiceToStore, storeInvoices } from './store-invoices.ts';

const realmKey = { companyId: 1, realmId: '9' };

let db: Db;
let stop: () => Promise<void>;
let heard: (number[] | null)[];

beforeEach(async () => {
  db = openTestDatabase();
  await link(7, '1');
  heard = [];
  stop = listenForChanges(db, (changes) => {
    heard.push(...(changes ?? []).map(({ dealIds }) => dealIds));
  });
});
afterEach(() => stop());

const link = (dealId: number, invoiceId: string) =>
  transact(db, (tx) =>
    linkToDeal(tx, { ...realmKey, dealId, invoiceId, how: 'linked', linkedById: 2, linkedAt: 1 }),
  );

type Differences = Parameters<typeof makeQuickbooksInvoice>[0];

const store = (
  readAt: number,
  differs: Differences = {},
  more: Omit<InvoiceToStore, 'facts'> = {},
  how: 'list' | 'refresh' = 'refresh',
) => {
  const facts = makeQuickbooksInvoice({ id: '1', ...differs });
  return transact(db, (tx) => storeInvoices(tx, realmKey, [{ facts, ...more }], { readAt, how }));
};

describe('storing an invoice', () => {
  it('announces its deals when it is new', async () => {
    await link(8, '1');
    heard.length = 0;
    await store(1);
    expect(heard.map((dealIds) => dealIds?.toSorted())).toEqual([[7, 8]]);
  });

  it('announces its customer, also without a deal', async () => {
    const announced: unknown[] = [];
    const end = listenForChanges(db, (changes) => announced.push(...(changes ?? [])));
    await store(1, { id: '2', customerId: '5' });
    expect(announced).toEqual([{ ...realmKey, dealIds: [], customerIds: ['5'] }]);
    await end();
  });

  it('announces nothing when it shows the same, also with its credit and as voided', async () => {
    await store(1, {}, { credited: '5.00', voided: true });
    heard.length = 0;
    await store(2, {}, { credited: '5.00', voided: true });
    await store(3, {}, { voided: true });
    expect(heard).toEqual([]);
  });

  it.each<[string, Differences, Omit<InvoiceToStore, 'facts'>]>([
    ['a payment', { balance: '1.00' }, {}],
    ['an edit', { updatedAt: '2027-03-14T00:00:00Z' }, {}],
    ['a credit', {}, { credited: '5.00' }],
    ['a void', {}, { voided: true }],
    ['the day it was paid', {}, { paidOn: '2027-03-14' }],
    ['a view by the customer', { eInvoiceStatus: 'Viewed' }, {}],
  ])('announces %s', async (_, differs, more) => {
    await store(1);
    heard.length = 0;
    await store(2, differs, more);
    expect(heard).toEqual([[7]]);
  });

  it('announces nothing when the response is older than the row', async () => {
    await store(2, { updatedAt: '2027-03-14T00:00:00Z' });
    heard.length = 0;
    await store(1, { balance: '1.00', updatedAt: '2027-03-13T00:00:00Z' });
    expect(heard).toEqual([]);
  });

  it('announces an invoice without a deal, but not while a list is being read', async () => {
    await store(1, { id: '2' }, {}, 'list');
    expect(heard).toEqual([]);
    await store(2, { id: '3' });
    expect(heard).toEqual([[]]);
  });
});

describe('marking an invoice', () => {
  it('announces once that it was deleted', async () => {
    await store(1);
    heard.length = 0;
    const reading = (readAt: number) => ({ readAt, how: 'refresh' as const });
    await transact(db, (tx) => markDeleted(tx, realmKey, ['1'], reading(2)));
    await transact(db, (tx) => markDeleted(tx, realmKey, ['1'], reading(3)));
    expect(heard).toEqual([[7]]);
  });

  it('announces each new fault once, and that it can be read again', async () => {
    await store(1);
    heard.length = 0;
    const fail = (code: string, at: number) =>
      transact(db, (tx) => markUnreadable(tx, realmKey, [{ invoiceId: '1', code }], at));
    await fail('6000', 2);
    await fail('6000', 3);
    await store(4);
    expect(heard).toEqual([[7], [7]]);
  });
});

it('linking announces the deal once', async () => {
  await link(7, '2');
  await link(7, '2');
  expect(heard).toEqual([[7]]);
});
