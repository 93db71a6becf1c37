import type { FrameLocator, Locator, Page } from '@playwright/test';

/** The app's settings page inside Pipedrive's settings. */
export type SettingsPage = {
  frame: FrameLocator;
  /** A field of the invoice and where it is filled from: To, Address, Email or Tax ID. */
  mapping(field: string): Locator;
  /** Chooses a Pipedrive field by its name, such as `Person: Email`. */
  map(field: string, source: string): Promise<void>;
  preview: Locator;
  daysTerm: Locator;
  days: Locator;
  quickbooksTerm: Locator;
  save: Locator;
  state: Locator;
  connect: Locator;
  disconnect: Locator;
};

export const settingsOn = (page: Page): SettingsPage => {
  const frame = page.frameLocator('iframe[title="Dealbill settings"]');
  const mapping = (field: string) => frame.getByRole('combobox', { name: field, exact: true });
  return {
    frame,
    mapping,
    async map(field, source) {
      await mapping(field).fill(source.split(': ')[1] ?? source);
      await frame.getByRole('option', { name: source }).click();
    },
    preview: frame.getByRole('region', { name: 'Preview' }),
    daysTerm: frame.getByRole('radio', { name: 'Days after the issue date' }),
    days: frame.getByLabel('Number of days'),
    quickbooksTerm: frame.getByRole('combobox', { name: 'Term in QuickBooks' }),
    save: frame.getByRole('button', { name: 'Save' }),
    state: frame.getByRole('status'),
    connect: frame.getByRole('button', { name: /^(Connect QuickBooks|Reconnect)$/ }),
    disconnect: frame.getByRole('button', { name: 'Disconnect' }),
  };
};
