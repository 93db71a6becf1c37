import { setTimeout as wait } from 'node:timers/promises';
import type { Company, DealName, Office } from '../world/office.ts';

type Line = { item: unknown } & Record<string, unknown>;
type Choice = { kind: 'none' | 'existing' | 'new' };
type Form = {
  status: { id: string; version: number };
  content: {
    customer: { choice: Choice; to: string } & Record<string, unknown>;
    details: Record<string, unknown>;
    lines: Line[];
    discount: unknown;
  };
};
type Status = { state: string; invoice: { id: string; number: string } | null };

/** What a test wants to be different from the filled-in form. */
export type Changes = {
  details?: Record<string, unknown>;
  /** A new customer of this name. */
  customerName?: string;
  /** Price on every line. */
  unitPrice?: string;
  /** Tax code on every line, with prices that have the tax on top; outside the US without it no tax. */
  taxCodeId?: string;
  /** Other lines than the deal's, without a product. */
  lines?: { description: string; quantity: string; unitPrice: string }[];
  /** From a form of its own while another one of the deal is unfinished. */
  fresh?: boolean;
};

/**
 * Makes an invoice for a deal as the form does, for tests that begin where one exists: the customer that
 * is linked, else a new one, and the default item on every line that has none. Returns its number.
 */
export const makeInvoice = async (
  office: Office,
  company: Company,
  deal: DealName,
  changes: Changes = {},
): Promise<string> => {
  const dealId = company.deals[deal];
  const asked = <Answer>(action: string, input: unknown) =>
    office.call<Answer>(company, company.salesLead, `drafts/${action}`, input);
  const form = await asked<Form>('open', { dealId, draftId: null, fresh: changes.fresh ?? false });
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
    lines: lines.map((line) => ({ ...line, item: line.item ?? defaultItem, ...price, ...tax })),
  };
  const { id: draftId, version } = form.status;
  let status = await asked<Status>('create', { dealId, draftId, version, content });
  for (let looks = 0; status.state !== 'created' && looks < 100; looks += 1) {
    if (status.state === 'editing') throw new Error(`Refused: ${JSON.stringify(status)}`);
    await wait(100);
    status = await asked<Status>('status', { draftId });
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
