import * as z from 'zod';
import { inputLimits } from '../checks/input-limits.ts';

const fieldText = () => z.string().max(1000).optional();

/** Contains only the fields to change. Lines can change only while nothing is paid. */
export const invoiceChanges = z.object({
  dueDate: z.string().max(10).optional(),
  termId: z.string().max(40).nullable().optional(),
  message: z.string().max(8000).optional(),
  memo: z.string().max(8000).optional(),
  email: z.string().max(2000).optional(),
  custom1: fieldText(),
  custom2: fieldText(),
  custom3: fieldText(),
  shipDate: fieldText(),
  trackingNumber: fieldText(),
  shippingMethod: fieldText(),
  /** Null removes the class or location. */
  classId: z.string().max(40).nullable().optional(),
  locationId: z.string().max(40).nullable().optional(),
  lines: z
    .array(
      z.object({
        /** Index of the shown line; null for a new line. */
        index: z.number().int().nullable(),
        itemId: z.string().max(40).nullable(),
        description: z.string().max(8000),
        /** Empty removes it; left out it stays. */
        serviceDate: z.string().max(inputLimits.code).optional(),
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
