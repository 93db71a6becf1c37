import fc from 'fast-check';
import { expect, test } from 'vitest';
import { activeConnection } from '../connection/holder.ts';
import { Big, money, sum } from '../shared/money.ts';
import { writeInBooks } from '../testing/books-as-accountant.ts';
import { control } from '../testing/control.ts';
import { openInvoiceDesk } from '../testing/invoice-desk.ts';
import { lookAt } from './look.ts';
import { linkToDeal } from './mirror.ts';
import { statusOfFacts } from './status-of-facts.ts';
import { dealInvoices } from './tables.ts';

type Link = { TxnId: string; TxnType: string };
type Line = { Id?: string; Amount: number; LinkedTxn?: Link[] };
type Txn = {
  Id: string;
  SyncToken: string;
  TotalAmt: number;
  Balance: number;
  PrivateNote?: string;
  Line: Line[];
};

const steps = ['pay', 'pay', 'credit', 'unpay', 'edit', 'send', 'void', 'delete'] as const;
const step = fc.record({
  what: fc.constantFrom(...steps),
  which: fc.nat(2),
  cents: fc.integer({ min: 1, max: 12_000 }),
});

test('status and ledger are what the books say, whatever happens there', async () => {
  const desk = await openInvoiceDesk();
  const { holder, companyId, realmId, deals } = desk.company;
  const { db, settings, quickbooks } = desk.doors;
  const ctx = desk.as(holder);
  const connection = await activeConnection(ctx);
  const dealId = deals.discountsAndTaxes ?? 0;
  const place = { of: 'deal' as const, id: dealId };
  const inRealm = <T>(what: string, wish: object) =>
    control<T>(settings.quickbooks.apiUrl, 'POST', `realms/${realmId}/${what}`, wish);
  const books = async () =>
    (await desk.ledger()) as unknown as { invoices: Txn[]; payments: Txn[] };
  const write = (entity: 'Invoice' | 'Payment', body: object, operation: 'delete' | null = null) =>
    writeInBooks(desk.doors, realmId, entity, { ...body }, operation);

  const happen = async (invoiceId: string, what: (typeof steps)[number], cents: number) => {
    const { invoices, payments } = await books();
    const invoice = invoices.find(({ Id }) => Id === invoiceId);
    if (!invoice) return;
    const amount = money(new Big(cents).div(100));
    const open = new Big(invoice.Balance).gte(amount);
    const act = (kind: 'void' | 'delete' | 'send') => desk.act(kind, { place, invoiceId });
    if (what === 'pay' && open) await inRealm('payments', { invoiceId, amount });
    if (what === 'credit' && open) await inRealm('credit-memos', { invoiceId, amount });
    if (what === 'send' || what === 'void' || what === 'delete') await act(what);
    if (what === 'unpay') {
      const paid = payments.find(({ Line }) => Line.some(names(invoiceId, 'Invoice')));
      if (paid) await write('Payment', paid, 'delete');
    }
    if (what === 'edit' && invoice.Balance === invoice.TotalAmt && invoice.TotalAmt > 0) {
      const { Id, SyncToken } = invoice;
      await write('Invoice', { Id, SyncToken, sparse: true, Line: [line(amount)] });
    }
  };

  const names = (id: string, type: string) => (one: Line) =>
    one.LinkedTxn?.some(({ TxnId, TxnType }) => TxnId === id && TxnType === type) ?? false;
  const line = (amount: string) => ({
    DetailType: 'SalesItemLineDetail',
    Amount: Number(amount),
    SalesItemLineDetail: { ItemRef: { value: '1' }, TaxCodeRef: { value: 'NON' } },
  });

  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 8 }), async (sequence) => {
      const body = { CustomerRef: { value: '1' }, DueDate: '2020-01-01', Line: [line('100.00')] };
      const wish = { invoices: [body, body, { ...body, DueDate: '2099-01-01' }] };
      const { invoices: ids } = await inRealm<{ invoices: string[] }>('invoices', wish);
      const mirrored = ids.map((invoiceId) => ({ invoiceId, customerId: '1' }));
      await lookAt(ctx, connection, mirrored, 'list');
      db.delete(dealInvoices).run();
      const link = { how: 'linked' as const, linkedById: 1, linkedAt: desk.clock.now() };
      for (const invoiceId of ids)
        linkToDeal(db, { companyId, realmId, dealId, invoiceId, ...link });

      for (const { what, which, cents } of sequence) await happen(ids[which] ?? '', what, cents);

      const told = await desk.refresh(place);
      const realm = { connectionId: connection.id, realmId };
      const fresh = await quickbooks.invoicesById(realm, ids);
      for (const row of told.invoices) {
        const facts = fresh.find(({ id }) => id === row.id);
        const { status, overdue, delivery } = row;
        expect({ money: status, overdue, delivery }).toEqual(
          facts ? statusOfFacts(facts, told.today) : { money: 'deleted', overdue: false, delivery },
        );
      }

      const { invoices, payments } = await books();
      const mine = invoices.filter(({ Id }) => ids.includes(Id));
      const add = (amounts: number[]) => money(sum(amounts.map((amount) => new Big(amount))));
      const billed = add(mine.map(({ TotalAmt }) => TotalAmt));
      const open = add(mine.map(({ Balance }) => Balance));
      const applied = mine.flatMap(({ Id }) =>
        payments
          .filter(({ TotalAmt }) => TotalAmt === 0)
          .flatMap(({ Line }) => Line.filter(names(Id, 'Invoice')).map(({ Amount }) => Amount)),
      );
      const credited = add(applied);
      const paid = money(new Big(billed).minus(open).minus(credited));
      const expected = billed === '0.00' ? {} : { invoiced: billed, open, credited, paid };
      expect(told.ledger.rows[0] ?? {}).toMatchObject(expected);
    }),
    { numRuns: 12 },
  );
}, 60_000);
