import type { FrameLocator, Locator, Page } from '@playwright/test';

/** Names of the settings' views, _Overview_ first. */
export type View =
  | 'Overview'
  | 'New invoices'
  | 'Sync'
  | 'Pipedrive fields'
  | 'Notes and reminders'
  | 'Company data';

/** The app's settings page in Pipedrive's settings. */
export type SettingsPage = {
  frame: FrameLocator;
  show(view: View): Promise<void>;
  /** Row of an invoice field and its source: To, Address, E-mail or Tax ID. */
  mapping(field: string): Locator;
  /** Chooses a Pipedrive field of the organization, person or deal as the source, by name. */
  map(field: string, of: 'Organization' | 'Person' | 'Deal', name: string): Promise<void>;
  /** Row of a fact of a field in Pipedrive: Amount due, Status, … */
  fact(name: string): Locator;
  /** Selects the Pipedrive field that a fact is written to. */
  factField(name: string): Locator;
  preview: Locator;
  daysTerm: Locator;
  days: Locator;
  quickbooksTerm: Locator;
  save: Locator;
  state: Locator;
  connect: Locator;
  disconnect: Locator;
  /** Section that exports and deletes the company's data. */
  data: { exportAll: Locator; deleteLater: Locator; deleteNow: Locator; keep: Locator };
};

export const settingsOn = (page: Page): SettingsPage => {
  const frame = page.frameLocator('iframe[title="Dealbill settings"]');
  const mapping = (field: string) => frame.getByRole('combobox', { name: field, exact: true });
  return {
    frame,
    show: (view) => frame.getByRole('button', { name: view, exact: true }).click(),
    mapping,
    async map(field, of, name) {
      await mapping(field).fill(name);
      const group = frame.getByRole('group', { name: of, exact: true });
      await group.getByRole('option', { name }).first().click();
    },
    fact: (name) =>
      frame
        .getByRole('listitem')
        .filter({ has: frame.getByRole('checkbox', { name, exact: true }) }),
    factField: (name) => frame.getByLabel(`Pipedrive field for ${name}`, { exact: true }),
    preview: frame.getByRole('region', { name: 'Preview' }),
    daysTerm: frame.getByRole('radio', { name: 'Days after the invoice date' }),
    days: frame.getByLabel('Number of days').first(),
    quickbooksTerm: frame.getByRole('combobox', { name: 'Payment term' }),
    save: frame.getByRole('button', { name: 'Save' }),
    state: frame.getByRole('button', { name: 'Save' }).locator('xpath=..').getByRole('status'),
    connect: frame.getByRole('button', { name: /^(Connect QuickBooks|Reconnect)$/ }),
    disconnect: frame.getByRole('button', { name: 'Disconnect' }),
    data: {
      exportAll: frame.getByRole('button', { name: 'Export everything' }),
      deleteLater: frame.getByRole('button', { name: 'Delete in 30 days…' }),
      deleteNow: frame.getByRole('button', { name: 'Delete now…' }),
      keep: frame.getByRole('button', { name: 'Keep the data' }),
    },
  };
};
