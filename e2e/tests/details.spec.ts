import { inDays } from '../arrange/days.ts';
import { customerInQuickbooks } from '../arrange/in-quickbooks.ts';
import { expect, test } from '../fixtures.ts';

type QuickbooksInvoice = Record<string, unknown> & { CustomerRef: { name: string } };

test('sends customer, dates, message and memo to QuickBooks as typed', async ({
  connected,
  office,
  realm,
}) => {
  const { form, panel, modal } = connected;
  await connected.openDeal('withProducts');
  await panel.newInvoice.click();
  await form.newCustomer.check();
  await form.field('Name of the new customer').fill('Cedar & Finch');
  await form.field('To').fill('Cedar & Finch Ltd, Reception');
  await form.field('Address').fill('18 Foundry Lane\nPortland, OR 97209');
  await form.field('E-mail').fill('ap@cedarfinch.example');
  await form.field('Invoice date').fill('9999-12-31');
  await form.field('Invoice date').blur();
  await expect(form.frame.getByText('Choose a date between 2000 and 2099.')).toBeVisible();
  await form.field('Invoice date').fill(inDays(0));
  await form.field('Payment term').selectOption('Net 15');
  await expect(form.field('Due date')).toHaveValue(inDays(15));
  await form.frame.getByText('Message and memo').click();
  await form.field('Message to the customer').fill('Thank you for the quick decision.');
  await form.field('Memo').fill('Agreed by phone.');
  await form.line(3).link('Installation, hourly');
  await form.create.click();
  await expect(form.outcome(/is in QuickBooks/)).toBeVisible();

  const { invoices } = await office.quickbooks.get<{ invoices: QuickbooksInvoice[] }>(
    `realms/${realm.realmId}/contents`,
  );
  expect(invoices.at(-1)).toMatchObject({
    CustomerRef: { name: 'Cedar & Finch' },
    BillAddr: {
      Line1: 'Cedar & Finch Ltd, Reception',
      Line2: '18 Foundry Lane',
      City: 'Portland',
      CountrySubDivisionCode: 'OR',
      PostalCode: '97209',
    },
    BillEmail: { Address: 'ap@cedarfinch.example' },
    DueDate: inDays(15),
    CustomerMemo: { value: 'Thank you for the quick decision.' },
    PrivateNote: 'Agreed by phone.',
  });
  await form.frame.getByRole('button', { name: 'View PDF' }).click();
  const printed = modal.getByRole('figure', { name: /Page 1 of 1/ });
  await expect(printed).toHaveAccessibleName(/Thank you for the quick decision/);
  await expect(printed).not.toHaveAccessibleName(/Agreed by phone/);
});

test('keeps the customer of a reopened draft, and asks no question twice', async ({
  connected,
}) => {
  const { form, panel } = connected;
  await connected.openDeal('nearlyAlike');
  await panel.newInvoice.click();
  await form.customer('Larkspur Dental Group').check();
  await expect(form.saved).toHaveText(/^Saved as draft/);
  await connected.closeModal();
  await panel.newInvoice.click();
  await expect(form.frame.getByText('Larkspur Dental Group', { exact: true })).toBeVisible();
  await expect(form.check).not.toContainText('QuickBooks customer');
  await form.frame.getByRole('button', { name: 'Choose another customer' }).click();
  await expect(form.customer('Larkspur Dental Group')).toBeChecked();
});

test('reports a missing e-mail address, and offers the one in QuickBooks', async ({
  connected,
  office,
  realm,
}) => {
  const { form, panel } = connected;
  await connected.openDeal('nearlyAlike');
  await panel.newInvoice.click();
  await form.customer('Larkspur Dental Group').check();
  await form.line(2).link('Installation, hourly');
  await expect(form.check).toContainText('No problems found');
  await form.field('E-mail').fill('');
  await expect(form.check).not.toContainText('No problems found');
  await expect(form.check).toContainText('No e-mail address');
  await expect(form.field('E-mail')).toHaveAccessibleDescription(/this invoice cannot be sent/);
  const { PrimaryEmailAddr } = await customerInQuickbooks(office, realm, 'Larkspur Dental Group');
  await form.frame.getByRole('button', { name: `Use ${PrimaryEmailAddr?.Address}` }).click();
  await expect(form.field('E-mail')).toHaveValue(PrimaryEmailAddr?.Address ?? '');
  await expect(form.check).toContainText('No problems found');
});

test('does not say that all is well beside a warning about the payment term', async ({
  connected,
}) => {
  const { form, panel } = connected;
  await connected.openDeal('nearlyAlike');
  await panel.newInvoice.click();
  await form.customer('Larkspur Dental Group').check();
  await form.line(2).link('Installation, hourly');
  await expect(form.check).toContainText('No problems found');
  await form.field('Due date').fill(inDays(20));
  await expect(form.check).toContainText('Check the warnings above first.');
  await expect(form.check).not.toContainText('No problems found');
  await form.check.getByRole('button', { name: 'QuickBooks has no 20-day payment term' }).click();
  await expect(form.field('Payment term')).toBeFocused();
  await form.frame.getByRole('button', { name: 'Create term “Net 20”' }).click();
  await expect(form.check).toContainText('No problems found');
});
