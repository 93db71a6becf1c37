import type { InvoiceIntent } from './invoice-intents.ts';

/** The part of the server's draft contract that the trial uses. */
export type Status = {
  id: string;
  version: number;
  state: 'editing' | 'sending' | 'unknown' | 'choose' | 'created';
  invoice: { id: string; total: string } | null;
  refusal: object | null;
  notCreated: boolean;
  found: { id: string; total: string }[];
};

type Line = {
  item: { id: string; name: string; taxable: boolean } | null;
  quantity: string;
  unitPrice: string;
  discount: object;
  taxCodeId: string | null;
};

export type Content = {
  customer: { choice: object };
  details: { currency: string };
  lines: Line[];
  discount: object;
};

export type Form = { status: Status; content: Content; profile: { homeCurrency: string } };

/** Demo item that every line is linked to. */
const item = { id: '6', name: 'Standing desk', taxable: true };

/** Fills in the form for this intent: one line without tax. */
export const fillForm = ({ content, profile }: Form, intent: InvoiceIntent): Content => {
  const [line] = content.lines;
  if (!line) throw new Error('The form has no line');
  const { customer } = intent;
  const choice = customer.kind === 'existing' ? { ...customer, currency: null } : customer;
  return {
    ...content,
    customer: { ...content.customer, choice },
    details: { ...content.details, currency: profile.homeCurrency },
    lines: [
      {
        ...line,
        item,
        quantity: '1',
        unitPrice: intent.amount,
        discount: { kind: 'none' },
        taxCodeId: 'NON',
      },
    ],
    discount: { kind: 'none' },
  };
};
