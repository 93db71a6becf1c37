import { makeInvoice } from '../arrange/make-invoice.ts';
import { expect, test } from '../fixtures.ts';

test.use({ webhooks: true });

test('a payment in QuickBooks becomes a note on the deal, unless its kind is switched off', async ({
  connected,
  office,
  company,
  accountant,
}) => {
  const { page, settings, history } = connected;
  const noted = (text: string) =>
    expect(async () => {
      await page.reload();
      await expect(history).toContainText(text, { timeout: 1000 });
    }).toPass();
  const first = await makeInvoice(office, company, 'withProducts');
  await (await accountant(first)).receive('4884.00');
  await connected.openDeal('withProducts');
  await noted(`Invoice ${first} partly paid`);

  await connected.openSettings();
  await settings.show('Notes and reminders');
  const kind = (name: string) => settings.frame.getByRole('checkbox', { name, exact: true });
  await expect(settings.frame.getByText(`Example: Invoice ${first} partly paid`)).toBeVisible();
  await settings.frame.getByRole('radio', { name: 'Invoice number, customer and amount' }).check();
  const example = /Example: Invoice .* partly paid: \$5,942\.00 paid now, \$5,942\.00 due/;
  await expect(settings.frame.getByText(example)).toBeVisible();
  await kind('Partly paid').uncheck();
  await settings.save.click();
  await expect(settings.state.filter({ hasText: /^Saved/ })).toBeVisible();

  await connected.openDeal('withProducts');
  const second = await makeInvoice(office, company, 'withProducts', { fresh: true });
  const invoice = await accountant(second);
  await invoice.receive('884.00');
  await invoice.receive('11000.00');
  await noted('paid: ');
  await expect(history).toContainText(
    new RegExp(`Invoice ${second} for .* paid: .* paid now, total \\$11,884\\.00`),
  );
  await expect(history.getByText('partly paid')).toHaveCount(1);
});
