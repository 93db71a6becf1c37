import * as z from 'zod';
import { zero } from '../../shared/money/money.ts';
import {
  type Address,
  address,
  amount,
  decimal,
  id,
  isBody,
  readDecimal,
  readRef,
  ref,
  sameEnum,
  text,
} from '../calls/wire.ts';
import type { QuickbooksInvoice } from '../models.ts';
import { rawLine } from './invoice-lines.ts';
import { linesAndFigures } from './invoice-parts.ts';
import { customFieldsOf, storedFieldsOf } from './translate-stored-fields.ts';

const optional = <T extends z.ZodRawShape>(shape: T) => z.object(shape).nullish().catch(null);

/** Reads a tax row. The percentage is null when nothing was taxed, because it is arbitrary then. */
const readTaxRow = (row: unknown): { id: string; percent: string | null } | null => {
  const detail = isBody(row) && isBody(row.TaxLineDetail) ? row.TaxLineDetail : {};
  const rate = readRef(detail.TaxRateRef);
  const isApplied = !(readDecimal(detail.NetAmountTaxable) ?? zero).eq(0);
  const percent = isApplied ? (readDecimal(detail.TaxPercent)?.toFixed() ?? null) : null;
  return rate && { id: rate.value, percent };
};

const wireInvoice = z.object({
  Id: id,
  SyncToken: text,
  DocNumber: text,
  CustomerRef: ref,
  CurrencyRef: ref,
  ExchangeRate: decimal,
  TxnDate: text,
  DueDate: text,
  TotalAmt: decimal,
  Balance: decimal,
  Deposit: decimal,
  PrivateNote: text,
  CustomerMemo: optional({ value: text }),
  BillAddr: address,
  ShipAddr: address,
  BillEmail: optional({ Address: text }),
  BillEmailCc: optional({ Address: text }),
  BillEmailBcc: optional({ Address: text }),
  Line: z
    .array(rawLine)
    .nullish()
    .transform((lines) => lines ?? []),
  TxnTaxDetail: optional({
    TotalTax: decimal,
    TxnTaxCodeRef: ref,
    TaxLine: z.array(z.unknown().transform(readTaxRow)).nullish().catch(null),
  }),
  GlobalTaxCalculation: text,
  SalesTermRef: ref,
  LinkedTxn: z
    .array(z.object({ TxnId: text, TxnType: text }))
    .nullish()
    .catch(null),
  CustomField: z.unknown().optional(),
  ShipDate: text,
  TrackingNum: text,
  ShipMethodRef: ref,
  ClassRef: ref,
  DepartmentRef: ref,
  EmailStatus: text,
  DeliveryInfo: optional({ DeliveryTime: text, DeliveryErrorType: text }),
  EInvoiceStatus: text,
  MetaData: optional({ CreateTime: text, LastUpdatedTime: text }),
});

type WireInvoice = z.output<typeof wireInvoice>;

/** Ids of linked payments, including those that only apply credits; skips estimates and others. */
const paymentIdsOf = ({ LinkedTxn }: WireInvoice): string[] => {
  const payments = (LinkedTxn ?? []).filter(({ TxnType }) => sameEnum(TxnType, 'Payment'));
  return [...new Set(payments.flatMap(({ TxnId }) => TxnId ?? []))];
};

const nonEmptyParts = (parts: Address): string[] =>
  Object.values(parts).flatMap((part) => part?.trim() || []);

/** Parses and translates an invoice. `homeCurrency` is used when it has no CurrencyRef. */
export const invoiceSchema = (homeCurrency: string) =>
  wireInvoice.transform((invoice): QuickbooksInvoice => {
    const tax = invoice.TxnTaxDetail?.TotalTax ?? null;
    const parts = linesAndFigures(invoice.Line, { tax, total: invoice.TotalAmt });
    return {
      id: invoice.Id,
      syncToken: invoice.SyncToken ?? '',
      number: invoice.DocNumber ?? '',
      customerId: invoice.CustomerRef?.value ?? '',
      customerName: invoice.CustomerRef?.name ?? '',
      currency: invoice.CurrencyRef?.value ?? homeCurrency,
      subtotal: parts.subtotal,
      discount: parts.discount,
      tax: amount(tax),
      total: amount(invoice.TotalAmt),
      balance: amount(invoice.Balance),
      deposit: amount(invoice.Deposit),
      issueDate: invoice.TxnDate ?? '',
      dueDate: invoice.DueDate,
      memo: invoice.PrivateNote ?? '',
      message: invoice.CustomerMemo?.value ?? '',
      addresses: {
        billing: nonEmptyParts(invoice.BillAddr),
        shipping: nonEmptyParts(invoice.ShipAddr),
      },
      email: invoice.BillEmail?.Address ?? '',
      fields: storedFieldsOf(invoice),
      cc: invoice.BillEmailCc?.Address ?? '',
      bcc: invoice.BillEmailBcc?.Address ?? '',
      lines: parts.lines,
      emailStatus: invoice.EmailStatus,
      termId: invoice.SalesTermRef?.value ?? null,
      paymentIds: paymentIdsOf(invoice),
      deliveredAt: invoice.DeliveryInfo?.DeliveryTime ?? null,
      deliveryError: invoice.DeliveryInfo?.DeliveryErrorType || null,
      eInvoiceStatus: invoice.EInvoiceStatus,
      createdAt: invoice.MetaData?.CreateTime ?? '',
      updatedAt: invoice.MetaData?.LastUpdatedTime ?? '',
      raw: {
        lines: invoice.Line.filter(({ role }) => role !== 'subtotal').map(({ body }) => body),
        taxCalculation: invoice.GlobalTaxCalculation,
        exchangeRate: invoice.ExchangeRate?.toFixed() ?? null,
        taxRates: (invoice.TxnTaxDetail?.TaxLine ?? []).filter((row) => row !== null),
        customFields: customFieldsOf(invoice.CustomField),
        salesTaxCodeId: invoice.TxnTaxDetail?.TxnTaxCodeRef?.value ?? null,
      },
    };
  });

/** Whether a response lacks CurrencyRef. */
export const lacksCurrency = (invoice: unknown): boolean =>
  wireCurrency.safeParse(invoice).data?.CurrencyRef === null;

/** Parses only this field, because an invoice can have 750 lines. */
const wireCurrency = z.object({ CurrencyRef: ref });
