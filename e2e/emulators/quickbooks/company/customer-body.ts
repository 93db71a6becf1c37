import { z } from 'zod';
import {
  address,
  decimal,
  email,
  entityKeys,
  flag,
  ignored,
  plainDate,
  ref,
  text,
} from '../wire/fields.ts';

const phone = z.strictObject({ FreeFormNumber: text(30) }).optional();

/**
 * Accepted fields of a customer, with Intuit's length limits.
 * https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/customer
 */
export const customerBody = z.strictObject({
  ...entityKeys,
  DisplayName: text(500).optional(),
  Title: text(16).optional(),
  GivenName: text(100).optional(),
  MiddleName: text(100).optional(),
  FamilyName: text(100).optional(),
  Suffix: text(16).optional(),
  CompanyName: text(100).optional(),
  PrintOnCheckName: text(110).optional(),
  Notes: text(2000).optional(),
  Active: flag.optional(),
  PrimaryPhone: phone,
  AlternatePhone: phone,
  Mobile: phone,
  Fax: phone,
  PrimaryEmailAddr: email(100).optional(),
  WebAddr: z.strictObject({ URI: text(1000) }).optional(),
  BillAddr: address.optional(),
  ShipAddr: address.optional(),
  CurrencyRef: ref.optional(),
  SalesTermRef: ref.optional(),
  PaymentMethodRef: ref.optional(),
  PreferredDeliveryMethod: z.enum(['Print', 'Email', 'None']).optional(),
  Taxable: flag.optional(),
  TaxExemptionReasonId: text(20).optional(),
  DefaultTaxCodeRef: ref.optional(),
  ResaleNum: text(16).optional(),
  PrimaryTaxIdentifier: text(30).optional(),
  SecondaryTaxIdentifier: text(30).optional(),
  GSTIN: text(15).optional(),
  BusinessNumber: text(10).optional(),
  GSTRegistrationType: text(15).optional(),
  ParentRef: ref.optional(),
  Job: flag.optional(),
  BillWithParent: flag.optional(),
  IsProject: flag.optional(),
  OpenBalanceDate: plainDate.optional(),
  OpeningBalance: decimal.optional(),
  ARAccountRef: ignored,
  CustomerTypeRef: ignored,
  Level: ignored,
  FullyQualifiedName: ignored,
  Balance: ignored,
  BalanceWithJobs: ignored,
  ClientEntityId: ignored,
  V4IDPseudonym: ignored,
  Source: ignored,
});

export type CustomerInput = z.output<typeof customerBody>;
