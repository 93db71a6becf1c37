import type { FrameLocator, Locator, Page } from '@playwright/test';

/** Customer screen of a deal, an organization or a person, in the modal. */
export type CustomerPage = {
  frame: FrameLocator;
  /** Card of the linked customer. */
  linked(name: string): Locator;
  /** Card of a candidate or a search result. */
  candidate(name: string | RegExp): Locator;
  /** Searches for customers and chooses the one with this name. */
  search(text: string, name: string | RegExp): Promise<void>;
  /** Choice that shows the fields for a new customer (`field`, `create`). */
  createNew: Locator;
  field(label: string): Locator;
  create: Locator;
  link: Locator;
  change: Locator;
  unlink: Locator;
  button(name: string | RegExp): Locator;
  /** Message about the result of an action, or about a problem, that contains this text. */
  notice(text: string | RegExp): Locator;
};

/** Comparison of customer details between Pipedrive and QuickBooks. */
export type DifferencesPage = {
  rows: Locator;
  /** Row of a detail: Address, E-mail or Tax ID. */
  row(detail: string): Locator;
  tick(detail: string): Locator;
  update: Locator;
};

const modal = 'iframe[title="Dealbill modal"]';

export const customerOn = (page: Page): CustomerPage => {
  const frame = page.frameLocator(modal);
  const button = (name: string | RegExp) =>
    frame.getByRole('button', { name, exact: typeof name === 'string' });
  return {
    frame,
    linked: (name) => frame.getByRole('region', { name, exact: true }),
    candidate: (name) => frame.getByRole('radio', { name }),
    async search(text, name) {
      await frame.getByRole('combobox', { name: 'Search all customers' }).fill(text);
      await frame.getByRole('option', { name }).first().click();
    },
    createNew: frame.getByRole('radio', { name: 'Create a new customer' }),
    field: (label) => frame.getByLabel(label, { exact: true }),
    create: button('Create customer'),
    link: button('Link customer'),
    change: button('Change'),
    unlink: button('Unlink'),
    button,
    notice: (words) =>
      frame.getByRole('status').or(frame.getByRole('alert')).filter({ hasText: words }),
  };
};

export const differencesOn = (page: Page): DifferencesPage => {
  const frame = page.frameLocator(modal);
  const rows = frame.getByRole('row').filter({ has: frame.getByRole('checkbox') });
  const tick = (detail: string) =>
    frame.getByRole('checkbox', { name: `Change in QuickBooks: ${detail}`, exact: true });
  return {
    rows,
    row: (detail) => rows.filter({ has: tick(detail) }),
    tick,
    update: frame.getByRole('button', { name: 'Update in QuickBooks' }),
  };
};
