import type { Office } from '../world/office.ts';
import type { TrialCompany } from './trial-company.ts';

const invoiceKinds = ['void', 'delete', 'send', 'edit'] as const;
export const actionKinds = [...invoiceKinds, 'update_customer', 'create_customer'] as const;
export type ActionKind = (typeof actionKinds)[number];

/** What a user wants to do with an invoice or a customer. */
export type Action = {
  kind: ActionKind;
  trialCompany: TrialCompany;
  /** The deal in view. */
  dealId: number;
  /** QuickBooks id of the invoice or customer; for a new customer the id of the person it is for. */
  id: string;
  /** What an edit or update writes; the name of a new customer. */
  text: string;
};

const line = {
  DetailType: 'SalesItemLineDetail',
  Amount: 100,
  SalesItemLineDetail: { ItemRef: { value: '1' }, Qty: 1, UnitPrice: 100 },
};

/** People of the demo company that have an organization, so invoices of deals never create their customers. */
const personIds = ['601', '602', '603', '604', '605'];

/** Names of new customers begin like this when QuickBooks rejects half of the lookups of them. */
const rejectedName = 'Reading room';
export const rejectedNames = `(${rejectedName} |New customer \\d*5')`;

export type Actions = {
  /** By object; the actions on one object are done one after the other. */
  lanes: Action[][];
  /** The same by who performs them: one user each for two kinds, one action after the other. */
  users: Action[][];
  /** Objects of which QuickBooks rejects half of the reads: every fourth invoice and customer. */
  rejected: { invoiceIds: string[]; customerIds: string[] };
  /** How the books are before the first action. */
  before: TrialCompany['before'];
};

/**
 * So many actions in one shop, each kind in turn: those on invoices each on an invoice of its own, which is
 * put into the books and linked to a deal; updates and creations of customers one after the other where
 * there are more than customers or people.
 */
export const prepareActions = async (
  office: Office,
  trialCompany: TrialCompany,
  count: number,
): Promise<Actions> => {
  const { realmId, company, call } = trialCompany;
  const deals = Object.values(company.deals);
  const updated = trialCompany.before.customers.slice(5).map(({ Id }) => Id);
  const all = Array.from({ length: count }, (_, n): Action => {
    const kind = actionKinds[n % actionKinds.length] ?? 'void';
    const round = Math.floor(n / actionKinds.length);
    const common = { kind, trialCompany, dealId: deals[n % deals.length] ?? 0 };
    const name = `${round % 2 === 0 ? 'Workshop' : rejectedName} ${n}`;
    if (kind === 'create_customer')
      return { ...common, id: personIds[round % personIds.length] ?? '', text: name };
    if (kind === 'update_customer') {
      const text = `books-${n}@larch.example`;
      return { ...common, id: updated[round % updated.length] ?? '', text };
    }
    return { ...common, id: '', text: `Agreed on the phone, ${n}` };
  });
  const onInvoices = all.filter(isOnInvoice);
  const body = {
    CustomerRef: { value: trialCompany.before.customers[4]?.Id },
    BillEmail: { Address: 'accounts@larch.example' },
    Line: [line],
  };
  const { invoices } = await office.quickbooks.post<{ invoices: string[] }>(
    `realms/${realmId}/invoices`,
    { invoices: onInvoices.map(() => body) },
  );
  for (const [n, action] of onInvoices.entries()) action.id = invoices[n] ?? '';
  await call('invoice-list/load', { context: { of: 'company' }, period: { kind: 'all' } });
  for (const dealId of deals) {
    const invoiceIds = onInvoices.filter((one) => one.dealId === dealId).map(({ id }) => id);
    if (invoiceIds.length === 0) continue;
    const reply = await call('deal-links/link', { dealId, invoiceIds });
    if (!('body' in reply)) throw new Error(`deal-links/link: ${JSON.stringify(reply)}`);
  }
  const lanes = Map.groupBy(all, (action) => `${action.kind} ${action.id}`);
  const users = Map.groupBy(all, ({ kind }) => Math.floor(actionKinds.indexOf(kind) / 2));
  const everyFourth = (ids: string[]) => ids.filter((_, n) => n % 4 === 3);
  return {
    lanes: [...lanes.values()],
    users: [...users.values()],
    rejected: { invoiceIds: everyFourth(invoices), customerIds: everyFourth(updated) },
    before: await trialCompany.ledger(),
  };
};

export const isOnInvoice = ({ kind }: Action): boolean => invoiceKinds.some((one) => one === kind);
