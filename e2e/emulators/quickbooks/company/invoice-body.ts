import { z } from 'zod';
import {
  address,
  decimal,
  email,
  entityKeys,
  flag,
  ignored,
  memo,
  plainDate,
  ref,
  text,
} from '../wire/fields.ts';
import { saleLocations } from './entities.ts';

const salesDetail = z.strictObject({
  ItemRef: ref.optional(),
  Qty: decimal.optional(),
  UnitPrice: decimal.optional(),
  TaxCodeRef: ref.optional(),
  TaxInclusiveAmt: decimal.optional(),
  ServiceDate: plainDate.optional(),
  ClassRef: ref.optional(),
  ItemAccountRef: ignored,
  TaxClassificationRef: ignored,
  MarkupInfo: ignored,
  RatePercent: ignored,
  PriceLevelRef: ignored,
  DeferredRevenue: ignored,
  DiscountRate: decimal.optional(),
  DiscountAmt: decimal.optional(),
});

const discountDetail = z.strictObject({
  PercentBased: flag.optional(),
  DiscountPercent: decimal.optional(),
  DiscountAccountRef: ref.optional(),
  TaxCodeRef: ref.optional(),
  ClassRef: ref.optional(),
  Discount: ignored,
  ServiceDate: ignored,
});

/** The emulator stores no bundle items, so the request supplies the bundle's name. */
const namedRef = z.strictObject({ value: text(50), name: text(100).optional() });

/** A reference that is a text, with its length limit. */
const textRef = z
  .strictObject({ value: text(31), name: ignored, type: ignored })
  .transform(({ value }) => ({ value }));

/** An inner line of a bundle. */
const innerLine = z.strictObject({
  Id: text(50).optional(),
  LineNum: decimal.optional(),
  Description: text(4000).optional(),
  Amount: decimal.optional(),
  DetailType: z.literal('SalesItemLineDetail'),
  SalesItemLineDetail: salesDetail,
  CustomExtensions: ignored,
});

const lineBody = z.strictObject({
  Id: text(50).optional(),
  LineNum: decimal.optional(),
  Description: text(4000).optional(),
  Amount: decimal.optional(),
  DetailType: z
    .enum([
      'SalesItemLineDetail',
      'SubTotalLineDetail',
      'DiscountLineDetail',
      'DescriptionOnly',
      'GroupLineDetail',
    ])
    .optional(),
  SalesItemLineDetail: salesDetail.optional(),
  SubTotalLineDetail: ignored,
  DiscountLineDetail: discountDetail.optional(),
  DescriptionLineDetail: z.strictObject({ ServiceDate: ignored, TaxCodeRef: ignored }).optional(),
  GroupLineDetail: z
    .strictObject({
      GroupItemRef: namedRef.optional(),
      Quantity: decimal.optional(),
      Line: z.array(innerLine),
    })
    .optional(),
  LinkedTxn: ignored,
  CustomField: ignored,
  LineEx: ignored,
  CustomExtensions: ignored,
});

const taxLine = z.strictObject({
  Amount: decimal.optional(),
  DetailType: z.literal('TaxLineDetail').optional(),
  TaxLineDetail: z.strictObject({
    TaxRateRef: ref.optional(),
    PercentBased: flag.optional(),
    TaxPercent: decimal.optional(),
    NetAmountTaxable: decimal.optional(),
    TaxInclusiveAmount: ignored,
    OverrideDeltaAmount: ignored,
    ServiceDate: ignored,
  }),
});

const customField = z.strictObject({
  DefinitionId: text(20),
  Name: ignored,
  Type: ignored,
  StringValue: text(255).optional(),
});

/**
 * Accepted fields of an invoice, with Intuit's length limits; read-only fields are ignored.
 * https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/invoice
 */
export const invoiceBody = z.strictObject({
  ...entityKeys,
  CustomerRef: ref.optional(),
  Line: z.array(lineBody).optional(),
  DocNumber: text(21).optional(),
  TxnDate: plainDate.optional(),
  DueDate: plainDate.optional(),
  SalesTermRef: ref.optional(),
  CurrencyRef: ref.optional(),
  ExchangeRate: decimal.optional(),
  GlobalTaxCalculation: z.enum(['TaxExcluded', 'TaxInclusive', 'NotApplicable']).optional(),
  ApplyTaxAfterDiscount: flag.optional(),
  TransactionLocationType: z.enum(saleLocations).optional(),
  TxnTaxDetail: z
    .strictObject({
      TxnTaxCodeRef: ref.optional(),
      TotalTax: decimal.optional(),
      TaxLine: z.array(taxLine).optional(),
      DefaultTaxCodeRef: ignored,
    })
    .optional(),
  BillEmail: email(100).optional(),
  BillEmailCc: email(200).optional(),
  BillEmailBcc: email(200).optional(),
  EmailStatus: z.enum(['NotSet', 'NeedToSend', 'EmailSent']).optional(),
  PrintStatus: z.enum(['NotSet', 'NeedToPrint', 'PrintComplete']).optional(),
  BillAddr: address.optional(),
  ShipAddr: address.optional(),
  ShipFromAddr: address.optional(),
  PrivateNote: text(4000).optional(),
  CustomerMemo: memo.optional(),
  CustomField: z.array(customField).optional(),
  Deposit: decimal.optional(),
  DepositToAccountRef: ref.optional(),
  LinkedTxn: z
    .array(z.strictObject({ TxnId: text(50), TxnType: text(50), TxnLineId: ignored }))
    .optional(),
  AllowOnlineCreditCardPayment: flag.optional(),
  AllowOnlineACHPayment: flag.optional(),
  AllowOnlinePayment: flag.optional(),
  AllowIPNPayment: flag.optional(),
  ClassRef: ref.optional(),
  DepartmentRef: ref.optional(),
  ProjectRef: ref.optional(),
  ShipMethodRef: textRef.optional(),
  ShipDate: plainDate.optional(),
  TrackingNum: text(31).optional(),
  AutoDocNumber: flag.optional(),
  ARAccountRef: ignored,
  RemitToRef: ignored,
  PaymentMethodRef: ignored,
  DeliveryInfo: ignored,
  FreeFormAddress: ignored,
  TxnSource: ignored,
  InvoiceLink: ignored,
  RecurDataRef: ignored,
  TotalAmt: ignored,
  Balance: ignored,
  HomeTotalAmt: ignored,
  HomeBalance: ignored,
  EInvoiceStatus: ignored,
  HomeAmtExchangeRate: ignored,
});

export type InvoiceInput = z.output<typeof invoiceBody>;
export type TaxLineInput = z.output<typeof taxLine>;
export type LineInput = NonNullable<InvoiceInput['Line']>[number];
