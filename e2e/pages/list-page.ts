import type { FrameLocator, Locator, Page } from '@playwright/test';

/** A list of invoices in the modal: a customer's, the company's, or what a search found. */
export type ListPage = {
  frame: FrameLocator;
  rows: Locator;
  /** How many match. */
  count: Locator;
  /** What was done last, at the foot. */
  told: Locator;
  /** The row of an invoice, by its number. */
  row(number: string): Locator;
  field(label: string): Locator;
  /** Ticks a status to be shown, or takes the tick away. */
  status(name: string): Locator;
  period: Locator;
  link(number: string): Promise<void>;
  unlink(number: string): Promise<void>;
  tick(...numbers: string[]): Promise<void>;
  button(name: string | RegExp): Locator;
  /** Ticks all rows shown, or takes their ticks away. */
  all: Locator;
  /** For which deal of an organization or a person. */
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
    told: frame.getByRole('status').filter({ hasText: /linked|Undone|Nothing/i }),
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
