import type { FrameLocator, Locator, Page } from '@playwright/test';

/** Panel on a deal page. */
export type PanelPage = {
  frame: FrameLocator;
  /** All rows: invoices and drafts. */
  rows: Locator;
  invoices: Locator;
  drafts: Locator;
  connect: Locator;
  refresh: Locator;
  newInvoice: Locator;
  /** Row of an invoice, by its number. */
  invoice(number: string): Locator;
  /** Date in the row of an invoice. */
  dueDate(number: string): Locator;
  /** Opens the menu of an invoice and chooses an entry. */
  choose(number: string, entry: string): Promise<void>;
  /** Opens the panel's menu and chooses an entry. */
  chooseInPanel(entry: string): Promise<void>;
};

export const panelOn = (page: Page): PanelPage => {
  const frame = page.frameLocator('iframe[title="Dealbill panel"]');
  const rows = frame.getByRole('list', { name: 'Invoices' }).getByRole('listitem');
  const invoiceButton = (number: string | RegExp) => frame.getByRole('button', { name: number });
  const pick = async (menu: string, entry: string) => {
    await frame.getByRole('button', { name: menu, exact: true }).click();
    // The accessible name of an entry that opens another page ends with a note about that.
    await frame.getByRole('menuitem', { name: new RegExp(`^${entry}`) }).click();
  };
  const invoice = (number: string) =>
    rows.filter({ has: invoiceButton(`Actions for invoice ${number}`) });
  return {
    frame,
    rows,
    invoices: rows.filter({ has: invoiceButton(/^Actions for invoice/) }),
    drafts: rows.filter({ hasText: /^(Draft|Creating|Being checked|Action needed)/ }),
    connect: frame.getByRole('button', { name: 'Connect QuickBooks' }),
    refresh: frame.getByRole('button', { name: 'Refresh from QuickBooks' }),
    newInvoice: frame.getByRole('button', { name: 'New invoice' }),
    invoice,
    dueDate: (number) => invoice(number).locator('time'),
    choose: (number, entry) => pick(`Actions for invoice ${number}`, entry),
    chooseInPanel: (entry) => pick('More actions', entry),
  };
};
