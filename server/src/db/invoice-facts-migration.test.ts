import { expect, test } from 'vitest';
import { invoiceOf } from '../invoices/mirror/invoice-row-queries.ts';
import { invoiceFacts, invoices } from '../invoices/tables.ts';
import { makeQuickbooksInvoice } from '../testing/make-quickbooks-invoice.ts';
import { insertRow, openMigrated, type Row } from '../testing/open-migrated.ts';

const facts = makeQuickbooksInvoice({ tax: '20.00', memo: 'Desks' });

/** `told` is the former name of `raw`. */
const { raw: told, ...others } = facts;
const firstVersion = { ...others, told };

const realmKey = { companyId: 1, realmId: '9341000000000000001' };

const row = (id: string, differs: Row = {}): Row => ({
  company_id: realmKey.companyId,
  realm_id: realmKey.realmId,
  invoice_id: id,
  number: `10${id}`,
  customer_id: '58',
  customer_name: 'Brightwater Offices',
  currency: 'GBP',
  total: '120.00',
  tax: '20.00',
  balance: '120.00',
  issue_date: '2027-03-13',
  due_date: '2027-03-20',
  memo: 'Desks',
  lines_are_zero: 0,
  facts: JSON.stringify({ ...firstVersion, id }),
  created_at: 1,
  changed_at: 2,
  read_at: 3,
  searched: `10${id} desks`,
  searched_name: 'brightwater offices',
  ...differs,
});

/** The last migration with the facts in the table of invoices. */
const beforeFacts = 18;

test('mirrored invoices keep all facts when these move to a separate table', async () => {
  const fault = { code: '10000', at: 5 };
  const db = openMigrated(beforeFacts, (client) => {
    insertRow(client, 'invoices', row('1'));
    insertRow(client, 'invoices', row('2', { company_id: 2, deleted: 1, balance: '0.00' }));
    insertRow(client, 'invoices', row('3', { unreadable: JSON.stringify(fault) }));
  });
  const migrated = await db.select().from(invoices).orderBy(invoices.invoiceId);
  expect(migrated).toHaveLength(3);
  expect(migrated).toMatchObject([
    { companyId: 1, invoiceId: '1', total: '120.00', readAt: 3, deleted: false },
    { companyId: 2, invoiceId: '2', balance: '0.00', deleted: true },
    { companyId: 1, invoiceId: '3', unreadable: fault },
  ]);
  expect(await db.select().from(invoiceFacts)).toHaveLength(3);
  expect(await invoiceOf(db, realmKey, null, '1')).toMatchObject({
    facts: { ...facts, id: '1' },
    tax: '20.00',
  });
});

test('an invoice mirrored before the tax column existed gets its tax from its facts', async () => {
  const db = openMigrated(beforeFacts, (client) => {
    const { tax: _, ...untaxed } = firstVersion;
    insertRow(client, 'invoices', row('1', { tax: null }));
    insertRow(client, 'invoices', row('2', { tax: null, facts: JSON.stringify(untaxed) }));
  });
  const taxes = await db.select({ tax: invoices.tax }).from(invoices);
  expect(taxes.map(({ tax }) => tax)).toEqual(['20.00', '0.00']);
});
