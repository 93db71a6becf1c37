import type { FrameLocator, Locator, Page } from '@playwright/test';

/** Invoice form in the modal. */
export type FormPage = {
  frame: FrameLocator;
  /** Field of the form outside its lines. */
  field(label: string): Locator;
  /** Card of a customer candidate. */
  customer(name: string | RegExp): Locator;
  newCustomer: Locator;
  line(number: number): LineFields;
  lines: Locator;
  totals: Locator;
  /** List of the problems that preflight checks found. */
  check: Locator;
  saved: Locator;
  create: Locator;
  /** Heading of the screen that shows the result. */
  outcome(words: string | RegExp): Locator;
};

export type LineFields = {
  element: Locator;
  field(label: string): Locator;
  /** Searches for items and chooses the one with this name. */
  link(item: string): Promise<void>;
};

export const formOn = (page: Page): FormPage => {
  const frame = page.frameLocator('iframe[title="Dealbill modal"]');
  const line = (number: number): LineFields => {
    const element = frame.getByRole('group', { name: `Line ${number}`, exact: true });
    return {
      element,
      field: (label) => element.getByLabel(label, { exact: true }),
      async link(item) {
        const box = element.getByRole('combobox', { name: 'Product or service' });
        await box.fill(item);
        await frame.getByRole('option', { name: item }).first().click();
      },
    };
  };
  return {
    frame,
    field: (label) => frame.getByLabel(label, { exact: true }),
    customer: (name) => frame.getByRole('radio', { name }),
    newCustomer: frame.getByRole('radio', { name: 'Create a new customer' }),
    line,
    lines: frame.getByRole('group', { name: /^Line \d+$/ }),
    totals: frame.getByRole('region', { name: 'Totals' }),
    check: frame.getByRole('region', { name: 'Before you create' }),
    saved: frame.getByRole('contentinfo').getByRole('status'),
    create: frame.getByRole('button', { name: 'Create invoice' }),
    outcome: (words) => frame.getByRole('heading', { name: words }),
  };
};
