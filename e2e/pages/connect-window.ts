import type { Locator, Page } from '@playwright/test';
import type { Realm } from '../world/office.ts';

/** The connect window: the app's page, then Intuit's, then the app's or Pipedrive's. */
export type ConnectWindow = {
  page: Page;
  title: Locator;
  goOn(): Promise<void>;
  /** Button on Intuit's page. */
  connectTo(realm: Realm): Promise<void>;
  cancel(): Promise<void>;
};

const windowOf = (page: Page): ConnectWindow => ({
  page,
  title: page.getByRole('heading', { level: 1 }),
  goOn: () => page.getByRole('button', { name: 'Continue to QuickBooks' }).click(),
  async connectTo(realm) {
    await page.getByLabel(realm.name, { exact: false }).check();
    await page.getByRole('button', { name: 'Connect', exact: true }).click();
  },
  cancel: () => page.getByRole('button', { name: 'No thanks' }).click(),
});

/**
 * Presses a button that opens the connect window, and waits for the app's first page, or for Intuit's
 * when the owner renews the connection.
 */
export const openWindow = async (page: Page, button: Locator): Promise<ConnectWindow> => {
  const opened = page.context().waitForEvent('page');
  await button.click();
  const connectWindow = windowOf(await opened);
  await connectWindow.page.waitForURL(/ticket=|connect\/oauth2/);
  return connectWindow;
};
