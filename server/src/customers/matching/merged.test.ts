import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { transact } from '../../db/transact.ts';
import { dealInvoices } from '../../invoices/tables.ts';
import { openCustomerFixture } from '../../testing/customer-fixture.ts';

describe.concurrent('a linked customer that is lost in QuickBooks', () => {
  test.each(['gone', 'inactive'])('names the customer it was merged into (%s)', async (how) => {
    const fixture = await openCustomerFixture();
    await fixture.switches({ mergedCustomer: how });
    await fixture.put([{ number: 'A-1' }]);
    await fixture.load();
    await fixture.merge('1', '4');
    const { link, candidates, differences } = await fixture.link();
    expect(link).toMatchObject({ customer: { id: '1' }, trouble: 'merged' });
    expect(candidates[0]).toMatchObject({
      id: '4',
      name: 'Larkspur Dental Group',
      reason: 'merged',
    });
    expect(candidates.filter(({ id }) => id === '4')).toHaveLength(1);
    expect(differences).toEqual([]);
    expect((await fixture.change('4')).link).toMatchObject({ trouble: null });
    await fixture.load();
    expect((await fixture.list({ text: 'A-1' })).rows).toHaveLength(1);
  });

  test.each([
    ['created here', 'created', 'merged'],
    ['linked by hand', 'linked', 'gone'],
  ] as const)('with invoices %s to the deal is %s', async (_, how, trouble) => {
    const fixture = await openCustomerFixture();
    const [invoiceId = ''] = await fixture.put([{ number: 'A-1' }]);
    await fixture.load();
    await fixture.ask('deal-links/link', { dealId: fixture.dealId, invoiceIds: [invoiceId] });
    const { companyId } = fixture.company;
    await transact(fixture.dependencies.db, (tx) =>
      tx.update(dealInvoices).set({ how }).where(eq(dealInvoices.companyId, companyId)),
    );
    await fixture.merge('1', '4');
    // By the next day the mirror has moved all of them to the other customer.
    fixture.clock.advance(25 * 60 * 60_000);
    await fixture.load();
    expect((await fixture.link()).link?.trouble).toBe(trouble);
  });

  test('is missing when it had no invoices', async () => {
    const fixture = await openCustomerFixture();
    const customerId = await fixture.addCustomer('Short Lived');
    await fixture.linkTo(customerId);
    await fixture.merge(customerId, '4');
    const { link, candidates } = await fixture.link();
    expect(link).toMatchObject({ customer: { id: customerId }, trouble: 'gone' });
    expect(candidates.map(({ reason }) => reason)).not.toContain('merged');
  });

  test('is not taken as merged into another customer invoiced on the deal', async () => {
    const fixture = await openCustomerFixture();
    const customerId = await fixture.addCustomer('Resting');
    await fixture.linkTo(customerId);
    const [invoiceId = ''] = await fixture.put([{ number: 'A-1', customerId: '4' }]);
    await fixture.load({ kind: 'all' }, { of: 'company' });
    await fixture.ask('deal-links/link', { dealId: fixture.dealId, invoiceIds: [invoiceId] });
    await fixture.edit({ Active: false }, customerId);
    const { link, candidates } = await fixture.link();
    expect(link).toMatchObject({ customer: { id: customerId }, trouble: 'inactive' });
    expect(candidates.map(({ reason }) => reason)).not.toContain('merged');
  });

  test('is shown as inactive and can be unlinked', async () => {
    const fixture = await openCustomerFixture();
    await fixture.edit({ Active: false });
    expect((await fixture.link()).link).toMatchObject({
      // QuickBooks has renamed it to `Customer 1 (deleted)`.
      customer: { name: 'Customer 1' },
      trouble: 'inactive',
    });
    expect((await fixture.unlink()).link).toBeNull();
  });
});
