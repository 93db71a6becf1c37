import type * as z from 'zod';
import { text } from '../calls/wire.ts';
import type { QuickbooksCustomerDetails } from '../models.ts';
import { addressLines, customerShape, toCustomer } from './translate-customer.ts';

const detailsShape = customerShape.extend({
  SyncToken: text,
  ResaleNum: text,
  BusinessNumber: text,
  GSTIN: text,
  PrimaryTaxIdentifier: text,
});

/**
 * Null for PrimaryTaxIdentifier, which QuickBooks masks except for its end; other numbers are
 * complete.
 * https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/customer
 */
const readTaxId = (customer: z.output<typeof detailsShape>): string | null => {
  if (customer.GSTIN) return customer.GSTIN;
  if (customer.PrimaryTaxIdentifier) return null;
  return customer.BusinessNumber || customer.ResaleNum || '';
};

export const wireCustomerDetails = detailsShape.transform(
  (customer): QuickbooksCustomerDetails => ({
    ...toCustomer(customer),
    syncToken: customer.SyncToken ?? '',
    billAddress: addressLines(customer.BillAddr),
    taxId: readTaxId(customer),
  }),
);
