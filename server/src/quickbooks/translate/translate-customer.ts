import * as z from 'zod';
import { emailList } from '../../shared/checks/email-list.ts';
import type { CompanyProfile } from '../../shared/contract/company-profile.ts';
import type { NewCustomer } from '../../shared/contract/new-customer.ts';
import { cleanName } from '../../shared/text/clean-text.ts';
import { addressBody } from '../bodies/address-body.ts';
import { type Address, address, flag, id, ref, text } from '../calls/wire.ts';
import type { QuickbooksCustomer, WireBody } from '../models.ts';

export const customerShape = z.object({
  Id: id,
  DisplayName: text,
  FullyQualifiedName: text,
  PrimaryEmailAddr: z.object({ Address: text }).nullish().catch(null),
  BillAddr: address,
  ShipAddr: address,
  CurrencyRef: ref,
  Active: flag,
  MetaData: z.object({ CreateTime: text }).nullish().catch(null),
});

/** In lines, as on an envelope: QuickBooks keeps what it is given in lines, and what is typed there in parts. */
export const envelope = (parts: Address): string => {
  const { City, CountrySubDivisionCode, PostalCode, Country } = parts;
  const town = [City, CountrySubDivisionCode].filter(Boolean).join(', ');
  const place = [town, PostalCode].filter(Boolean).join(' ');
  const { Line1, Line2, Line3, Line4, Line5 } = parts;
  const lines = [Line1, Line2, Line3, Line4, Line5, place, Country];
  return lines.flatMap((line) => line?.trim() || []).join('\n');
};

/** On one line, for telling look-alikes apart. */
const inOneLine = (parts: Address): string | null =>
  Object.values(parts)
    .filter((part) => part?.trim())
    .join(', ') || null;

export const asCustomer = (customer: z.output<typeof customerShape>): QuickbooksCustomer => ({
  id: customer.Id,
  name: customer.FullyQualifiedName ?? customer.DisplayName ?? '',
  email: customer.PrimaryEmailAddr?.Address ?? null,
  address: inOneLine(customer.BillAddr),
  shipAddress: envelope(customer.ShipAddr) || null,
  currency: customer.CurrencyRef?.value ?? null,
  active: customer.Active ?? true,
  createdAt: customer.MetaData?.CreateTime ?? '',
});

export const wireCustomer = customerShape.transform(asCustomer);

/** India keeps a GSTIN of 15 characters, or a business number of 10 (Intuit: Customer). */
const indianTaxId = (taxId: string): WireBody | null =>
  ({ 15: { GSTIN: taxId }, 10: { BusinessNumber: taxId } })[taxId.length] ?? null;

/** The US keeps a resale number, most others a tax registration number (Intuit: Customer). */
export const taxIdOf = (taxId: string, country: string): WireBody => {
  if (country === 'US') return { ResaleNum: taxId };
  return (country === 'IN' ? indianTaxId(taxId) : null) ?? { PrimaryTaxIdentifier: taxId };
};

/** A new customer; its currency can never be changed (Intuit: Customer, CurrencyRef). */
export const customerBody = (customer: NewCustomer, profile: CompanyProfile): WireBody => {
  const billing = addressBody('', customer.address, profile.country);
  const [email, taxId] = [emailList(customer.email), customer.taxId.trim()];
  return {
    DisplayName: cleanName(customer.name),
    ...(billing && { BillAddr: billing, ShipAddr: billing }),
    ...(email !== '' && { PrimaryEmailAddr: { Address: email } }),
    ...(taxId !== '' && taxIdOf(taxId, profile.country)),
    ...(profile.multiCurrency && { CurrencyRef: { value: customer.currency } }),
  };
};
