import * as z from 'zod';
import { lostText } from './lost-letters.ts';

/** A text in which QuickBooks stored `?` for letters it does not support. */
export const changedText = z.object({
  what: z.enum(['customer', 'billing', 'shipping', 'description', 'message', 'memo']),
  sent: z.string(),
  stored: z.string(),
});

export type ChangedText = z.infer<typeof changedText>;

/** A sent text and the texts that QuickBooks stored for it; each part of an address is one text. */
export type SentText = { what: ChangedText['what']; sent: string | undefined; stored: string[] };

/** Finds the texts in which letters were lost. Pure. */
export const changedIn = (texts: SentText[]): ChangedText[] =>
  texts.flatMap(({ what, sent, stored }) => {
    if (sent === undefined || stored.includes(sent)) return [];
    const lost = stored.map((one) => lostText(sent, one)).find((one) => one !== null);
    return lost ? [{ what, ...lost }] : [];
  });
