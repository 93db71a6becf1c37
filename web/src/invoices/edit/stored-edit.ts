import type { InvoicePage } from '@dealbill/server/contract/invoices';
import { panelContext } from '../../host/panel-context.ts';
import { readInTab, removeFromTab, storeInTab } from '../../lib/tab-storage.ts';
import { type StoredEdit, withTyped } from './restore-edit.ts';

/**
 * Pipedrive closes its modal without asking the page. Edits are stored in the tab's session storage
 * until they are saved or discarded. Where that fails, they last as long as the modal.
 */
const nameOf = (invoiceId: string): string => `edit-1/${panelContext.who}/${invoiceId}`;

export const forgetEdit = (invoiceId: string): void => removeFromTab(nameOf(invoiceId));

/** Stores the edit, or removes it when there is nothing to store. */
export const storeEdit = (invoiceId: string, edit: StoredEdit | null): void => {
  if (edit === null) forgetEdit(invoiceId);
  else storeInTab(nameOf(invoiceId), JSON.stringify(edit));
};

/** The invoice as just read, with the edit stored in this tab applied. */
export const withKept = (page: InvoicePage): InvoicePage => {
  const text = readInTab(nameOf(page.invoice.id));
  return text ? withTyped(page, JSON.parse(text)) : page;
};
