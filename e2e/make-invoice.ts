import { setTimeout as wait } from 'node:timers/promises';
import type { Company, DealName, Office } from './office.ts';

type Line = { item: unknown } & Record<string, unknown>;
type Form = {
  status: { id: string; version: number };
  content: {
    customer: { choice: unknown; to: string } & Record<string, unknown>;
    details: Record<string, unknown>;
    lines: Line[];
    discount: unknown;
  };
};
type Status = { state: string; invoice: { id: string; number: string } | null };

/** What a test wants to be different from the filled-in form. */
export type Changes = {
  details?: Record<string, unknown>;
  customerName?: string;
  /** Price on every line. */
  unitPrice?: string;
};

const freeLine = {
  quantity: '1',
  unitPrice: '100.00',
  description: 'Work',
  discount: { kind: 'none' },
};

/**
 * Makes an invoice for a deal as the form does, for tests that begin where one exists: a new customer,
 * and the default item on every line that has none. Returns its number, or its id when it has none.
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
  const form = await asked<Form>('open', { dealId, draftId: null, fresh: false });
  const item = { id: '1', name: 'Services', taxable: false };
  const given = form.content.lines.length > 0 ? form.content.lines : [newLine()];
  const price = changes.unitPrice === undefined ? {} : { unitPrice: changes.unitPrice };
  const name = changes.customerName ?? form.content.customer.to;
  const content = {
    ...form.content,
    customer: { ...form.content.customer, choice: { kind: 'new', name } },
    details: { ...form.content.details, ...changes.details },
    lines: given.map((line) => ({ ...line, item: line.item ?? item, ...price })),
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

const newLine = (): Line => ({
  ...freeLine,
  key: 'only',
  productId: null,
  item: null,
  taxCodeId: null,
});
