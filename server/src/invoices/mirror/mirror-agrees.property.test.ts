import fc from 'fast-check';
import { expect, test } from 'vitest';
import { activeConnection } from '../../connection/invoice-access.ts';
import { transact } from '../../db/transact.ts';
import type { LedgerRow } from '../../shared/contract/deal-ledger.ts';
import { Big, money, sum } from '../../shared/money/money.ts';
import {
  accountantAt,
  appliedTo,
  type InvoiceInQuickbooks,
  type PaymentInQuickbooks,
} from '../../testing/accountant.ts';
import { openInvoiceFixture } from '../../testing/invoice-fixture.ts';
import { dealInvoices } from '../tables.ts';
import { linkToDeal } from './mirror.ts';
import { statusOfFacts } from './mirrored-status.ts';
import { refreshInvoices } from './refresh-invoices.ts';

const steps = [
  'create',
  'pay',
  'pay',
  'overpay',
  'credit',
  'unpay',
  'reapply',
  'edit',
  'send',
  'void',
  'delete',
  'look',
] as const;
type Step = { what: (typeof steps)[number]; which: number; cents: number };

const step: fc.Arbitrary<Step> = fc.record({
  what: fc.constantFrom(...steps),
  which: fc.nat(4),
  cents: fc.integer({ min: 1, max: 12_000 }),
});

const add = (amounts: (Big | number)[]) => sum(amounts.map((amount) => new Big(amount)));

/** Computes the ledger from the emulator's data, one row for each currency. */
const ledgerOf = (
  invoices: InvoiceInQuickbooks[],
  payments: PaymentInQuickbooks[],
  today: string,
): LedgerRow[] => {
  const credits = payments.filter(({ TotalAmt }) => TotalAmt === 0);
  const billed = invoices.filter(({ TotalAmt }) => TotalAmt > 0);
  const byCurrency = Map.groupBy(billed, ({ CurrencyRef }) => CurrencyRef.value);
  return [...byCurrency].map(([currency, some]) => {
    const invoiced = add(some.map(({ TotalAmt }) => TotalAmt));
    const open = add(some.map(({ Balance }) => Balance));
    const late = some.filter(({ DueDate }) => DueDate < today);
    const credited = add(
      some.flatMap(({ Id }) => credits.flatMap((credit) => appliedTo(Id, credit))),
    );
    return {
      currency,
      invoiced: money(invoiced),
      beforeTax: money(
        invoiced.minus(add(some.map(({ TxnTaxDetail }) => TxnTaxDetail?.TotalTax ?? 0))),
      ),
      paid: money(invoiced.minus(open).minus(credited)),
      credited: money(credited),
      open: money(open),
      overdue: money(add(late.map(({ Balance }) => Balance))),
    };
  });
};

test('status and ledger equal those in QuickBooks after any sequence of changes', async () => {
  const fixture = await openInvoiceFixture('uk');
  const { owner, companyId, realmId, deals } = fixture.company;
  const { db, quickbooks } = fixture.dependencies;
  const ctx = fixture.as(owner);
  const connection = await activeConnection(ctx);
  const dealId = deals.withoutProducts ?? 0;
  const context = { of: 'deal' as const, id: dealId };
  const accountant = accountantAt(fixture);

  /** Links invoices of two customers, one in GBP and one in EUR, to the deal only. */
  const begin = async (): Promise<string[]> => {
    const invoiceIds = await accountant.bill([
      { customerId: '1', currency: 'GBP', due: '2020-01-01' },
      { customerId: '1', currency: 'GBP', due: '2099-01-01' },
      { customerId: '2', currency: 'EUR', due: '2020-01-01' },
      { customerId: '2', currency: 'EUR', due: '2099-01-01' },
    ]);
    const unseen = invoiceIds.map((invoiceId) => ({ invoiceId, customerId: '1' }));
    await refreshInvoices(ctx, connection, unseen, 'list');
    const link = { how: 'linked' as const, linkedById: 1, linkedAt: fixture.clock.now() };
    await transact(db, async (tx) => {
      await tx.delete(dealInvoices);
      for (const invoiceId of invoiceIds) {
        await linkToDeal(tx, { companyId, realmId, dealId, invoiceId, ...link });
      }
    });
    return invoiceIds;
  };

  const happen = async (invoiceIds: string[], { what, which, cents }: Step): Promise<string[]> => {
    const invoiceId = invoiceIds[which % invoiceIds.length] ?? '';
    const amount = money(new Big(cents).div(100));
    switch (what) {
      case 'create': {
        const made = await fixture.create(await fixture.form());
        return [...invoiceIds, made.body.invoice?.id ?? 'none was made'];
      }
      case 'send':
      case 'void':
      case 'delete':
        await fixture.act(what, { context, invoiceId });
        return invoiceIds;
      case 'look':
        await fixture.refresh(context);
        return invoiceIds;
      case 'reapply':
        await accountant.reapply(
          invoiceId,
          invoiceIds.filter((other) => other !== invoiceId),
        );
        return invoiceIds;
      default:
        await accountant[what](invoiceId, amount);
        return invoiceIds;
    }
  };

  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 10 }), async (sequence) => {
      let invoiceIds = await begin();
      for (const one of sequence) invoiceIds = await happen(invoiceIds, one);

      const page = await fixture.refresh(context);
      expect(page.invoices.map(({ id }) => id).toSorted()).toEqual(invoiceIds.toSorted());
      const { invoices: fresh } = await quickbooks.invoicesById(
        { connectionId: connection.id, realmId },
        page.invoices.map(({ id }) => id),
      );
      for (const { id, status, overdue, delivery } of page.invoices) {
        const facts = fresh.find((one) => one.id === id);
        expect({ money: status, overdue, delivery }).toEqual(
          facts ? statusOfFacts(facts, page.today) : { money: 'deleted', overdue: false, delivery },
        );
      }

      const { invoices, payments } = await accountant.contents();
      const mine = invoices.filter(({ Id }) => invoiceIds.includes(Id));
      const rows = ledgerOf(mine, payments, page.today);
      expect(page.ledger.rows).toHaveLength(rows.length);
      expect(page.ledger.rows).toEqual(expect.arrayContaining(rows));
      const { value, left } = page.ledger;
      const own = rows.find(({ currency }) => currency === value?.currency);
      const expected = new Big(value?.amount ?? 0)
        .minus(own?.invoiced ?? 0)
        .plus(own?.credited ?? 0);
      expect(left).toBe(value && money(expected));
    }),
    { numRuns: 16 },
  );
}, 60_000);
