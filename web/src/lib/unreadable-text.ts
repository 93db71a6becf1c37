import { m } from '../messages/compiled/messages.js';
import { fullInstant } from './format.ts';

/**
 * Explains why QuickBooks data of an invoice is outdated and what to do; null for a readable
 * invoice.
 */
export const unreadableText = ({
  unreadable,
  readAt,
}: {
  unreadable: { code: string } | null;
  readAt: string;
}): string | null =>
  unreadable && m.invoices_unreadable({ code: unreadable.code, when: fullInstant(readAt) });
