import { expect, test } from 'vitest';
import type { DraftForm } from '../drafts/contract.ts';
import { control } from '../testing/control.ts';
import { openInvoiceDesk } from '../testing/invoice-desk.ts';

/** What the form of the desk's deal, worth 4,500.00, says is left on it. */
const roomAt = async (desk: Awaited<ReturnType<typeof openInvoiceDesk>>) => {
  const input = { dealId: desk.dealId, draftId: null, fresh: true };
  const { body } = await desk.call(desk.company.holder, 'drafts/open', input);
  return (body as DraftForm).room;
};

test('a form knows what is left on its deal as the panel does, without asking QuickBooks for it', async () => {
  const desk = await openInvoiceDesk();
  const value = { amount: '4500', currency: 'USD' };
  expect(await roomAt(desk)).toEqual({ value, left: '4400.00' });
  expect((await desk.list()).ledger.left).toBe('4400.00');
  await desk.forgetCalls();
  expect((await desk.show()).room).toEqual({
    deal: 'Meeting room acoustics',
    value,
    left: '4400.00',
  });
  expect(await desk.calls()).toEqual(['POST batch']);
  await desk.act('void');
  expect(await roomAt(desk)).toEqual({ value, left: '4500.00' });
});

test('an invoice seen from elsewhere stands beside no deal', async () => {
  const desk = await openInvoiceDesk();
  const input = { place: { of: 'company' }, invoiceId: desk.invoiceId };
  const { body } = await desk.call(desk.company.holder, 'invoices/show', input);
  expect(body).toMatchObject({ invoice: { id: desk.invoiceId }, room: null });
});

test('counting what is billed in its own currency, tax included', async () => {
  const desk = await openInvoiceDesk('uk');
  expect(await roomAt(desk)).toMatchObject({ left: '4500.00' });
  const { oauthUrl } = desk.doors.settings.pipedrive;
  const { companyId } = desk.company;
  await control(oauthUrl, 'POST', `deals/${desk.dealId}`, { companyId, currency: 'GBP' });
  desk.clock.advance(6 * 60_000);
  expect(await roomAt(desk)).toMatchObject({ left: '4380.00' });
});
