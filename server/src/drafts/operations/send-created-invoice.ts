import type { Tx } from '../../db/database.ts';
import { statusOfFacts } from '../../invoices/mirror/mirrored-status.ts';
import { beginSend } from '../../invoices/operations/send-invoice.ts';
import { possibleActions } from '../../invoices/possible-actions.ts';
import type { Next, Work } from '../../operations/kinds.ts';
import type { QuickbooksInvoice } from '../../quickbooks/models.ts';
import type { Delivery } from '../../shared/checks/check-delivery.ts';
import type { Recipients } from '../../shared/contract/recipients.ts';
import { recipientsIn } from '../../shared/text/recipients-in.ts';
import { sentDraftOf } from '../store.ts';
import type { Created } from './record-created-invoice.ts';

/** Data of the operation that creates a draft's invoice: what follows; absent when nothing does. */
export type InvoiceCreation = { delivery?: Exclude<Delivery, 'none'> };

/** Whether an invoice that was found after its response was lost still waits to be sent. */
const isUnsent = (invoice: QuickbooksInvoice): boolean =>
  invoice.deliveredAt === null &&
  possibleActions(statusOfFacts(invoice, invoice.issueDate).money).includes('send');

/**
 * Begins sending a created invoice when its creation asked for it. Null otherwise, and for an
 * invoice that the user chose among several: it may be another one than was meant.
 */
export const sendCreated = async (
  tx: Tx,
  work: Work<InvoiceCreation>,
  { invoice, deleted }: Created,
): Promise<Next> => {
  const { data, state } = work.operation;
  if (data.delivery !== 'send' || state === 'asking' || deleted || !isUnsent(invoice)) return null;
  const { draft } = await sentDraftOf(tx, work.operation);
  const recipients: Recipients = recipientsIn(draft.content);
  return beginSend(tx, work, invoice, recipients);
};
