import type { Page } from '@playwright/test';
import type { Office, Realm } from '../world/office.ts';
import type { World } from '../world/world.ts';

/** Page of one invoice in QuickBooks. */
export type AccountantPage = {
  page: Page;
  receive(amount: string): Promise<void>;
  /** Creates a credit memo for the customer and applies it to this invoice. */
  addCreditMemo(amount: string): Promise<void>;
  changeDueDate(date: string): Promise<void>;
  /** Marks the last e-mail as bounced. */
  bounceMail(): Promise<void>;
  voidInvoice(): Promise<void>;
  deleteInvoice(): Promise<void>;
};

/** Opens the page of an invoice in QuickBooks by the invoice's number. */
export const openInQuickbooks = async (
  page: Page,
  world: World,
  office: Office,
  realm: Realm,
  number: string,
): Promise<AccountantPage> => {
  const { invoices } = await office.quickbooks.get<{
    invoices: { Id: string; DocNumber?: string }[];
  }>(`realms/${realm.realmId}/contents`);
  const invoiceId = invoices.find((invoice) => invoice.DocNumber === number)?.Id;
  await page.goto(
    `${world.quickbooksUrl}/app/invoice?txnId=${invoiceId}&companyId=${realm.realmId}`,
  );
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
  return {
    page,
    async receive(amount) {
      await page.getByLabel('Amount received').fill(amount);
      await press('Record payment');
    },
    async addCreditMemo(amount) {
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

/** Makes a customer inactive on the customer's page in QuickBooks. */
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
