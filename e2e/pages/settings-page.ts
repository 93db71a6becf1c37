import type { FrameLocator, Locator, Page } from '@playwright/test';

/** The app's settings page inside Pipedrive's settings. */
export type SettingsPage = {
  frame: FrameLocator;
  /** A field of the invoice and where it is filled from: To, Address, E-mail or Tax ID. */
  mapping(field: string): Locator;
  /** Chooses a field of the deal's organization, its person or the deal, by its name in Pipedrive. */
  map(field: string, of: 'Organization' | 'Person' | 'Deal', name: string): Promise<void>;
  preview: Locator;
  daysTerm: Locator;
  days: Locator;
  quickbooksTerm: Locator;
  save: Locator;
  state: Locator;
  connect: Locator;
  disconnect: Locator;
  /** What happens to the company's data. */
  data: { exportAll: Locator; deleteLater: Locator; deleteNow: Locator; keep: Locator };
};

export const settingsOn = (page: Page): SettingsPage => {
  const frame = page.frameLocator('iframe[title="Dealbill settings"]');
  const mapping = (field: string) => frame.getByRole('combobox', { name: field, exact: true });
  return {
    frame,
    mapping,
    async map(field, of, name) {
      await mapping(field).fill(name);
      const group = frame.getByRole('group', { name: of, exact: true });
      await group.getByRole('option', { name }).first().click();
    },
    preview: frame.getByRole('region', { name: 'Preview' }),
    daysTerm: frame.getByRole('radio', { name: 'Days after the invoice date' }),
    days: frame.getByLabel('Number of days'),
    quickbooksTerm: frame.getByRole('combobox', { name: 'Payment term' }),
    save: frame.getByRole('button', { name: 'Save' }),
    state: frame.getByRole('status'),
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
