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
  MetaData: z.object({ CreateTime: text, LastUpdatedTime: text }).nullish().catch(null),
});

/**
 * Joins an address to lines. QuickBooks stores API input as lines, input in its own form as parts.
 */
export const addressLines = (parts: Address): string => {
  const { City, CountrySubDivisionCode, PostalCode, Country } = parts;
  const town = [City, CountrySubDivisionCode].filter(Boolean).join(', ');
  const place = [town, PostalCode].filter(Boolean).join(' ');
  const { Line1, Line2, Line3, Line4, Line5 } = parts;
  const lines = [Line1, Line2, Line3, Line4, Line5, place, Country];
  return lines.flatMap((line) => line?.trim() || []).join('\n');
};

/** Joins an address to one line, for distinguishing candidates. */
const addressText = (parts: Address): string | null =>
  Object.values(parts)
    .filter((part) => part?.trim())
    .join(', ') || null;

export const toCustomer = (customer: z.output<typeof customerShape>): QuickbooksCustomer => ({
  id: customer.Id,
  name: customer.FullyQualifiedName ?? customer.DisplayName ?? '',
  email: customer.PrimaryEmailAddr?.Address ?? null,
  address: addressText(customer.BillAddr),
  shipAddress: addressLines(customer.ShipAddr) || null,
  currency: customer.CurrencyRef?.value ?? null,
  active: customer.Active ?? true,
  createdAt: customer.MetaData?.CreateTime ?? '',
  updatedAt: customer.MetaData?.LastUpdatedTime ?? '',
});

export const wireCustomer = customerShape.transform(toCustomer);

/** India has a GSTIN of 15 characters, or a business number of 10. */
const indianTaxId = (taxId: string): WireBody | null =>
  ({ 15: { GSTIN: taxId }, 10: { BusinessNumber: taxId } })[taxId.length] ?? null;

/**
 * ResaleNum in the US, GSTIN or BusinessNumber in India, PrimaryTaxIdentifier elsewhere.
 * https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/customer
 */
export const taxIdBody = (taxId: string, country: string): WireBody => {
  if (country === 'US') return { ResaleNum: taxId };
  return (country === 'IN' ? indianTaxId(taxId) : null) ?? { PrimaryTaxIdentifier: taxId };
};

/** Builds the body of a new customer; its currency cannot be changed later. */
export const customerBody = (customer: NewCustomer, profile: CompanyProfile): WireBody => {
  const billing = addressBody('', customer.address, profile.country);
  const [email, taxId] = [emailList(customer.email), customer.taxId.trim()];
  return {
    DisplayName: cleanName(customer.name),
    ...(billing && { BillAddr: billing, ShipAddr: billing }),
    ...(email !== '' && { PrimaryEmailAddr: { Address: email } }),
    ...(taxId !== '' && taxIdBody(taxId, profile.country)),
    ...(profile.multiCurrency && { CurrencyRef: { value: customer.currency } }),
  };
};
