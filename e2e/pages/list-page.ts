import type { FrameLocator, Locator, Page } from '@playwright/test';

/** List of invoices in the modal: those of a customer, of the company, or search results. */
export type ListPage = {
  frame: FrameLocator;
  rows: Locator;
  /** Number of matching invoices. */
  count: Locator;
  /** Message in the footer about the last action. */
  message: Locator;
  /** Row of an invoice, by its number. */
  row(number: string): Locator;
  field(label: string): Locator;
  /** Toggles a status in the filter. */
  status(name: string): Locator;
  period: Locator;
  link(number: string): Promise<void>;
  unlink(number: string): Promise<void>;
  tick(...numbers: string[]): Promise<void>;
  button(name: string | RegExp): Locator;
  /** Selects all visible rows, or clears the selection. */
  all: Locator;
  /** Chooses the deal of an organization or a person. */
  deal: Locator;
};

export const listOn = (page: Page): ListPage => {
  const frame = page.frameLocator('iframe[title="Dealbill modal"]');
  const rows = frame.getByRole('list', { name: 'Invoices' }).getByRole('listitem');
  const button = (name: string | RegExp) => frame.getByRole('button', { name, exact: true });
  return {
    frame,
    rows,
    count: frame.getByText(/^[\d,]+ invoices?( · .*)?$/),
    message: frame.getByRole('status').filter({ hasText: /linked|Undone|Nothing/i }),
    row: (number) => rows.filter({ has: frame.getByText(number, { exact: true }) }),
    field: (label) => frame.getByLabel(label, { exact: true }),
    status: (name) =>
      frame.getByRole('group', { name: 'Status' }).getByLabel(name, { exact: true }),
    period: frame.getByLabel('Period', { exact: true }),
    link: (number) => button(`Link invoice ${number} to this deal`).click(),
    unlink: (number) => button(`Unlink invoice ${number} from this deal`).click(),
    async tick(...numbers) {
      for (const number of numbers) await frame.getByLabel(`Select invoice ${number}`).check();
    },
    button,
    all: frame.getByRole('checkbox', { name: /^Select (all|this invoice)/ }),
    deal: frame.getByLabel('Link to deal'),
  };
};
