import { beforeEach, describe, expect, test } from 'vitest';
import type { Db } from '../../db/database.ts';
import { transact } from '../../db/transact.ts';
import type { QuickbooksInvoice } from '../../quickbooks/models.ts';
import { makeQuickbooksInvoice } from '../../testing/make-quickbooks-invoice.ts';
import { openTestDatabase } from '../../testing/open-test-database.ts';
import { invoicesOfDeals } from './invoice-row-queries.ts';
import { linkToDeal, mirrorInvoice, mirrorRead } from './mirror.ts';

const realmKey = { companyId: 1, realmId: '9' };
const noon = Date.parse('2027-03-13T12:00:00Z');

let db: Db;
beforeEach(() => {
  db = openTestDatabase();
});

/** Row of the invoice on the deal. */
const shown = async (of = realmKey) => {
  const link = { how: 'created' as const, linkedById: 2, linkedAt: noon };
  await transact(db, (tx) => linkToDeal(tx, { ...of, ...link, dealId: 7, invoiceId: '145' }));
  const [row] = await invoicesOfDeals(db, of, [7]);
  return row;
};

const invoice = (balance: string, updatedAt: string, differs: Partial<QuickbooksInvoice> = {}) =>
  makeQuickbooksInvoice({ balance, updatedAt, ...differs });

const readAtInstant = (readAt: number, ...found: QuickbooksInvoice[]) =>
  mirrorRead(db, realmKey, {
    requestedInvoiceIds: ['145'],
    found,
    readAt,
    how: 'refresh',
    unreadable: [],
    payments: null,
  });

const [atOne, atTwo] = ['2027-03-13T13:00:00+00:00', '2027-03-13T14:00:00+00:00'];

describe('a mirrored invoice', () => {
  test('takes the values of a newer response', async () => {
    await readAtInstant(noon, invoice('120.00', atOne));
    await readAtInstant(noon + 1, invoice('20.00', atTwo));
    expect(await shown()).toMatchObject({ balance: '20.00', readAt: noon + 1, deleted: false });
  });

  test('ignores an older state that was read later', async () => {
    await readAtInstant(noon, invoice('20.00', atTwo));
    await readAtInstant(noon + 1, invoice('120.00', atOne));
    expect(await shown()).toMatchObject({ balance: '20.00', readAt: noon });
  });

  test('ignores the response of an earlier request that arrives later', async () => {
    await readAtInstant(noon + 1, invoice('20.00', atOne));
    await readAtInstant(noon, invoice('120.00', atOne));
    expect(await shown()).toMatchObject({ balance: '20.00', readAt: noon + 1 });
  });

  test('takes the later QuickBooks timestamp when our clock was set back', async () => {
    await readAtInstant(noon, invoice('120.00', atOne));
    await readAtInstant(noon - 3_600_000, invoice('20.00', atTwo));
    expect(await shown()).toMatchObject({ balance: '20.00' });
  });

  test('stays deleted when the response of an earlier request arrives', async () => {
    await readAtInstant(noon, invoice('120.00', atOne));
    await readAtInstant(noon + 2);
    await readAtInstant(noon + 1, invoice('20.00', atTwo));
    expect(await shown()).toMatchObject({ deleted: true });
  });

  test('takes a second change within the same second', async () => {
    await readAtInstant(noon, invoice('120.00', atOne));
    await readAtInstant(noon + 200, invoice('20.00', atOne));
    expect(await shown()).toMatchObject({ balance: '20.00' });
  });

  test('is deleted with balance 0 when QuickBooks no longer returns it', async () => {
    await readAtInstant(noon, invoice('120.00', atOne));
    await readAtInstant(noon + 1);
    expect(await shown()).toMatchObject({ deleted: true, balance: '0.00', total: '120.00' });
  });

  test('is restored when QuickBooks returns it again', async () => {
    await readAtInstant(noon, invoice('120.00', atOne));
    await readAtInstant(noon + 1);
    await readAtInstant(noon + 2, invoice('120.00', atOne));
    expect(await shown()).toMatchObject({ deleted: false, balance: '120.00', readAt: noon + 2 });
  });

  test('is not deleted by a read older than the last one that returned it', async () => {
    await readAtInstant(noon + 1, invoice('120.00', atOne));
    await readAtInstant(noon);
    expect(await shown()).toMatchObject({ deleted: false, balance: '120.00' });
  });

  test('is not deleted by a response to a request for other ids', async () => {
    await readAtInstant(noon, invoice('120.00', atOne));
    await mirrorRead(db, realmKey, {
      requestedInvoiceIds: ['146'],
      found: [],
      readAt: noon + 1,
      how: 'refresh',
      unreadable: [],
      payments: null,
    });
    expect(await shown()).toMatchObject({ deleted: false });
  });

  test.each([
    { companyId: 2, realmId: '9' },
    { companyId: 1, realmId: '8' },
  ])('is separate from that of %j', async (other) => {
    await readAtInstant(noon, invoice('120.00', atOne));
    await transact(db, (tx) =>
      mirrorInvoice(tx, other, invoice('1.00', atTwo), { readAt: noon + 1, how: 'refresh' }),
    );
    await mirrorRead(db, other, {
      requestedInvoiceIds: ['145'],
      found: [],
      readAt: noon + 2,
      how: 'refresh',
      unreadable: [],
      payments: null,
    });
    expect(await shown()).toMatchObject({ balance: '120.00', deleted: false });
    expect(await shown(other)).toMatchObject({ balance: '0.00', deleted: true });
  });
});

describe('a response without timestamps', () => {
  const unstamped = (balance: string) => invoice(balance, '', { createdAt: '' });

  test('is stored with the time of the read', async () => {
    await readAtInstant(noon, unstamped('120.00'));
    expect(await shown()).toMatchObject({ balance: '120.00', readAt: noon });
  });

  test('is overwritten by a response with timestamps', async () => {
    await readAtInstant(noon, unstamped('120.00'));
    await readAtInstant(noon + 1, invoice('20.00', '2027-03-13T09:00:00+00:00'));
    expect(await shown()).toMatchObject({ balance: '20.00' });
  });

  test('is not overwritten by the response of an earlier request', async () => {
    await readAtInstant(noon + 1, unstamped('20.00'));
    await readAtInstant(noon, invoice('120.00', atOne));
    expect(await shown()).toMatchObject({ balance: '20.00' });
  });

  test('overwrites earlier reads only', async () => {
    await readAtInstant(noon, invoice('120.00', atTwo));
    await readAtInstant(noon - 1, unstamped('50.00'));
    expect(await shown()).toMatchObject({ balance: '120.00' });
    await readAtInstant(noon + 1, unstamped('20.00'));
    expect(await shown()).toMatchObject({ balance: '20.00' });
  });
});

describe('whether an invoice was voided', () => {
  const [line] = makeQuickbooksInvoice().lines;
  const zero = (differs: object = {}) => ({
    total: '0.00',
    lines: [
      { ...line, quantity: '0', unitPrice: null, amount: '0.00', ...differs },
    ] as QuickbooksInvoice['lines'],
  });
  const free = {
    total: '0.00',
    lines: [{ ...line, amount: '0.00' }] as QuickbooksInvoice['lines'],
  };
  const voided = async () => (await shown())?.voided;

  test('is detected by the note and zero lines, and stays after the note is edited', async () => {
    await readAtInstant(noon, invoice('0.00', atOne, { ...zero(), memo: 'Voided' }));
    expect(await voided()).toBe(true);
    await readAtInstant(noon + 1, invoice('0.00', atTwo, { ...zero(), memo: 'Ordered twice' }));
    expect(await voided()).toBe(true);
  });

  test('is detected by a total and quantities that dropped to 0', async () => {
    await readAtInstant(noon, invoice('120.00', atOne));
    await readAtInstant(noon + 1, invoice('0.00', atTwo, { ...zero(), memo: 'Annulée' }));
    expect(await voided()).toBe(true);
  });

  test('is not detected for a full discount or a price of 0', async () => {
    await readAtInstant(noon, invoice('120.00', atOne));
    await readAtInstant(noon + 1, invoice('0.00', atTwo, free));
    expect(await voided()).toBe(false);
  });

  test('is not detected for an invoice that was free when first read', async () => {
    await readAtInstant(noon, invoice('0.00', atOne, zero()));
    expect(await voided()).toBe(false);
  });

  test('is reset when the total is positive again', async () => {
    await readAtInstant(noon, invoice('0.00', atOne, { ...zero(), memo: 'Voided' }));
    await readAtInstant(noon + 1, invoice('120.00', atTwo));
    expect(await voided()).toBe(false);
  });
});
