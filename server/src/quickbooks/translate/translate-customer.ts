import * as z from 'zod';
import { billAddress } from '../../shared/bill-address.ts';
import type { Books } from '../../shared/books.ts';
import type { NewCustomer } from '../../shared/new-customer.ts';
import { type Address, address, flag, id, ref, text } from '../calls/wire.ts';
import type { BooksCustomer, WireBody } from '../told.ts';

export const customerShape = z.object({
  Id: id,
  DisplayName: text,
  FullyQualifiedName: text,
  PrimaryEmailAddr: z.object({ Address: text }).nullish().catch(null),
  BillAddr: address,
  CurrencyRef: ref,
  Active: flag,
  MetaData: z.object({ CreateTime: text }).nullish().catch(null),
});

/** On one line, for telling look-alikes apart. */
const inOneLine = (parts: Address): string | null =>
  Object.values(parts)
    .filter((part) => part?.trim())
    .join(', ') || null;

export const asCustomer = (customer: z.output<typeof customerShape>): BooksCustomer => ({
  id: customer.Id,
  name: customer.DisplayName ?? customer.FullyQualifiedName ?? '',
  email: customer.PrimaryEmailAddr?.Address ?? null,
  address: inOneLine(customer.BillAddr),
  currency: customer.CurrencyRef?.value ?? null,
  active: customer.Active ?? true,
  createdAt: customer.MetaData?.CreateTime ?? '',
});

export const wireCustomer = customerShape.transform(asCustomer);

/** Lines as Intuit names them, Line1 to Line5. */
export const addressLines = (lines: string[]): Record<string, string> =>
  Object.fromEntries(lines.map((line, index) => [`Line${index + 1}`, line]));

/** India keeps a GSTIN of 15 characters, or a business number of 10 (Intuit: Customer). */
const indianTaxId = (taxId: string): WireBody | null =>
  ({ 15: { GSTIN: taxId }, 10: { BusinessNumber: taxId } })[taxId.length] ?? null;

/** The US keeps a resale number, most others a tax registration number (Intuit: Customer). */
export const taxIdOf = (taxId: string, country: string): WireBody => {
  if (country === 'US') return { ResaleNum: taxId };
  return (country === 'IN' ? indianTaxId(taxId) : null) ?? { PrimaryTaxIdentifier: taxId };
};

/** A new customer; its currency can never be changed (Intuit: Customer, CurrencyRef). */
export const customerBody = (customer: NewCustomer, books: Books): WireBody => {
  const lines = billAddress('', customer.address);
  const [email, taxId] = [customer.email.trim(), customer.taxId.trim()];
  return {
    DisplayName: customer.name.trim(),
    ...(lines.length > 0 && { BillAddr: addressLines(lines) }),
    ...(email !== '' && { PrimaryEmailAddr: { Address: email } }),
    ...(taxId !== '' && taxIdOf(taxId, books.country)),
    ...(books.multiCurrency && { CurrencyRef: { value: customer.currency } }),
  };
};
