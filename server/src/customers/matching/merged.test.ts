import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { transact } from '../../db/transact.ts';
import { dealInvoices } from '../../invoices/tables.ts';
import { openCustomerDesk } from '../../testing/customer-desk.ts';

describe.concurrent('a linked customer that QuickBooks no longer has', () => {
  test.each(['gone', 'inactive'])('because it was merged, %s, tells into whom', async (how) => {
    const desk = await openCustomerDesk();
    await desk.switches({ mergedCustomer: how });
    await desk.put([{ number: 'A-1' }]);
    await desk.load();
    await desk.merge('1', '4');
    const { link, candidates, differences } = await desk.link();
    expect(link).toMatchObject({ customer: { id: '1' }, trouble: 'merged' });
    expect(candidates[0]).toMatchObject({
      id: '4',
      name: 'Larkspur Dental Group',
      reason: 'merged',
    });
    expect(candidates.filter(({ id }) => id === '4')).toHaveLength(1);
    expect(differences).toEqual([]);
    expect((await desk.change('4')).link).toMatchObject({ trouble: null });
    await desk.load();
    expect((await desk.list({ text: 'A-1' })).rows).toHaveLength(1);
  });

  test.each([
    ['created here', 'created', 'merged'],
    ['linked by hand', 'linked', 'gone'],
  ] as const)('and of which the deal has invoices %s is %s', async (_, how, trouble) => {
    const desk = await openCustomerDesk();
    const [id = ''] = await desk.put([{ number: 'A-1' }]);
    await desk.load();
    await desk.ask('links/link', { dealId: desk.dealId, invoiceIds: [id] });
    const { companyId } = desk.company;
    await transact(desk.doors.db, (tx) =>
      tx.update(dealInvoices).set({ how }).where(eq(dealInvoices.companyId, companyId)),
    );
    await desk.merge('1', '4');
    // By the next day's reading they are all known as the other's.
    desk.clock.advance(25 * 60 * 60_000);
    await desk.load();
    expect((await desk.link()).link?.trouble).toBe(trouble);
  });

  test('and that had no invoices is just gone', async () => {
    const desk = await openCustomerDesk();
    const made = await desk.addCustomer('Short Lived');
    await desk.linkTo(made);
    await desk.merge(made, '4');
    const { link, candidates } = await desk.link();
    expect(link).toMatchObject({ customer: { id: made }, trouble: 'gone' });
    expect(candidates.map(({ reason }) => reason)).not.toContain('merged');
  });

  test('is not taken for merged into whoever else was billed on the deal', async () => {
    const desk = await openCustomerDesk();
    const made = await desk.addCustomer('Resting');
    await desk.linkTo(made);
    const [id = ''] = await desk.put([{ number: 'A-1', customer: '4' }]);
    await desk.load({ kind: 'all' }, { of: 'company' });
    await desk.ask('links/link', { dealId: desk.dealId, invoiceIds: [id] });
    await desk.edit({ Active: false }, made);
    const { link, candidates } = await desk.link();
    expect(link).toMatchObject({ customer: { id: made }, trouble: 'inactive' });
    expect(candidates.map(({ reason }) => reason)).not.toContain('merged');
  });

  test('is inactive, and can be unlinked', async () => {
    const desk = await openCustomerDesk();
    await desk.edit({ Active: false });
    expect((await desk.link()).link).toMatchObject({
      // In the books it is `Customer 1 (deleted)` by now.
      customer: { name: 'Customer 1' },
      trouble: 'inactive',
    });
    expect((await desk.unlink()).link).toBeNull();
  });
});
