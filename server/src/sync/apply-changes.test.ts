import { describe, expect, it } from 'vitest';
import { mirroredPayments } from '../invoices/mirror/payment-store.ts';
import { control } from '../testing/control.ts';
import { openFeedFixture } from '../testing/feed-fixture.ts';
import { writeInQuickbooks } from '../testing/write-in-quickbooks.ts';
import { applyChanges, type Changes, noChanges } from './apply-changes.ts';

const open = async () => {
  const fixture = await openFeedFixture();
  const { companyId, realmId, connectionId } = fixture.company;
  return {
    ...fixture,
    async apply(changes: Partial<Changes>) {
      fixture.clock.advance(1_000);
      const company = { companyId, realmId, connectionId };
      const readAt = fixture.clock.now();
      const all = { ...noChanges, readAt, ...changes };
      await applyChanges(fixture.dependencies, company, all, 'feed');
    },
    row: async () => (await fixture.mirror()).get(fixture.invoiceId),
  };
};

describe('applyChanges', () => {
  it('reads a changed invoice by id, because queries lag', async () => {
    const at = await open();
    await at.switches({ queriesLag: true });
    await at.pay(40);
    await at.apply({ invoiceIds: [at.invoiceId] });
    expect(await at.row()).toMatchObject({ balance: '60.00' });
  });

  it('reads the invoices of a changed payment', async () => {
    const at = await open();
    const { payment } = (await at.pay(40)) as { payment: { Id: string } };
    await at.forgetCalls();
    await at.apply({ paymentIds: [payment.Id] });
    expect(await at.row()).toMatchObject({ balance: '60.00' });
  });

  it('reads the invoices of a deleted payment', async () => {
    const at = await open();
    const { payment } = (await at.pay(40)) as { payment: { Id: string } };
    await at.apply({ paymentIds: [payment.Id] });
    await at.accountant.unpay(at.invoiceId);
    await at.apply({ deleted: [{ entity: 'Payment', id: payment.Id }] });
    expect(await at.row()).toMatchObject({ balance: '100.00' });
  });

  it('marks a deleted invoice, and does nothing when it is reported again', async () => {
    const at = await open();
    await at.deleteInQuickbooks(at.invoiceId);
    const deleted = [{ entity: 'Invoice', id: at.invoiceId }];
    await at.apply({ deleted });
    expect(await at.row()).toMatchObject({ deleted: true });
    await at.forgetCalls();
    await at.apply({ deleted });
    expect(await at.calls()).toEqual([]);
  });

  it('keeps a payment that was reported deleted while its invoice still names it', async () => {
    const at = await open();
    const { payment } = (await at.pay(40)) as { payment: { Id: string } };
    await at.apply({ paymentIds: [payment.Id] });
    await at.apply({ deleted: [{ entity: 'Payment', id: payment.Id }] });
    expect(await at.row()).toMatchObject({ balance: '60.00' });
    const paid = await mirroredPayments(at.dependencies.db, at.realmKey, [payment.Id]);
    expect(paid).toMatchObject([{ applied: [{ invoiceId: at.invoiceId, amount: '40.00' }] }]);
  });

  it('reads payments by id that a query does not return yet', async () => {
    const at = await open();
    const [customerId, currency] = ['1', 'USD'];
    const some = Array.from({ length: 11 }, () => ({ customerId, currency, due: '2099-01-01' }));
    const invoiceIds = await at.accountant.bill(some);
    await at.link(invoiceIds);
    await at.switches({ queriesLag: true });
    const paid = await Promise.all(invoiceIds.map((invoiceId) => at.payIn(invoiceId, '30.00')));
    const paymentIds = paid.map((one) => (one as { payment: { Id: string } }).payment.Id);
    await at.apply({ paymentIds });
    const mirror = await at.mirror();
    const stored = await mirroredPayments(at.dependencies.db, at.realmKey, paymentIds);
    expect(stored).toHaveLength(11);
    expect(new Set(invoiceIds.map((id) => mirror.get(id)?.paidOn))).toEqual(new Set([null]));
  });

  it.each([{ customers: 'merged' }, { customers: 'deleted' }])(
    'moves the invoices of $customers customers to the one that remains',
    async ({ customers }) => {
      const at = await open();
      await at.switches({ mergeChangesTransactions: false });
      const [dependencies, realmId] = [at.dependencies, at.company.realmId];
      const into = await writeInQuickbooks(dependencies, realmId, 'Customer', {
        DisplayName: 'Larch Remains',
      });
      const from = (await at.row())?.customerId ?? '';
      const { apiUrl } = dependencies.settings.quickbooks;
      const merger = { from, into: into.Id };
      await control(apiUrl, 'POST', `realms/${realmId}/customers/merge`, merger);
      await at.apply(
        customers === 'merged'
          ? { mergedCustomerIds: [from] }
          : { deleted: [{ entity: 'Customer', id: from }] },
      );
      expect(await at.row()).toMatchObject({
        customerId: into.Id,
        customerName: 'Larch Remains',
        deleted: false,
      });
    },
  );

  it('makes no call for a payment of an invoice outside the mirror', async () => {
    const at = await open();
    await at.forgetCalls();
    await at.apply({ deleted: [{ entity: 'Payment', id: '999999' }] });
    expect(await at.calls()).toEqual([]);
  });
});
