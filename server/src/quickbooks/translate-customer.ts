import * as z from 'zod';
import { billAddress } from '../shared/bill-address.ts';
import type { Books } from '../shared/books.ts';
import type { DraftContent } from '../shared/draft-content.ts';
import type { BooksCustomer, WireBody } from './gateway.ts';
import { address, flag, id, ref, text } from './wire.ts';

export const wireCustomer = z
  .object({
    Id: id,
    DisplayName: text,
    FullyQualifiedName: text,
    PrimaryEmailAddr: z.object({ Address: text }).nullish().catch(null),
    BillAddr: address,
    CurrencyRef: ref,
    Active: flag,
    MetaData: z.object({ CreateTime: text }).nullish().catch(null),
  })
  .transform(
    (customer): BooksCustomer => ({
      id: customer.Id,
      name: customer.DisplayName ?? customer.FullyQualifiedName ?? '',
      email: customer.PrimaryEmailAddr?.Address ?? null,
      address: customer.BillAddr.length === 0 ? null : customer.BillAddr.join(', '),
      currency: customer.CurrencyRef?.value ?? null,
      active: customer.Active ?? true,
      createdAt: customer.MetaData?.CreateTime ?? '',
    }),
  );

/** Lines as Intuit names them, Line1 to Line5. */
export const addressLines = (lines: string[]): Record<string, string> =>
  Object.fromEntries(lines.map((line, index) => [`Line${index + 1}`, line]));

/** The US keeps a resale number, everyone else a tax registration number (Intuit: Customer). */
const taxIdOf = (taxId: string, country: string): WireBody => {
  if (taxId === '') return {};
  return country === 'US' ? { ResaleNum: taxId } : { PrimaryTaxIdentifier: taxId };
};

/** A new customer from the form; its currency can never be changed (Intuit: Customer, CurrencyRef). */
export const customerBody = ({ customer, details }: DraftContent, books: Books): WireBody => {
  const { choice } = customer;
  const lines = billAddress('', customer.address);
  const email = customer.email.trim();
  return {
    DisplayName: choice.kind === 'none' ? '' : choice.name.trim(),
    ...(lines.length > 0 && { BillAddr: addressLines(lines) }),
    ...(email !== '' && { PrimaryEmailAddr: { Address: email } }),
    ...taxIdOf(customer.taxId.trim(), books.country),
    ...(books.multiCurrency && { CurrencyRef: { value: details.currency } }),
  };
};
