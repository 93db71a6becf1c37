import * as z from 'zod';
import { sum, zero } from '../shared/money.ts';
import type { BooksInvoice, BooksInvoiceLine } from './gateway.ts';
import { amount, decimal, id, ref, same, text } from './wire.ts';

const salesDetail = z
  .object({ ItemRef: ref, Qty: decimal, UnitPrice: decimal })
  .nullish()
  .catch(null);

const wireLine = z.object({
  Amount: decimal,
  Description: text,
  DetailType: text,
  SalesItemLineDetail: salesDetail,
});

type WireLine = z.output<typeof wireLine>;

const optional = <T extends z.ZodRawShape>(shape: T) => z.object(shape).nullish().catch(null);

const wireInvoice = z.object({
  Id: id,
  SyncToken: text,
  DocNumber: text,
  CustomerRef: ref,
  CurrencyRef: ref,
  TxnDate: text,
  DueDate: text,
  TotalAmt: decimal,
  Balance: decimal,
  PrivateNote: text,
  CustomerMemo: optional({ value: text }),
  BillEmail: optional({ Address: text }),
  Line: z
    .array(wireLine)
    .nullish()
    .transform((lines) => lines ?? []),
  TxnTaxDetail: optional({ TotalTax: decimal }),
  EmailStatus: text,
  DeliveryInfo: optional({ DeliveryTime: text }),
  EInvoiceStatus: text,
  MetaData: optional({ CreateTime: text, LastUpdatedTime: text }),
});

/** Older answers write the kinds of lines in upper case with underscores. */
const is = (kind: string) => (line: WireLine) => same(line.DetailType, `${kind}LineDetail`);

const amountOf = (line: WireLine) => line.Amount ?? zero;

/** What stands on the invoice as its own line; subtotal, discount and tax are figures, not lines. */
const isLine = (line: WireLine) =>
  is('SalesItem')(line) || is('Group')(line) || same(line.DetailType, 'DescriptionOnly');

const asLine = (line: WireLine): BooksInvoiceLine => ({
  itemId: line.SalesItemLineDetail?.ItemRef?.value ?? null,
  description: line.Description ?? '',
  quantity: line.SalesItemLineDetail?.Qty?.toFixed() ?? null,
  unitPrice: line.SalesItemLineDetail?.UnitPrice?.toFixed() ?? null,
  amount: amount(line.Amount),
});

/**
 * An invoice as QuickBooks tells it. `homeCurrency` stands in where a company that keeps one currency
 * leaves CurrencyRef out.
 */
export const invoiceSchema = (homeCurrency: string) =>
  wireInvoice.transform((invoice): BooksInvoice => {
    const lines = invoice.Line;
    const subtotal = lines.find(is('SubTotal'))?.Amount;
    return {
      id: invoice.Id,
      syncToken: invoice.SyncToken ?? '',
      number: invoice.DocNumber ?? '',
      customerId: invoice.CustomerRef?.value ?? '',
      customerName: invoice.CustomerRef?.name ?? '',
      currency: invoice.CurrencyRef?.value ?? homeCurrency,
      subtotal: amount(subtotal ?? sum(lines.filter(isLine).map(amountOf))),
      discount: amount(sum(lines.filter(is('Discount')).map(amountOf))),
      tax: amount(invoice.TxnTaxDetail?.TotalTax ?? null),
      total: amount(invoice.TotalAmt),
      balance: amount(invoice.Balance),
      issueDate: invoice.TxnDate ?? '',
      dueDate: invoice.DueDate,
      memo: invoice.PrivateNote ?? '',
      message: invoice.CustomerMemo?.value ?? '',
      email: invoice.BillEmail?.Address ?? '',
      lines: lines.filter(isLine).map(asLine),
      emailStatus: invoice.EmailStatus,
      deliveredAt: invoice.DeliveryInfo?.DeliveryTime ?? null,
      eInvoiceStatus: invoice.EInvoiceStatus,
      createdAt: invoice.MetaData?.CreateTime ?? '',
      updatedAt: invoice.MetaData?.LastUpdatedTime ?? '',
    };
  });

/** True when an answer leaves the currency out. */
export const lacksCurrency = (invoice: unknown): boolean =>
  wireInvoice.safeParse(invoice).data?.CurrencyRef === null;
