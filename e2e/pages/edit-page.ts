import type { FrameLocator, Locator } from '@playwright/test';

/** Screen in the modal that edits an invoice. */
export type EditPage = {
  frame: FrameLocator;
  heading: Locator;
  field(name: string): Locator;
  line(number: number): Locator;
  addLine(item: string): Promise<void>;
  /** List of the problems that checks found. */
  check: Locator;
  review: Locator;
  /** Rows of the review, one for each changed field. */
  changes: Locator;
  /** Row of the review for this field. */
  change(name: string): Locator;
  goBack: Locator;
  save: Locator;
  cancel: Locator;
  warning(title: string | RegExp): Locator;
};

export const editOn = (frame: FrameLocator): EditPage => {
  const button = (name: string) => frame.getByRole('button', { name, exact: true });
  const changes = frame.getByRole('table').getByRole('row');
  return {
    frame,
    heading: frame.getByRole('heading', { level: 1 }),
    field: (name) => frame.getByLabel(name, { exact: true }),
    line: (number) => frame.getByRole('group', { name: `Line ${number}`, exact: true }),
    async addLine(item) {
      await button('Add line').click();
      await frame.locator(':focus').fill(item);
      await frame.getByRole('option', { name: item }).first().click();
    },
    check: frame.getByRole('region', { name: 'Before you save' }),
    review: button('Review changes'),
    changes,
    change: (name) => changes.filter({ has: frame.getByRole('rowheader', { name, exact: true }) }),
    goBack: button('Back to editing'),
    save: button('Save in QuickBooks'),
    cancel: button('Cancel'),
    warning: (title) => frame.getByRole('status').filter({ hasText: title }),
  };
};
