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

/** What stands on the deal after all that happened. */
const shown = async (of = realmKey) => {
  const link = { how: 'created' as const, linkedById: 2, linkedAt: noon };
  await transact(db, (tx) => linkToDeal(tx, { ...of, ...link, dealId: 7, invoiceId: '145' }));
  const [row] = await invoicesOfDeals(db, of, [7]);
  return row;
};

const invoice = (balance: string, updatedAt: string, differs: Partial<QuickbooksInvoice> = {}) =>
  makeQuickbooksInvoice({ balance, updatedAt, ...differs });

const look = (readAt: number, ...found: QuickbooksInvoice[]) =>
  mirrorRead(db, realmKey, {
    requestedIds: ['145'],
    found,
    readAt,
    how: 'refresh',
    unreadable: [],
    payments: null,
  });

const [atOne, atTwo] = ['2027-03-13T13:00:00+00:00', '2027-03-13T14:00:00+00:00'];

describe('a mirrored invoice', () => {
  test('is what the newer answer says', async () => {
    await look(noon, invoice('120.00', atOne));
    await look(noon + 1, invoice('20.00', atTwo));
    expect(await shown()).toMatchObject({ balance: '20.00', readAt: noon + 1, deleted: false });
  });

  test('is not overwritten by an answer about an older state, though it was read later', async () => {
    await look(noon, invoice('20.00', atTwo));
    await look(noon + 1, invoice('120.00', atOne));
    expect(await shown()).toMatchObject({ balance: '20.00', readAt: noon });
  });

  test('is not overwritten by an answer that was asked for earlier and came later', async () => {
    await look(noon + 1, invoice('20.00', atOne));
    await look(noon, invoice('120.00', atOne));
    expect(await shown()).toMatchObject({ balance: '20.00', readAt: noon + 1 });
  });

  test('is what QuickBooks stamped later, though a clock of ours was set back meanwhile', async () => {
    await look(noon, invoice('120.00', atOne));
    await look(noon - 3_600_000, invoice('20.00', atTwo));
    expect(await shown()).toMatchObject({ balance: '20.00' });
  });

  test('that is gone is not brought back by an answer that was asked for before', async () => {
    await look(noon, invoice('120.00', atOne));
    await look(noon + 2);
    await look(noon + 1, invoice('20.00', atTwo));
    expect(await shown()).toMatchObject({ deleted: true });
  });

  test('follows a second change within one second', async () => {
    await look(noon, invoice('120.00', atOne));
    await look(noon + 200, invoice('20.00', atOne));
    expect(await shown()).toMatchObject({ balance: '20.00' });
  });

  test('that is no longer found is deleted and owes nothing', async () => {
    await look(noon, invoice('120.00', atOne));
    await look(noon + 1);
    expect(await shown()).toMatchObject({ deleted: true, balance: '0.00', total: '120.00' });
  });

  test('that was thought deleted and is found again is there again', async () => {
    await look(noon, invoice('120.00', atOne));
    await look(noon + 1);
    await look(noon + 2, invoice('120.00', atOne));
    expect(await shown()).toMatchObject({ deleted: false, balance: '120.00', readAt: noon + 2 });
  });

  test('that a newer look found is not deleted by an older one that did not', async () => {
    await look(noon + 1, invoice('120.00', atOne));
    await look(noon);
    expect(await shown()).toMatchObject({ deleted: false, balance: '120.00' });
  });

  test('that was not asked for is not deleted for not being found', async () => {
    await look(noon, invoice('120.00', atOne));
    await mirrorRead(db, realmKey, {
      requestedIds: ['146'],
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
  ])('of %j is another one', async (other) => {
    await look(noon, invoice('120.00', atOne));
    await transact(db, (tx) =>
      mirrorInvoice(tx, other, invoice('1.00', atTwo), { readAt: noon + 1, how: 'refresh' }),
    );
    await mirrorRead(db, other, {
      requestedIds: ['145'],
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

describe('an answer without stamps', () => {
  const unstamped = (balance: string) => invoice(balance, '', { createdAt: '' });

  test('is kept as of when it was read', async () => {
    await look(noon, unstamped('120.00'));
    expect(await shown()).toMatchObject({ balance: '120.00', readAt: noon });
  });

  test('gives way to one that has them', async () => {
    await look(noon, unstamped('120.00'));
    await look(noon + 1, invoice('20.00', '2027-03-13T09:00:00+00:00'));
    expect(await shown()).toMatchObject({ balance: '20.00' });
  });

  test('is not overwritten by one that was asked for earlier', async () => {
    await look(noon + 1, unstamped('20.00'));
    await look(noon, invoice('120.00', atOne));
    expect(await shown()).toMatchObject({ balance: '20.00' });
  });

  test('counts when it was read later, and not when earlier', async () => {
    await look(noon, invoice('120.00', atTwo));
    await look(noon - 1, unstamped('50.00'));
    expect(await shown()).toMatchObject({ balance: '120.00' });
    await look(noon + 1, unstamped('20.00'));
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

  test('is told by the note and zero lines, and stays though the note is edited', async () => {
    await look(noon, invoice('0.00', atOne, { ...zero(), memo: 'Voided' }));
    expect(await voided()).toBe(true);
    await look(noon + 1, invoice('0.00', atTwo, { ...zero(), memo: 'Ordered twice' }));
    expect(await voided()).toBe(true);
  });

  test('is told by a total that dropped to 0 with all quantities', async () => {
    await look(noon, invoice('120.00', atOne));
    await look(noon + 1, invoice('0.00', atTwo, { ...zero(), memo: 'Annulée' }));
    expect(await voided()).toBe(true);
  });

  test('is not told by a discount of all, or a price of 0', async () => {
    await look(noon, invoice('120.00', atOne));
    await look(noon + 1, invoice('0.00', atTwo, free));
    expect(await voided()).toBe(false);
  });

  test('is not told by an invoice that was free when it was first read', async () => {
    await look(noon, invoice('0.00', atOne, zero()));
    expect(await voided()).toBe(false);
  });

  test('ends where it is worth something again', async () => {
    await look(noon, invoice('0.00', atOne, { ...zero(), memo: 'Voided' }));
    await look(noon + 1, invoice('120.00', atTwo));
    expect(await voided()).toBe(false);
  });
});
