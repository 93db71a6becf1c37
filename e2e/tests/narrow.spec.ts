import { inDays } from '../arrange/days.ts';
import { inQuickbooks, writeInQuickbooks } from '../arrange/in-quickbooks.ts';
import { makeInvoice } from '../arrange/make-invoice.ts';
import { expect, test } from '../fixtures.ts';
import { crowdedTexts } from '../pages/crowded-texts.ts';
import { listOn } from '../pages/list-page.ts';

test.use({ locale: 'pl-PL', viewport: { width: 320, height: 900 } });

test('shows long amounts and names in a window of 320 px without overlaps', async ({
  connected,
  office,
  company,
  realm,
  accountant,
}) => {
  const { page, panel, modal } = connected;
  const list = listOn(page);
  const crowded = (surface: string) =>
    expect.poll(() => crowdedTexts(page, 'Dealbill modal'), surface).toEqual([]);
  const number = await makeInvoice(office, company, 'withProducts', {
    customerName: 'Przedsiębiorstwo Wielobranżowe Zielona-Góra Sp. z o.o. i Wspólnicy',
    details: { issueDate: inDays(-40), dueDate: inDays(-26), term: { kind: 'none' } },
    lines: [
      { description: 'Installation in the main building', quantity: '1', unitPrice: '1234567.89' },
      { description: 'Service', quantity: '1234.5', unitPrice: '9876.54' },
    ],
  });
  const customerId = (await inQuickbooks(office, realm, number))?.CustomerRef.value ?? '';
  await writeInQuickbooks(office, realm, customerId, [
    { number: 'W-2', amount: 4222222.22, date: inDays(-40), due: inDays(-10) },
    { number: 'W-3', amount: 5333333.33, date: inDays(-100), due: inDays(-70) },
  ]);
  await (await accountant(number)).receive('2345678.91');

  await connected.openDeal('withProducts');
  await expect(panel.invoice(number)).toContainText('Partially paid');
  await panel.frame.getByRole('button', { name: `View invoice ${number}` }).click();
  await expect(modal.getByRole('figure').first()).toBeVisible();
  const item = modal.getByRole('cell', { name: 'Services', exact: true }).first();
  expect((await item.boundingBox())?.height).toBeLessThan(32);
  await crowded('invoice page');
  await connected.closeModal();

  await panel.frame.getByRole('button', { name: 'All invoices' }).click();
  const invoiceButton = list.row('W-2').getByRole('button', { name: 'W-2', exact: true });
  await expect(invoiceButton).toBeVisible();
  expect((await invoiceButton.boundingBox())?.width).toBeGreaterThan(20);
  await crowded('all invoices');
  await connected.closeModal();

  await panel.chooseInPanel('All company invoices');
  await expect(list.row('W-2')).toBeVisible();
  await expect(modal.getByRole('table').first()).toBeVisible();
  await crowded('company invoices');
});
