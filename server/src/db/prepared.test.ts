import { eq, isNull, sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { mirrorInvoice, mirrorInvoices } from '../invoices/mirror/mirror.ts';
import { invoices } from '../invoices/tables.ts';
import { makeQuickbooksInvoice } from '../testing/make-quickbooks-invoice.ts';
import { openTestDatabase } from '../testing/open-test-database.ts';
import type { Reader } from './database.ts';
import { preparedRows, readRows } from './prepared.ts';
import { transact } from './transact.ts';

const columns = {
  id: invoices.invoiceId,
  readAt: invoices.readAt,
  dueDate: invoices.dueDate,
  deleted: invoices.deleted,
  unreadable: invoices.unreadable,
  twice: sql<number>`${invoices.readAt} * 2`,
};

const ofCompany = (db: Reader, companyId: unknown) =>
  db
    .select(columns)
    .from(invoices)
    .where(eq(invoices.companyId, sql`${companyId}`))
    .orderBy(invoices.invoiceId);

const prepared = preparedRows(columns, (db) => ofCompany(db, sql.placeholder('companyId')));

const fault = { code: '10000', at: 1_000 };

const openFilled = async () => {
  const db = openTestDatabase();
  const mirror = (companyId: number, id: string, dueDate: string | null, deleted: boolean) =>
    transact(db, (tx) =>
      mirrorInvoice(
        tx,
        { companyId, realmId: '9' },
        { ...makeQuickbooksInvoice(), id, dueDate },
        { readAt: 1_000, how: 'list' },
        { deleted },
      ),
    );
  await mirror(1, '7', '2027-03-20', false);
  await mirror(1, '8', null, true);
  await transact(db, (tx) =>
    tx.update(invoices).set({ unreadable: fault }).where(eq(invoices.invoiceId, '8')),
  );
  await mirror(2, '9', null, false);
  return db;
};

test('rows equal those of Drizzle: flags, JSON, null, expressions', async () => {
  const db = await openFilled();
  const rows = await prepared(db, { companyId: 1 });
  expect(rows).toEqual(await ofCompany(db, 1));
  expect(await readRows(columns)(db, ofCompany(db, 1))).toEqual(rows);
  expect(rows).toMatchObject([
    { id: '7', dueDate: '2027-03-20', deleted: false, unreadable: null, twice: 2_000 },
    { id: '8', dueDate: null, deleted: true, unreadable: fault },
  ]);
});

test('a statement prepared inside a transaction sees its writes, one outside does not', async () => {
  const db = await openFilled();
  await transact(db, async (tx) => {
    await tx.delete(invoices).where(eq(invoices.invoiceId, '7'));
    expect(await prepared(tx, { companyId: 1 })).toHaveLength(1);
    expect(await prepared(db, { companyId: 1 })).toHaveLength(2);
  });
  expect(await prepared(db, { companyId: 1 })).toHaveLength(1);
});

test('null in a JSON column is stored as null by prepared and other statements', async () => {
  const db = openTestDatabase();
  const realm = { companyId: 1, realmId: '9' };
  const many = Array.from({ length: 60 }, (_, n) => ({ ...makeQuickbooksInvoice(), id: `${n}` }));
  await transact(db, (tx) => mirrorInvoices(tx, realm, many, { readAt: 1_000, how: 'list' }));
  const counted = await db
    .select({ count: sql<number>`count(*)` })
    .from(invoices)
    .where(isNull(invoices.unreadable));
  expect(counted).toEqual([{ count: 60 }]);
});
