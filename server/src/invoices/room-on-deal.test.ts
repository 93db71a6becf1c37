import { describe, expect, test } from 'vitest';
import type { DraftForm } from '../drafts/contract.ts';
import { control } from '../testing/control.ts';
import { openInvoiceDesk } from '../testing/invoice-desk.ts';
import type { DealLedger } from './contract.ts';

/** What the form of the desk's deal, worth 4,500.00, says is left on it. */
const roomAt = async (desk: Awaited<ReturnType<typeof openInvoiceDesk>>) => {
  const input = { dealId: desk.dealId, draftId: null, fresh: true };
  const { body } = await desk.call(desk.company.holder, 'drafts/open', input);
  return (body as DraftForm).room;
};

test('a form knows what is left on its deal as the panel does, without asking QuickBooks for it', async () => {
  const desk = await openInvoiceDesk();
  const value = { amount: '4500', currency: 'USD' };
  const room = { value, left: '4400.00', basis: 'without_tax', derived: false, orphaned: '0.00' };
  expect(await roomAt(desk)).toEqual(room);
  expect((await desk.list()).ledger.left).toBe('4400.00');
  await desk.forgetCalls();
  expect((await desk.show()).room).toEqual({
    deal: 'Meeting room acoustics',
    ...room,
  });
  expect(await desk.calls()).toEqual(['POST batch']);
  await desk.act('void');
  expect(await roomAt(desk)).toEqual({ ...room, left: '4500.00' });
});

test('an invoice seen from elsewhere stands beside no deal', async () => {
  const desk = await openInvoiceDesk();
  const input = { place: { of: 'company' }, invoiceId: desk.invoiceId };
  const { body } = await desk.call(desk.company.holder, 'invoices/show', input);
  expect(body).toMatchObject({ invoice: { id: desk.invoiceId }, room: null });
});

describe('an invoice of 100.00 and 20.00 tax', () => {
  type Arranged = { deal?: object; valuesIncludeTax?: boolean };

  /** What is left on the desk's deal, worth 4,500.00 GBP unless it is given rows. */
  const arranged = async ({ deal = {}, valuesIncludeTax = false }: Arranged) => {
    const desk = await openInvoiceDesk('uk');
    const { companyId } = desk.company;
    await control(desk.doors.settings.pipedrive.oauthUrl, 'POST', `deals/${desk.dealId}`, {
      companyId,
      currency: 'GBP',
      ...deal,
    });
    desk.clock.advance(6 * 60_000);
    const input = { dealId: desk.dealId };
    const { body: prefs } = await desk.call(desk.company.holder, 'preferences/show', {});
    const { suggested } = prefs as { suggested: object };
    await desk.call(desk.company.holder, 'preferences/save', { ...suggested, valuesIncludeTax });
    const { body } = await desk.call(desk.company.holder, 'invoices/ledger', input);
    const { rows, ...room } = body as DealLedger;
    expect(rows).toMatchObject([{ invoiced: '120.00', beforeTax: '100.00' }]);
    expect((await desk.list()).ledger).toEqual(body);
    expect(await roomAt(desk)).toEqual(room);
    expect((await desk.show()).room).toMatchObject(room);
    return room;
  };

  const row = { product_id: 9001, quantity: '1', item_price: '1000', tax: '20' };

  test('takes 100.00 of a deal whose value was typed, unless values include tax by the setting', async () => {
    expect(await arranged({})).toMatchObject({ left: '4400.00', derived: false });
    expect(await arranged({ valuesIncludeTax: true })).toMatchObject({
      left: '4380.00',
      basis: 'with_tax',
      derived: false,
    });
  });

  test('takes 120.00 of a deal whose products add up to its value with tax, whatever the setting', async () => {
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
  'the panel is refreshed by a user from whom Pipedrive keeps %s, and learns the basis later',
  async (kept) => {
    const desk = await openInvoiceDesk('uk');
    const { companyId } = desk.company;
    const { oauthUrl } = desk.doors.settings.pipedrive;
    const inclusive = { product_id: 9001, quantity: '1', item_price: '1200', tax: '20' };
    const products = [{ ...inclusive, tax_method: 'inclusive' }];
    const deal = { companyId, currency: 'GBP', products };
    await control(oauthUrl, 'POST', `deals/${desk.dealId}`, deal);
    const path = `/api/v2/deals/${desk.dealId}/${kept}`;
    const match = { method: 'GET', path, company: companyId };
    const forbidden = { match, fault: 'status', status: 403, times: 1 };
    await control(oauthUrl, 'POST', 'faults', forbidden);
    desk.clock.advance(6 * 60_000);
    const { place } = desk;
    const refreshed = () => desk.call(desk.company.holder, 'invoices/refresh', { place });
    expect(await refreshed()).toMatchObject({
      status: 200,
      body: {
        invoices: [{ id: desk.invoiceId }],
        ledger: { left: '1100.00', basis: 'without_tax', derived: false },
      },
    });
    expect(await refreshed()).toMatchObject({
      status: 200,
      body: { ledger: { left: '1080.00', basis: 'with_tax', derived: true } },
    });
  },
);
