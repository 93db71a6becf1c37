import { eq, sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { mirrorInvoice } from '../invoices/mirror/mirror.ts';
import { invoices } from '../invoices/tables.ts';
import { makeBooksInvoice } from '../testing/make-books-invoice.ts';
import { type Db, openDatabase } from './open-database.ts';
import { preparedRows } from './prepared.ts';

const columns = {
  id: invoices.invoiceId,
  readAt: invoices.readAt,
  dueDate: invoices.dueDate,
  deleted: invoices.deleted,
  facts: invoices.facts,
  twice: sql<number>`${invoices.readAt} * 2`,
};

const ofCompany = (db: Db) =>
  db
    .select(columns)
    .from(invoices)
    .where(eq(invoices.companyId, sql.placeholder('companyId')))
    .orderBy(invoices.invoiceId)
    .prepare();

test('rows of a prepared selection are those that drizzle reads: flags, JSON, nothing, expressions', () => {
  const db = openDatabase(':memory:');
  const mirror = (companyId: number, id: string, dueDate: string | null, deleted: boolean) =>
    mirrorInvoice(
      db,
      { companyId, realmId: '9' },
      { ...makeBooksInvoice(), id, dueDate },
      { readAt: 1_000, how: 'list' },
      { deleted },
    );
  mirror(1, '7', '2027-03-20', false);
  mirror(1, '8', null, true);
  mirror(2, '9', null, false);

  const rows = preparedRows(columns, ofCompany)(db, { companyId: 1 });
  expect(rows).toEqual(ofCompany(db).all({ companyId: 1 }));
  expect(rows).toMatchObject([
    { id: '7', dueDate: '2027-03-20', deleted: false, facts: { id: '7' }, twice: 2_000 },
    { id: '8', dueDate: null, deleted: true },
  ]);
});
