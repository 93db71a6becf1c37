import { m } from '../words/compiled/messages.js';
import type { InvoiceRow } from './invoice-actions.tsx';
import type { TakingBack } from './under-way.ts';

type Action = NonNullable<InvoiceRow['checking']>;

/** What is being done, until QuickBooks answers. */
export const takingBackWords: Record<TakingBack, () => string> = {
  void: m.invoices_voiding,
  delete: m.invoices_deleting,
};

/** What is being found out about an action whose answer was lost. */
export const checkingWords: Record<Action, () => string> = {
  void: m.invoices_checking_void,
  delete: m.invoices_checking_delete,
  send: m.invoices_checking_send,
  edit: m.invoices_checking_edit,
};

/** That an action did not happen after all. */
export const notDoneWords: Record<Action, () => string> = {
  void: m.invoices_not_voided,
  delete: m.invoices_not_deleted,
  send: m.invoices_not_sent,
  edit: m.invoices_not_edited,
};
