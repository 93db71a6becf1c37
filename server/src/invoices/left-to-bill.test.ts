import { describe, expect, test } from 'vitest';
import type { DraftForm } from '../drafts/contract.ts';
import type { DealLedger } from '../shared/contract/deal-ledger.ts';
import { control } from '../testing/control.ts';
import { openInvoiceFixture } from '../testing/invoice-fixture.ts';

/** Amount left to bill in the form of the fixture's deal, whose value is 4,500.00. */
const roomAt = async (fixture: Awaited<ReturnType<typeof openInvoiceFixture>>) => {
  const input = { dealId: fixture.dealId, draftId: null, fresh: true };
  const { body } = await fixture.call(fixture.company.owner, 'drafts/open', input);
  return (body as DraftForm).room;
};

test('the form shows the same amount left to bill as the panel, without a call to QuickBooks', async () => {
  const fixture = await openInvoiceFixture();
  const value = { amount: '4500', currency: 'USD' };
  const room = { value, left: '4400.00', basis: 'without_tax', derived: false, orphaned: '0.00' };
  expect(await roomAt(fixture)).toEqual(room);
  expect((await fixture.list()).ledger.left).toBe('4400.00');
  await fixture.forgetCalls();
  expect((await fixture.show()).room).toEqual({
    deal: 'Meeting room acoustics',
    ...room,
  });
  expect(await fixture.calls()).toEqual(['POST batch']);
  await fixture.act('void');
  expect(await roomAt(fixture)).toEqual({ ...room, left: '4500.00' });
});

test('an invoice page outside a deal shows no amount left to bill', async () => {
  const fixture = await openInvoiceFixture();
  const input = { context: { of: 'company' }, invoiceId: fixture.invoiceId };
  const { body } = await fixture.call(fixture.company.owner, 'invoices/show', input);
  expect(body).toMatchObject({ invoice: { id: fixture.invoiceId }, room: null });
});

describe('an invoice of 100.00 and 20.00 tax', () => {
  type Arranged = { deal?: object; valuesIncludeTax?: boolean };

  /**
   * Amount left on the fixture's deal, whose value is 4,500.00 GBP unless product rows are given.
   */
  const arranged = async ({ deal = {}, valuesIncludeTax = false }: Arranged) => {
    const fixture = await openInvoiceFixture('uk');
    const { companyId } = fixture.company;
    await control(
      fixture.dependencies.settings.pipedrive.oauthUrl,
      'POST',
      `deals/${fixture.dealId}`,
      {
        companyId,
        currency: 'GBP',
        ...deal,
      },
    );
    fixture.clock.advance(6 * 60_000);
    const input = { dealId: fixture.dealId };
    const { body: prefs } = await fixture.call(fixture.company.owner, 'preferences/show', {});
    const { suggested } = prefs as { suggested: object };
    await fixture.call(fixture.company.owner, 'preferences/save', {
      ...suggested,
      valuesIncludeTax,
    });
    const { body } = await fixture.call(fixture.company.owner, 'invoices/ledger', input);
    const { rows, ...room } = body as DealLedger;
    expect(rows).toMatchObject([{ invoiced: '120.00', beforeTax: '100.00' }]);
    expect((await fixture.list()).ledger).toEqual(body);
    expect(await roomAt(fixture)).toEqual(room);
    expect((await fixture.show()).room).toMatchObject(room);
    return room;
  };

  const row = { product_id: 9001, quantity: '1', item_price: '1000', tax: '20' };

  test('uses 100.00 of a typed deal value, unless the setting says that values include tax', async () => {
    expect(await arranged({})).toMatchObject({ left: '4400.00', derived: false });
    expect(await arranged({ valuesIncludeTax: true })).toMatchObject({
      left: '4380.00',
      basis: 'with_tax',
      derived: false,
    });
  });

  test('uses 120.00 of a deal value that equals its products with tax, whatever the setting', async () => {
    const inclusive = [{ ...row, item_price: '1200', tax_method: 'inclusive' }];
    expect(await arranged({ deal: { products: inclusive } })).toMatchObject({
      value: { amount: '1200' },
      left: '1080.00',
      basis: 'with_tax',
      derived: true,
    });
    const untaxed = [{ ...row, tax: '0', tax_method: null }];
    expect(await arranged({ deal: { products: untaxed }, valuesIncludeTax: true })).toMatchObject({
      value: { amount: '1000' },
      left: '880.00',
      basis: 'with_tax',
      derived: false,
    });
  });
});

test.each(['products', 'discounts'])(
  'the panel refreshes for a user who may not read %s, and reads the basis later',
  async (kept) => {
    const fixture = await openInvoiceFixture('uk');
    const { companyId } = fixture.company;
    const { oauthUrl } = fixture.dependencies.settings.pipedrive;
    const inclusive = { product_id: 9001, quantity: '1', item_price: '1200', tax: '20' };
    const products = [{ ...inclusive, tax_method: 'inclusive' }];
    const deal = { companyId, currency: 'GBP', products };
    await control(oauthUrl, 'POST', `deals/${fixture.dealId}`, deal);
    const path = `/api/v2/deals/${fixture.dealId}/${kept}`;
    const match = { method: 'GET', path, company: companyId };
    const forbidden = { match, fault: 'status', status: 403, times: 1 };
    await control(oauthUrl, 'POST', 'faults', forbidden);
    fixture.clock.advance(6 * 60_000);
    const { context } = fixture;
    const refreshed = () => fixture.call(fixture.company.owner, 'invoices/refresh', { context });
    expect(await refreshed()).toMatchObject({
      status: 200,
      body: {
        invoices: [{ id: fixture.invoiceId }],
        ledger: { left: '1100.00', basis: 'without_tax', derived: false },
      },
    });
    expect(await refreshed()).toMatchObject({
      status: 200,
      body: { ledger: { left: '1080.00', basis: 'with_tax', derived: true } },
    });
  },
);
