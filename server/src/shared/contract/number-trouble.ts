import * as z from 'zod';

/** Why a pattern gives no usable number: the part of it that is empty on the deal, and so on. */
export const numberTrouble = z.object({
  kind: z.enum([
    'empty',
    /** The field was deleted in Pipedrive. */
    'gone',
    /** The number is longer than QuickBooks allows; `part` takes most characters. */
    'too_long',
  ]),
  /** As written in the pattern: `{PO number}`. */
  part: z.string(),
});

export type NumberTrouble = z.infer<typeof numberTrouble>;
