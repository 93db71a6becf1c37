import type { InvoicePage } from '@dealbill/server/contract/invoices';
import { panelContext } from '../../host/panel-context.ts';
import { type StoredEdit, withTyped } from './restore-edit.ts';

/**
 * Pipedrive closes its modal without asking the page. Edits are stored in the tab's session storage
 * until they are saved or discarded.
 */
const nameOf = (invoiceId: string): string => `edit-1/${panelContext.who}/${invoiceId}`;

/** Browsers may block storage in an iframe; the edit then lasts only as long as the modal. */
const storage = (): Storage | null => {
  try {
    return window.sessionStorage;
  } catch {
    return null;
  }
};

const keepEdit = (invoiceId: string, text: string): void => {
  try {
    storage()?.setItem(nameOf(invoiceId), text);
  } catch {
    // The storage is full: the edit remains on the screen.
  }
};

export const forgetEdit = (invoiceId: string): void => storage()?.removeItem(nameOf(invoiceId));

/** Stores the edit, or removes it when there is nothing to store. */
export const storeEdit = (invoiceId: string, edit: StoredEdit | null): void => {
  if (edit === null) forgetEdit(invoiceId);
  else keepEdit(invoiceId, JSON.stringify(edit));
};

/** The invoice as just read, with the edit stored in this tab applied. */
export const withKept = (page: InvoicePage): InvoicePage => {
  const text = storage()?.getItem(nameOf(page.invoice.id));
  return text ? withTyped(page, JSON.parse(text)) : page;
};
