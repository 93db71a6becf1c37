import { describe, expect, it } from 'vitest';
import { openFeedFixture } from '../testing/feed-fixture.ts';
import { applyChanges, type Changes } from './apply-changes.ts';

const open = async () => {
  const fixture = await openFeedFixture();
  const { companyId, realmId, connectionId } = fixture.company;
  const nothing: Changes = {
    invoiceIds: [],
    paymentIds: [],
    creditMemoIds: [],
    customerIds: [],
    itemIds: [],
    deleted: [],
  };
  return {
    ...fixture,
    async apply(changes: Partial<Changes>) {
      fixture.clock.advance(1_000);
      const company = { companyId, realmId, connectionId };
      await applyChanges(fixture.dependencies, company, { ...nothing, ...changes }, 'feed');
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

  it('makes no call for a payment of an invoice outside the mirror', async () => {
    const at = await open();
    await at.forgetCalls();
    await at.apply({ deleted: [{ entity: 'Payment', id: '999999' }] });
    expect(await at.calls()).toEqual([]);
  });
});
