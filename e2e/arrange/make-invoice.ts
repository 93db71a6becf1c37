import { setTimeout as wait } from 'node:timers/promises';
import type { Company, DealName, Office } from '../world/office.ts';

type Line = { item: unknown } & Record<string, unknown>;
type Choice = { kind: 'none' | 'existing' | 'new' };
type Form = {
  status: { id: string; version: number };
  content: {
    customer: { choice: Choice; to: string } & Record<string, unknown>;
    details: Record<string, unknown>;
    fields?: Record<string, unknown>;
    lines: Line[];
    discount: unknown;
  };
};
type Status = { state: string; invoice: { id: string; number: string } | null };

/** Values that differ from those of the prefilled form. */
export type Changes = {
  details?: Record<string, unknown>;
  /** Custom fields, shipping, class and location. */
  fields?: Record<string, unknown>;
  /** Name of a new customer to create. */
  customerName?: string;
  /** Price of every line. */
  unitPrice?: string;
  /**
   * Tax code of every line, for prices without tax. When missing outside the US, no tax applies.
   */
  taxCodeId?: string;
  /** Lines without a product, which replace the deal's. */
  lines?: { description: string; quantity: string; unitPrice: string }[];
  /** Opens a second form while another one of the deal is unfinished. */
  fresh?: boolean;
};

/**
 * Creates an invoice for a deal with the form's API calls. Uses the linked customer, else a new
 * one, and the default item for lines without an item. Returns the invoice number.
 */
export const makeInvoice = async (
  office: Office,
  company: Company,
  deal: DealName,
  changes: Changes = {},
): Promise<string> => {
  const dealId = company.deals[deal];
  const call = <Result>(action: string, input: unknown) =>
    office.call<Result>(company, company.salesLead, `drafts/${action}`, input);
  const form = await call<Form>('open', { dealId, draftId: null, fresh: changes.fresh ?? false });
  const price = changes.unitPrice === undefined ? {} : { unitPrice: changes.unitPrice };
  const tax = changes.taxCodeId === undefined ? {} : { taxCodeId: changes.taxCodeId };
  const taxMode = changes.taxCodeId === undefined ? 'none' : 'excluded';
  const lines = changes.lines?.map(freeLine) ?? form.content.lines;
  const { customer } = form.content;
  const name = changes.customerName ?? customer.to;
  const linked = customer.choice.kind === 'existing' && changes.customerName === undefined;
  const content = {
    ...form.content,
    customer: { ...customer, choice: linked ? customer.choice : { kind: 'new', name } },
    details: { ...form.content.details, taxMode, ...changes.details },
    fields: changes.fields ?? form.content.fields,
    lines: lines.map((line) => ({ ...line, item: line.item ?? defaultItem, ...price, ...tax })),
  };
  const { id: draftId, version } = form.status;
  let status = await call<Status>('create', { dealId, draftId, version, content });
  for (let polls = 0; status.state !== 'created' && polls < 100; polls += 1) {
    if (status.state === 'editing') throw new Error(`Not created: ${JSON.stringify(status)}`);
    await wait(100);
    status = await call<Status>('status', { draftId });
  }
  return status.invoice?.number ?? '';
};

const defaultItem = { id: '1', name: 'Services', taxable: false };

const freeLine = (typed: NonNullable<Changes['lines']>[number], index: number): Line => ({
  ...typed,
  key: `line-${index}`,
  productId: null,
  item: null,
  discount: { kind: 'none' },
  taxCodeId: null,
});
