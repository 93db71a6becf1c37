import type * as z from 'zod';
import { type Address, text } from '../calls/wire.ts';
import type { BooksCustomerDetails } from '../told.ts';
import { asCustomer, customerShape } from './translate-customer.ts';

/** As on an envelope: QuickBooks keeps what it is given in lines, and what is typed there in parts. */
const envelope = (parts: Address): string => {
  const { City, CountrySubDivisionCode, PostalCode, Country } = parts;
  const town = [City, CountrySubDivisionCode].filter(Boolean).join(', ');
  const place = [town, PostalCode].filter(Boolean).join(' ');
  const { Line1, Line2, Line3, Line4, Line5 } = parts;
  const lines = [Line1, Line2, Line3, Line4, Line5, place, Country];
  return lines.flatMap((line) => line?.trim() || []).join('\n');
};

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
  (customer): BooksCustomerDetails => ({
    ...asCustomer(customer),
    syncToken: customer.SyncToken ?? '',
    billAddress: envelope(customer.BillAddr),
    taxId: taxIdOf(customer),
  }),
);
