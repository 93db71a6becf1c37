import { beforeEach, describe, expect, it } from 'vitest';
import type { Db } from '../../db/database.ts';
import { transact } from '../../db/transact.ts';
import { makeQuickbooksInvoice } from '../../testing/make-quickbooks-invoice.ts';
import { openTestDatabase } from '../../testing/open-test-database.ts';
import { invoices } from '../tables.ts';
import { invoiceOf } from './invoice-row-queries.ts';
import { type InvoiceToStore, storeInvoices } from './store-invoices.ts';

const realmKey = { companyId: 1, realmId: '9' };
const [atOne, atTwo] = ['2027-03-13T13:00:00+00:00', '2027-03-13T14:00:00+00:00'];

let db: Db;
beforeEach(() => {
  db = openTestDatabase();
});

const store = (readAt: number, ...newInvoices: InvoiceToStore[]) =>
  transact(db, (tx) => storeInvoices(tx, realmKey, newInvoices, { readAt, how: 'list' }));

const makeInvoice = (
  id: string,
  differs: Parameters<typeof makeQuickbooksInvoice>[0] = {},
): InvoiceToStore => ({
  facts: makeQuickbooksInvoice({ id, updatedAt: atOne, ...differs }),
});

const shown = async (invoiceId: string) => {
  const row = await invoiceOf(db, realmKey, null, invoiceId);
  const { balance, voided, credited } = row ?? {};
  return row && { balance, stored: row.facts.balance, voided, credited };
};

describe('storing several invoices', () => {
  it('overwrites only rows that are older', async () => {
    await store(1, makeInvoice('1', { updatedAt: atTwo }), makeInvoice('2'));
    await store(
      2,
      makeInvoice('1', { balance: '1.00' }),
      makeInvoice('2', { balance: '2.00' }),
      makeInvoice('3'),
    );
    expect(await shown('1')).toMatchObject({ balance: '120.00', stored: '120.00' });
    expect(await shown('2')).toMatchObject({ balance: '2.00', stored: '2.00' });
    expect(await shown('3')).toMatchObject({ balance: '120.00', stored: '120.00' });
  });

  it('takes the newest copy of an invoice, and the last of equally new ones', async () => {
    await store(1, makeInvoice('1', { updatedAt: atTwo, balance: '20.00' }), makeInvoice('1'));
    await store(1, makeInvoice('2', { balance: '20.00' }), makeInvoice('2', { balance: '10.00' }));
    expect(await shown('1')).toMatchObject({ balance: '20.00', stored: '20.00' });
    expect(await shown('2')).toMatchObject({ balance: '10.00', stored: '10.00' });
  });

  it('detects each void by its own total and quantities', async () => {
    const zero = { total: '0.00', balance: '0.00', updatedAt: atTwo };
    const [line] = makeQuickbooksInvoice().lines;
    const free = line ? [{ ...line, unitPrice: '0', amount: '0.00' }] : [];
    const void0 = line ? [{ ...line, quantity: '0', amount: '0.00' }] : [];
    await store(1, ...['1', '2', '3', '4'].map((id) => makeInvoice(id)));
    await store(
      2,
      makeInvoice('1', { updatedAt: atTwo }),
      makeInvoice('2', { ...zero, lines: free }),
      makeInvoice('3', { ...zero, lines: void0 }),
      makeInvoice('4', { ...zero, lines: free, memo: 'Voided - was 1042' }),
    );
    const voided = ['1', '2', '3', '4'].map(async (invoiceId) => (await shown(invoiceId))?.voided);
    expect(await Promise.all(voided)).toEqual([false, false, true, true]);
  });

  it('keeps the stored credit when none is given', async () => {
    await store(1, { ...makeInvoice('1'), credited: '5.00' }, makeInvoice('2'));
    await store(2, makeInvoice('1'), { ...makeInvoice('2'), credited: '7.00' });
    expect(await shown('1')).toMatchObject({ credited: '5.00' });
    expect(await shown('2')).toMatchObject({ credited: '7.00' });
  });

  it('stores more rows than fit into one statement', async () => {
    const many = Array.from({ length: 2_345 }, (_, n) => makeInvoice(String(n)));
    await store(1, ...many);
    expect(await db.select({ id: invoices.invoiceId }).from(invoices)).toHaveLength(2_345);
    expect(await shown('2344')).toMatchObject({ stored: '120.00' });
  });
});
