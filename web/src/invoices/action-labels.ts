import type { InvoiceRow } from '@dealbill/server/contract/invoices';
import { m } from '../messages/compiled/messages.js';
import type { VoidOrDelete } from './pending-actions.ts';

type Action = NonNullable<InvoiceRow['checking']>;

/** Shown on an invoice while the action is pending. */
export const pendingActionText: Record<VoidOrDelete, () => string> = {
  void: m.invoices_voiding,
  delete: m.invoices_deleting,
};

const checkingWords: Record<Action, () => string> = {
  void: m.invoices_checking_void,
  delete: m.invoices_checking_delete,
  send: m.invoices_checking_send,
  edit: m.invoices_checking_edit,
};

/**
 * Text of an action whose response was lost: still being checked, or already visible in the
 * invoice's status. It stays until no request can be in transit any more.
 */
export const checkingOf = ({ status }: Pick<InvoiceRow, 'status'>, action: Action) => {
  const text = m.invoices_checking_text();
  if (action === 'void' && status === 'voided') {
    return { title: m.invoices_seen_voided(), text: m.invoices_seen_text() };
  }
  if (action === 'delete' && status === 'deleted') {
    return { title: m.invoices_seen_deleted(), text: null };
  }
  return { title: checkingWords[action](), text };
};

/** Shown when an action did not take effect. */
export const notDoneText: Record<Action, () => string> = {
  void: m.invoices_not_voided,
  delete: m.invoices_not_deleted,
  send: m.invoices_not_sent,
  edit: m.invoices_not_edited,
};

/** Shown when it could not be found out whether an action took effect. */
export const notKnownText: Record<Action, () => string> = {
  void: m.invoices_not_known_void,
  delete: m.invoices_not_known_delete,
  send: m.invoices_not_known_send,
  edit: m.invoices_not_known_edit,
};
