import { inQuickbooks, stopAnswering } from '../arrange/in-quickbooks.ts';
import { makeInvoice } from '../arrange/make-invoice.ts';
import { expect, test } from '../fixtures.ts';
import { errorStatus } from '../noise.ts';
import { seriousProblems } from '../pages/accessibility.ts';
import { editOn } from '../pages/edit-page.ts';
import { listOn } from '../pages/list-page.ts';

test('lists payments and credits in order, with the amount due after each', async ({
  connected,
  office,
  company,
  context,
  accountant,
}) => {
  const number = await makeInvoice(office, company, 'withProducts');
  const atQuickBooks = await accountant(number);
  await atQuickBooks.receive('4884.00');
  await atQuickBooks.receive('2000.00');
  await atQuickBooks.addCreditMemo('500.00');

  const { page, panel, modal } = connected;
  await connected.openDeal('withProducts');
  await panel.frame.getByRole('button', { name: `View invoice ${number}` }).click();
  const rows = modal.getByRole('table').filter({ hasText: 'Amount due after' }).getByRole('row');
  await expect(rows).toHaveCount(5);
  await expect(rows).toContainText([
    /Amount due after/,
    /Invoice total.*11,884\.00/,
    /Payment.*4,884\.00.*7,000\.00/,
    /Payment.*2,000\.00.*5,000\.00/,
    /Credit.*500\.00.*4,500\.00/,
  ]);
  await expect(modal.getByText('Partially paid')).toBeVisible();
  await expect(modal.getByRole('table').first()).toContainText(/Oak desk 160.*24 × 118\.50/s);
  await expect(modal.getByRole('link', { name: 'Office fit-out, 3rd floor' })).toBeVisible();
  await expect(modal.getByText('Sales Lead created the invoice')).toBeVisible();
  await expect(modal.getByText('Updated from QuickBooks on')).toBeVisible();
  await expect(modal.getByRole('figure', { name: /Page 1 of 1/ })).toBeVisible();
  expect(await seriousProblems(page, 'Dealbill modal')).toEqual([]);

  const opened = context.waitForEvent('page');
  await rows.nth(2).getByRole('link').click();
  const payment = await opened;
  await expect(payment).toHaveURL(/\/app\/recvpayment\?/);
  await expect(payment.getByText('4,884.00').first()).toBeVisible();
});

test('shows that nothing is paid, and lists sending and voiding in the history', async ({
  connected,
  office,
  company,
}) => {
  const number = await makeInvoice(office, company, 'withProducts');
  const { panel, modal } = connected;
  await connected.openDeal('withProducts');
  await panel.choose(number, 'Send by e-mail');
  await modal.getByRole('button', { name: 'Send', exact: true }).click();
  await modal.getByRole('button', { name: 'Done' }).click();
  await panel.frame.getByRole('button', { name: `View invoice ${number}` }).click();
  await expect(modal.getByText('No payments yet.')).toBeVisible();
  await expect(modal.getByText(/^Sent from QuickBooks on .* to purchasing@/)).toBeVisible();
  await expect(modal.getByText('Sales Lead sent the invoice to purchasing@')).toBeVisible();
  await connected.closeModal();

  await panel.choose(number, 'Void');
  await connected.confirm('Void invoice');
  await expect(panel.invoice(number)).toContainText('Voided');
  await panel.frame.getByRole('button', { name: `View invoice ${number}` }).click();
  const history = modal.getByRole('listitem').filter({ hasText: /Sales Lead/ });
  await expect(history).toContainText([
    'voided the invoice',
    'sent the invoice',
    'created the invoice',
  ]);
});

test('offers the actions of an invoice, with the same confirmations as the panel', async ({
  connected,
  office,
  company,
  realm,
}) => {
  const number = await makeInvoice(office, company, 'withProducts');
  const { page, panel, modal } = connected;
  await connected.openDeal('withProducts');
  await panel.frame.getByRole('button', { name: `View invoice ${number}` }).click();
  const act = async (entry: string) => {
    await modal.getByRole('button', { name: `Actions for invoice ${number}` }).click();
    await modal.getByRole('menuitem', { name: entry }).click();
  };
  await expect(modal.getByText('Not sent from QuickBooks yet.')).toBeVisible();
  // Send has a button beside the menu until the invoice is sent.
  await modal.getByRole('button', { name: 'Send by e-mail' }).click();
  await modal.getByRole('button', { name: 'Send', exact: true }).click();
  await modal.getByRole('button', { name: 'Done' }).click();
  await expect(modal.getByText(/^Sent from QuickBooks on .* to purchasing@/)).toBeVisible();
  await expect(modal.getByRole('button', { name: 'Send by e-mail' })).toHaveCount(0);

  await act('Void');
  await expect(page.getByRole('alertdialog')).toContainText(`Void invoice ${number}?`);
  await connected.confirm('Void invoice');
  await expect(modal.getByText('Sales Lead voided the invoice')).toBeVisible();
  await expect(modal.getByRole('heading', { level: 1 })).toContainText('Voided');
  await expect(modal.getByText('No payments or credits.')).toBeVisible();

  await act('Delete');
  await connected.confirm('Delete invoice');
  await expect(modal.getByRole('heading', { name: 'Deleted in QuickBooks' })).toBeVisible();
  await expect(modal.getByRole('button', { name: /Actions for invoice/ })).toHaveCount(0);
  expect(await seriousProblems(page, 'Dealbill modal')).toEqual([]);
  expect(await inQuickbooks(office, realm, number)).toBeUndefined();
});

test('shows the mirrored invoice and says so while QuickBooks does not answer', async ({
  connected,
  office,
  company,
  realm,
  noise,
}) => {
  noise.allow(errorStatus(503));
  const number = await makeInvoice(office, company, 'withProducts');
  const { panel, modal } = connected;
  await connected.openDeal('withProducts');
  await expect(panel.frame.getByText('just now')).toBeVisible();
  const answerAgain = await stopAnswering(office, realm);
  await panel.frame.getByRole('button', { name: `View invoice ${number}` }).click();
  const notice = modal.getByRole('status').filter({ hasText: 'QuickBooks did not answer' });
  await expect(notice).toContainText('You see the invoice as of', { timeout: 30_000 });
  await expect(modal.getByText('Office fit-out, 3rd floor')).toBeVisible();
  await expect(modal.getByRole('heading', { name: 'The PDF is not available' })).toBeVisible();
  await expect(modal.getByRole('button', { name: 'Try again' })).toHaveCount(1);
  await answerAgain();
  await notice.getByRole('button', { name: 'Try again' }).click();
  await expect(notice).toHaveCount(0);
  await expect(modal.getByRole('figure', { name: /Page 1 of 1/ })).toBeVisible();
});

test.describe('an invoice with a bundle and shipping, created in QuickBooks', () => {
  test.use({ realmLike: 'uk' });

  const salesLine = (Amount: number, detail: object) => ({
    DetailType: 'SalesItemLineDetail',
    Amount,
    SalesItemLineDetail: detail,
  });

  test('shows amounts that add up, and an edit of another line keeps the bundle', async ({
    connected,
    office,
    realm,
  }) => {
    const desks = salesLine(7.96, { ItemRef: { value: '3' }, Qty: 2, UnitPrice: 3.98 });
    const panels = salesLine(2.65, { ItemRef: { value: '4' }, Qty: 1, UnitPrice: 2.65 });
    await office.quickbooks.post(`realms/${realm.realmId}/invoices`, {
      invoices: [
        {
          CustomerRef: { value: '1' },
          CurrencyRef: { value: 'GBP' },
          GlobalTaxCalculation: 'NotApplicable',
          DocNumber: 'B-1',
          Line: [
            {
              DetailType: 'GroupLineDetail',
              GroupLineDetail: {
                GroupItemRef: { value: '24', name: 'Welcome set' },
                Quantity: 3,
                Line: [desks, panels],
              },
            },
            salesLine(50, { ItemRef: { value: '1' }, Qty: 2, UnitPrice: 25 }),
            {
              DetailType: 'DiscountLineDetail',
              DiscountLineDetail: { PercentBased: true, DiscountPercent: 10 },
            },
            salesLine(2, { ItemRef: { value: 'SHIPPING_ITEM_ID' } }),
          ],
        },
      ],
    });
    const { page, panel, modal } = connected;
    await connected.openDeal('withProducts');
    await panel.chooseInPanel('Link invoices');
    const list = listOn(page);
    await list.field('Invoice number').fill('B-1');
    await list.button('Search QuickBooks').click();
    await list.tick('B-1');
    await list.button('Link to this deal').click();
    await connected.closeModal();

    await panel.frame.getByRole('button', { name: 'View invoice B-1' }).click();
    const lines = modal.getByRole('table').first();
    await expect(lines.getByRole('row')).toContainText([
      /Welcome set.*3.*10\.61/,
      /Oak desk 160.*2 × 3\.98.*7\.96/,
      /Acoustic panel.*1 × 2\.65.*2\.65/,
      /Services.*2 × 25\.00.*50\.00/,
      /Subtotal.*60\.61/,
      /Discount.*10.*6\.06/,
      /Shipping.*2\.00/,
      /Tax.*0\.00/,
      /Total.*56\.55/,
    ]);
    expect(await seriousProblems(page, 'Dealbill modal')).toEqual([]);
    await connected.closeModal();

    await panel.choose('B-1', 'Edit');
    const edit = editOn(modal);
    await expect(edit.line(1)).toContainText('Welcome set');
    await edit.line(2).getByLabel('Quantity').fill('4');
    await expect(modal.getByRole('definition')).toHaveText([
      '110.61',
      /^.11\.06$/,
      '2.00',
      /101\.55/,
    ]);
    await edit.review.click();
    await expect(edit.change('Total')).toContainText(/56\.55.*101\.55/);
    await edit.save.click();
    await expect(connected.snackbar).toContainText('Invoice B-1 was changed in QuickBooks');
    expect(await inQuickbooks(office, realm, 'B-1')).toMatchObject({ TotalAmt: 101.55 });
  });
});
