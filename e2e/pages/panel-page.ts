import type { FrameLocator, Locator, Page } from '@playwright/test';

/** The panel on a deal page, as a person finds their way in it. */
export type PanelPage = {
  frame: FrameLocator;
  /** Every row, invoices and drafts. */
  rows: Locator;
  invoices: Locator;
  drafts: Locator;
  connect: Locator;
  refresh: Locator;
  newInvoice: Locator;
  /** The row of an invoice, by its number. */
  invoice(number: string): Locator;
  /** The date in the row of an invoice. */
  dueDate(number: string): Locator;
  /** Opens the menu of an invoice and chooses an entry of it. */
  choose(number: string, entry: string): Promise<void>;
  /** Opens the panel's own menu and chooses an entry of it. */
  chooseInPanel(entry: string): Promise<void>;
};

export const panelOn = (page: Page): PanelPage => {
  const frame = page.frameLocator('iframe[title="Dealbill panel"]');
  const rows = frame.getByRole('list', { name: 'Invoices' }).getByRole('listitem');
  const invoiceButton = (number: string | RegExp) => frame.getByRole('button', { name: number });
  const pick = async (menu: string, entry: string) => {
    await frame.getByRole('button', { name: menu, exact: true }).click();
    // An entry that opens another page says so after its name.
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
