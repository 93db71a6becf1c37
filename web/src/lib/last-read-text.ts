import type { InvoiceRow } from '@dealbill/server/contract/invoices';
import { m } from '../messages/compiled/messages.js';
import { fullInstant } from './format.ts';

const texts: Record<InvoiceRow['readHow'], (when: { when: string }) => string> = {
  create: m.invoices_last_read_create,
  refresh: m.invoices_last_read_refresh,
  action: m.invoices_last_read_action,
  list: m.invoices_last_read_list,
  event: m.invoices_last_read_event,
  feed: m.invoices_last_read_feed,
};

/** Says when an invoice was last read from QuickBooks, and why. */
export const lastReadText = ({ readHow, readAt }: Pick<InvoiceRow, 'readHow' | 'readAt'>): string =>
  texts[readHow]({ when: fullInstant(readAt) });
