import type { Content, Form } from './draft-words.ts';
import type { Intent } from './intents.ts';

/** The item of the story's books that every line is linked to. */
const item = { id: '6', name: 'Standing desk', taxable: true };

/** The form as somebody fills it in who means this invoice: one line without tax. */
export const fillForm = ({ content, books }: Form, intent: Intent): Content => {
  const [line] = content.lines;
  if (!line) throw new Error('The form has no line');
  const { customer } = intent;
  const choice = customer.kind === 'existing' ? { ...customer, currency: null } : customer;
  return {
    ...content,
    customer: { ...content.customer, choice },
    details: { ...content.details, currency: books.homeCurrency },
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
