import type { Page } from '@playwright/test';
import type { Office, Realm } from '../world/office.ts';
import type { World } from '../world/world.ts';

/** QuickBooks as an accountant sees it: the page of one invoice. */
export type AccountantPage = {
  page: Page;
  receive(amount: string): Promise<void>;
  /** A credit memo for the customer, put on this invoice at once. */
  giveCredit(amount: string): Promise<void>;
  changeDueDate(date: string): Promise<void>;
  /** The e-mail that was sent last came back. */
  bounceMail(): Promise<void>;
  voidInvoice(): Promise<void>;
  deleteInvoice(): Promise<void>;
};

/** Opens an invoice in QuickBooks by its number, in a window of its own. */
export const openInQuickbooks = async (
  page: Page,
  world: World,
  office: Office,
  realm: Realm,
  number: string,
): Promise<AccountantPage> => {
  const { invoices } = await office.quickbooks.get<{
    invoices: { Id: string; DocNumber?: string }[];
  }>(`realms/${realm.realmId}/books`);
  const id = invoices.find((invoice) => invoice.DocNumber === number)?.Id;
  await page.goto(`${world.quickbooksUrl}/app/invoice?txnId=${id}&companyId=${realm.realmId}`);
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
  return {
    page,
    async receive(amount) {
      await page.getByLabel('Amount received').fill(amount);
      await press('Record payment');
    },
    async giveCredit(amount) {
      await page.getByLabel('Credit amount').fill(amount);
      await press('Save credit memo');
    },
    async changeDueDate(date) {
      await page.getByLabel('Due date').fill(date);
      await press('Save changes');
    },
    async bounceMail() {
      await page.reload();
      await press('The e-mail came back');
    },
    voidInvoice: () => press('Void invoice'),
    deleteInvoice: () => press('Delete invoice'),
  };
};

/** Makes a customer inactive in QuickBooks, on its own page there. */
export const deactivateCustomer = async (
  page: Page,
  world: World,
  realm: Realm,
  customerId: string,
): Promise<void> => {
  const { quickbooksUrl } = world;
  await page.goto(
    `${quickbooksUrl}/app/customerdetail?nameId=${customerId}&companyId=${realm.realmId}`,
  );
  await page.getByRole('button', { name: 'Make inactive' }).click();
};
