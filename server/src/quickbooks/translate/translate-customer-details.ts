import type * as z from 'zod';
import { text } from '../calls/wire.ts';
import type { QuickbooksCustomerDetails } from '../models.ts';
import { asCustomer, customerShape, envelope } from './translate-customer.ts';

const detailsShape = customerShape.extend({
  SyncToken: text,
  ResaleNum: text,
  BusinessNumber: text,
  GSTIN: text,
  PrimaryTaxIdentifier: text,
});

/**
 * A tax registration number comes back masked but for its end (Intuit: Customer, PrimaryTaxIdentifier);
 * the other numbers come whole.
 */
const taxIdOf = (customer: z.output<typeof detailsShape>): string | null => {
  if (customer.GSTIN) return customer.GSTIN;
  if (customer.PrimaryTaxIdentifier) return null;
  return customer.BusinessNumber || customer.ResaleNum || '';
};

export const wireCustomerDetails = detailsShape.transform(
  (customer): QuickbooksCustomerDetails => ({
    ...asCustomer(customer),
    syncToken: customer.SyncToken ?? '',
    billAddress: envelope(customer.BillAddr),
    taxId: taxIdOf(customer),
  }),
);
