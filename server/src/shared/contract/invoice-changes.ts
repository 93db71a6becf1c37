import * as z from 'zod';
import { inputLimits } from '../checks/input-limits.ts';

/** Contains only the fields to change. Lines can change only while nothing is paid. */
export const invoiceChanges = z.object({
  dueDate: z.string().max(10).optional(),
  termId: z.string().max(40).nullable().optional(),
  message: z.string().max(8000).optional(),
  memo: z.string().max(8000).optional(),
  email: z.string().max(2000).optional(),
  lines: z
    .array(
      z.object({
        /** Index of the shown line; null for a new line. */
        index: z.number().int().nullable(),
        itemId: z.string().max(40).nullable(),
        description: z.string().max(8000),
        quantity: z.string().max(40),
        unitPrice: z.string().max(40),
        /** Outside the US; left out it stays, or is that of the line before. */
        taxCodeId: z.string().max(40).optional(),
      }),
    )
    .max(inputLimits.lines)
    .optional(),
});

export type InvoiceChanges = z.infer<typeof invoiceChanges>;
