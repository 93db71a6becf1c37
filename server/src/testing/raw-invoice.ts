import { invoiceEditBody } from '../quickbooks/bodies/invoice-edit-body.ts';
import type { InvoiceEdit } from '../quickbooks/gateway.ts';
import type { QuickbooksInvoice, WireBody } from '../quickbooks/models.ts';
import { invoiceSchema } from '../quickbooks/translate/translate-invoice.ts';
import type { CompanyProfile } from '../shared/contract/company-profile.ts';
import { makeProfile } from './make-draft.ts';

export type EditedLine = NonNullable<InvoiceEdit['lines']>[number];

/** A sales line as QuickBooks returns it. */
export const salesLine = (
  Id: string,
  more: { Amount: number; detail: WireBody; Description?: string },
) => {
  const { detail, ...line } = more;
  return {
    Id,
    LineNum: Number(Id),
    DetailType: 'SalesItemLineDetail',
    ...line,
    SalesItemLineDetail: detail,
  };
};

export const desk = salesLine('1', {
  Amount: 300,
  Description: 'Oak',
  detail: {
    ItemRef: { value: '3', name: 'Oak desk' },
    Qty: 2,
    UnitPrice: 150,
    TaxCodeRef: { value: 'standard' },
    ServiceDate: '2027-03-01',
    ClassRef: { value: '9' },
    ItemAccountRef: { value: '45' },
  },
});

export const hours = salesLine('2', {
  Amount: 80,
  detail: { ItemRef: { value: '2' }, Qty: 1, UnitPrice: 80, TaxCodeRef: { value: 'reduced' } },
});

export const textLine = {
  Id: '3',
  LineNum: 3,
  Description: 'As agreed',
  DetailType: 'DescriptionOnly',
};
export const bundle = {
  Id: '4',
  Amount: 20,
  DetailType: 'GroupLineDetail',
  GroupLineDetail: { Line: [] },
};
export const subtotal = { Amount: 400, DetailType: 'SubTotalLineDetail', SubTotalLineDetail: {} };

export const discount = (detail: object) => ({
  Id: '5',
  Amount: 40,
  DetailType: 'DiscountLineDetail',
  DiscountLineDetail: detail,
});

/** Parses an invoice with these lines from QuickBooks' JSON. */
export const parsedInvoice = (
  differs: object = {},
  Line: object[] = [desk, hours, textLine, bundle, subtotal],
) =>
  invoiceSchema('GBP').parse({
    Id: '145',
    SyncToken: '3',
    GlobalTaxCalculation: 'TaxExcluded',
    Line,
    ...differs,
  });

/** The line as the form returns it without an edit. */
export const asShown = ({ lines }: QuickbooksInvoice, index: number): EditedLine => {
  const line = lines[index];
  return {
    index,
    itemId: line?.itemId ?? null,
    description: line?.description ?? '',
    quantity: line?.quantity ?? '',
    unitPrice: line?.unitPrice ?? '',
  };
};

export const allShown = (invoice: QuickbooksInvoice) =>
  invoice.lines.map((_, index) => asShown(invoice, index));

export const newLine: EditedLine = {
  index: null,
  itemId: '6',
  description: 'Delivery',
  quantity: '1',
  unitPrice: '25.00',
};

/** The lines in the body of an edit to these lines. */
export const linesOf = (
  invoice: QuickbooksInvoice,
  lines: EditedLine[],
  profile: CompanyProfile = makeProfile(),
) => invoiceEditBody(invoice, { lines }, profile).Line as WireBody[];

export const without = (line: object, key: string) =>
  Object.fromEntries(Object.entries(line).filter(([name]) => name !== key));
/** The line without its number, which follows from the order of the lines. */
export const numberless = (line: object) => without(line, 'LineNum');

export const detailOf = (line: WireBody | undefined): WireBody => ({
  ...(line?.SalesItemLineDetail as object),
});
