import { m } from '../words/compiled/messages.js';

type Entry = { who: string; action: string; details: Record<string, string> };

const words: Record<string, (entry: Entry) => string> = {
  invoice_created: ({ who }) => m.invoices_history_created({ who }),
  invoice_sent: ({ who, details }) => m.invoices_history_sent({ who, to: details.to ?? '' }),
  invoice_edited: ({ who }) => m.invoices_history_edited({ who }),
  invoice_voided: ({ who }) => m.invoices_history_voided({ who }),
  invoice_deleted: ({ who }) => m.invoices_history_deleted({ who }),
  invoice_linked: ({ who }) => m.invoices_history_linked({ who }),
  invoice_unlinked: ({ who }) => m.invoices_history_unlinked({ who }),
};

/** Who did what; an action this version has no words for is told by its name. */
export const historyWords = (entry: Entry): string =>
  words[entry.action]?.(entry) ?? `${entry.who}: ${entry.action}`;
