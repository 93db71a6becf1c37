import type { FrameLocator, Locator, Page } from '@playwright/test';
import type { Company, DealName } from '../world/office.ts';
import type { World } from '../world/world.ts';
import { type FormPage, formOn } from './form-page.ts';
import { type PanelPage, panelOn } from './panel-page.ts';
import { type SettingsPage, settingsOn } from './settings-page.ts';

/** Pipedrive's page with the app's frames. */
export type HostPage = {
  page: Page;
  panel: PanelPage;
  form: FormPage;
  /** Frame of the app's modal, whatever screen it shows. */
  modal: FrameLocator;
  settings: SettingsPage;
  history: Locator;
  snackbar: Locator;
  /** Opens a deal, signed in as this user; by default as the sales lead. */
  openDeal(deal: DealName, userId?: number, options?: { demoBar: boolean }): Promise<void>;
  /** Opens the page of an organization or a person. */
  openContact(of: 'organization' | 'person', id: number, userId?: number): Promise<void>;
  /** Opens the deal's organization or person with this name, through the link on the deal page. */
  goToContact(name: string): Promise<void>;
  openSettings(userId?: number, options?: { demoBar: boolean }): Promise<void>;
  setTheme(theme: 'light' | 'dark'): Promise<void>;
  closeModal(): Promise<void>;
  /** Answers a confirmation of the app that Pipedrive shows in its own dialog. */
  confirm(button: string): Promise<void>;
};

export const hostOn = (page: Page, world: World, company: Company): HostPage => ({
  page,
  panel: panelOn(page),
  form: formOn(page),
  modal: page.frameLocator('iframe[title="Dealbill modal"]'),
  settings: settingsOn(page),
  history: page.getByRole('region', { name: 'History' }),
  snackbar: page.getByRole('status'),
  async openDeal(deal, userId = company.salesLead, { demoBar } = { demoBar: true }) {
    const barParam = demoBar ? '' : '&bar=off';
    await page.goto(`${world.pipedriveUrl}/deal/${company.deals[deal]}?user=${userId}${barParam}`);
  },
  async openContact(of, id, userId = company.salesLead) {
    await page.goto(`${world.pipedriveUrl}/${of}/${id}?user=${userId}`);
  },
  async goToContact(name) {
    // By keyboard, because a panel that grows can move the link away from the mouse pointer.
    await page.getByRole('link', { name }).first().press('Enter');
  },
  async openSettings(userId = company.salesLead, { demoBar } = { demoBar: true }) {
    const path = '/settings/marketplace/app/demo-pipedrive-client/app-settings';
    const barParam = demoBar ? '' : '&bar=off';
    await page.goto(`${world.pipedriveUrl}${path}?user=${userId}${barParam}`);
  },
  async setTheme(theme) {
    const dark = page.getByRole('button', { name: 'Dark theme' });
    if (theme === 'dark') await dark.click();
  },
  async closeModal() {
    await page.getByRole('dialog', { name: 'Dealbill' }).getByLabel('Close').click();
  },
  confirm: (button) =>
    page.getByRole('alertdialog').getByRole('button', { name: button, exact: true }).click(),
});
