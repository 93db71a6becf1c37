import { allInQuickbooks } from '../arrange/in-quickbooks.ts';
import { expect, test } from '../fixtures.ts';

test.use({ realmLike: 'uk' });

test('creates an invoice in euro from a deal in euro for a customer in euro', async ({
  connected,
}) => {
  const { form, panel } = connected;
  await connected.openDeal('foreignCurrency');
  await panel.newInvoice.click();
  await expect(form.field('Currency')).toHaveValue('EUR');
  await form.customer('Möller Innenausbau GmbH').check();
  await form.line(2).link('Services');
  await expect(form.field('Prices')).toHaveValue('excluded');
  await form.create.click();
  // 4,690.00 and 20 % VAT, by the items' own tax codes.
  await expect(form.frame.getByText('5,628.00 EUR')).toBeVisible();
  await form.frame.getByRole('button', { name: 'Done' }).click();
  await expect(panel.invoices).toContainText('5,628.00 EUR');
});

test('uses the exchange rate of the invoice date, and asks for one when there is none', async ({
  connected,
  office,
  realm,
}) => {
  const { form, panel } = connected;
  const rate = form.frame.getByLabel('1 EUR in GBP');
  await connected.openDeal('foreignCurrency');
  await panel.newInvoice.click();
  await form.customer('Möller Innenausbau GmbH').check();
  await form.line(2).link('Services');
  await form.field('Prices').selectOption('none');
  await expect(rate).toHaveValue(/^0\.8\d+$/);

  const path = `/v3/company/${realm.realmId}/exchangerate`;
  await office.quickbooks.post('faults', {
    match: { realm: realm.realmId, path },
    fault: 'status',
    status: 400,
    code: '2500',
  });
  await form.field('Invoice date').fill('2026-07-01');
  await expect(form.frame.getByText('QuickBooks has no EUR rate on')).toBeVisible();
  await expect(form.check).toContainText('Exchange rate: required');
  await rate.fill('1,086');
  await expect(form.check).toContainText('Exchange rate: could mean 1.086 or 1086');
  await rate.fill('0.9');
  await expect(form.frame.getByText('Your own rate.')).toBeVisible();
  await expect(form.check).not.toContainText('Exchange rate');

  await form.field('Invoice date').fill('2026-08-31');
  await expect(rate).toHaveValue('0.86');
  await expect(form.frame.getByText('Recorded in QuickBooks as 4,033.40 GBP')).toBeVisible();
  // Create waits for the rate of the date just typed.
  await form.field('Invoice date').fill('2026-09-01');
  await form.create.click();
  await expect(form.outcome(/is in QuickBooks/)).toBeVisible();
  expect((await allInQuickbooks(office, realm)).invoices.at(-1)).toMatchObject({
    ExchangeRate: 0.86086,
    HomeTotalAmt: 4037.43,
  });
});

test('rejects a rate far from QuickBooks’ at its field; Create is busy while a rate loads', async ({
  connected,
  office,
  realm,
}) => {
  const { form, panel } = connected;
  const rate = form.frame.getByLabel('1 EUR in GBP');
  await connected.openDeal('foreignCurrency');
  await panel.newInvoice.click();
  await form.customer('Möller Innenausbau GmbH').check();
  await form.line(2).link('Services');
  await form.field('Prices').selectOption('none');
  await form.field('Invoice date').fill('2026-08-31');
  await expect(rate).toHaveValue('0.86');

  const before = (await allInQuickbooks(office, realm)).invoices.length;
  await rate.fill('86');
  await form.create.click();
  await expect(rate).toBeFocused();
  await expect(rate).toHaveAccessibleDescription(
    /Check the decimal point; the QuickBooks rate on this date is 0\.86/,
  );
  expect((await allInQuickbooks(office, realm)).invoices).toHaveLength(before);
  await form.frame.getByRole('button', { name: 'Use the QuickBooks rate' }).click();
  await expect(rate).toHaveValue('0.86');

  const path = `/v3/company/${realm.realmId}/exchangerate`;
  await office.quickbooks.post('latency', { ms: 2500, path });
  // A rate typed before QuickBooks' rate has loaded is compared with it too.
  await form.field('Invoice date').fill('2026-08-30');
  await expect(form.frame.getByText('Loading the QuickBooks rate…')).toBeVisible();
  await expect(form.check).not.toContainText('Exchange rate');
  await expect(form.frame.getByText('Required.')).toHaveCount(0);
  await rate.fill('85');
  await expect(form.check).toContainText('Exchange rate: check the decimal point');
  await form.frame.getByRole('button', { name: 'Use the QuickBooks rate' }).click();

  await form.field('Invoice date').fill('2026-09-01');
  await form.create.click();
  const waiting = form.frame.locator('form', { hasText: 'Loading the QuickBooks rate…' });
  await expect(waiting.getByRole('button', { name: 'Creating…' })).toBeVisible();
  await expect(form.outcome(/is in QuickBooks/)).toBeVisible();
  await office.quickbooks.post('latency', { ms: 0, path });
  expect((await allInQuickbooks(office, realm)).invoices.at(-1)).toMatchObject({
    ExchangeRate: 0.86086,
  });
});
