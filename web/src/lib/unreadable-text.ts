import { m } from '../messages/compiled/messages.js';
import { fullInstant } from './format.ts';

/** Why the figures of an invoice are old, and what to do about it; null for one that can be read. */
export const unreadableText = ({
  unreadable,
  readAt,
}: {
  unreadable: { code: string } | null;
  readAt: string;
}): string | null =>
  unreadable && m.invoices_unreadable({ code: unreadable.code, when: fullInstant(readAt) });
