import type { InvoicePage } from '@dealbill/server/contract/invoices';
import { useEffect } from 'react';
import { panelContext } from '../../host/panel-context.ts';
import { type StoredEdit, withTyped } from './restore-edit.ts';

/**
 * Pipedrive closes its window without asking the page in it. What is typed into an edit waits in the tab
 * until it is saved or given up.
 */
const nameOf = (invoiceId: string): string => `edit-1/${panelContext.who}/${invoiceId}`;

/** A browser may keep nothing for a page inside another one: then the edit lasts as long as its window. */
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
    // Full, and nothing to be told: the edit is on the screen.
  }
};

export const forgetEdit = (invoiceId: string): void => storage()?.removeItem(nameOf(invoiceId));

/** Keeps the edit as it is typed, while there is something to keep. */
export const useStoredEdit = (invoiceId: string, edit: StoredEdit, nothing: boolean): void => {
  const text = nothing ? null : JSON.stringify(edit);
  useEffect(() => {
    if (text === null) forgetEdit(invoiceId);
    else keepEdit(invoiceId, text);
  }, [invoiceId, text]);
};

/** The invoice as it was just read, with what was typed in this tab and neither saved nor given up. */
export const withKept = (page: InvoicePage): InvoicePage => {
  const text = storage()?.getItem(nameOf(page.invoice.id));
  return text ? withTyped(page, JSON.parse(text)) : page;
};
