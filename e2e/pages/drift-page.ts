import type { FrameLocator, Locator } from '@playwright/test';

/** The comparison of a deal, its invoice and QuickBooks, in the modal. */
export const driftOn = (modal: FrameLocator) => ({
  heading: modal.getByRole('heading', { level: 1 }),
  /** The part about the deal, or about the edit in QuickBooks. */
  part: (name: 'deal' | 'invoice'): Locator =>
    modal.getByRole('region', {
      name: name === 'deal' ? 'Deal since it was invoiced' : 'Invoice edited in QuickBooks',
    }),
  keep: modal.getByRole('button', { name: 'Keep the difference' }),
  update: modal.getByRole('button', { name: 'Update the invoice' }),
  bill: modal.getByRole('button', { name: 'Bill the difference' }),
  restore: modal.getByRole('button', { name: 'Restore the earlier lines' }),
  noDifferences: modal.getByRole('heading', { name: 'No differences' }),
});
