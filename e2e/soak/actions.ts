import { setTimeout as pause } from 'node:timers/promises';
import type { Office } from '../world/office.ts';
import type { PanelCalls } from './panel-calls.ts';
import { repeated, type TrialCompany } from './trial-company.ts';

const invoiceKinds = ['void', 'delete', 'send', 'edit'] as const;
export const actionKinds = [...invoiceKinds, 'update_customer', 'create_customer'] as const;
export type ActionKind = (typeof actionKinds)[number];

/** One action of a user on an invoice or a customer. */
export type Action = {
  kind: ActionKind;
  trialCompany: TrialCompany;
  /** Deal on whose panel the user acts. */
  dealId: number;
  /**
   * QuickBooks id of the invoice or customer; for a new customer the Pipedrive id of its person.
   */
  id: string;
  /** Text that an edit or update writes, or the name of a new customer. */
  text: string;
};

const line = {
  DetailType: 'SalesItemLineDetail',
  Amount: 100,
  SalesItemLineDetail: { ItemRef: { value: '1' }, Qty: 1, UnitPrice: 100 },
};

/** Demo people with an organization, so an invoice of a deal never creates their customer. */
const personIds = ['601', '602', '603', '604', '605'];

/** Prefix of the new customers for whom QuickBooks rejects half of the lookups. */
const rejectedName = 'Reading room';
export const rejectedNames = `(${rejectedName} |New customer \\d*5')`;

export type Actions = {
  /** Actions grouped by object; those of one object run one after the other. */
  lanes: Action[][];
  /** The same actions grouped by user. Each user performs two kinds, one action after the other. */
  users: Action[][];
  /** Every fourth invoice and customer: QuickBooks rejects half of the reads of these. */
  rejected: { invoiceIds: string[]; customerIds: string[] };
  /** State of QuickBooks before the first action. */
  before: TrialCompany['before'];
};

/**
 * Prepares `count` actions of a trial company, alternating between the kinds. Each action on an
 * invoice gets its own invoice in QuickBooks, linked to a deal. Customers and people are reused,
 * in sequence, when there are fewer of them than actions.
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
  await readEverything(call);
  for (const dealId of deals) {
    const invoiceIds = onInvoices.filter((one) => one.dealId === dealId).map(({ id }) => id);
    if (invoiceIds.length === 0) continue;
    await repeated(async () => {
      const reply = await call('deal-links/link', { dealId, invoiceIds });
      if (!('body' in reply)) throw new Error(`deal-links/link: ${JSON.stringify(reply)}`);
    });
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

const everyMs = 200;
const patienceMs = 120_000;

type Reading = { progress: { state: string } | null };

/** Mirrors all invoices, also those made after the first reading. */
const readEverything = async (call: PanelCalls): Promise<void> => {
  const begun = Date.now();
  // A reading that still runs may have passed them.
  for (const action of ['show', 'again', 'show'] as const) {
    for (;;) {
      const reply = await call<Reading>(`initial-sync/${action}`, {});
      const state = 'body' in reply ? reply.body.progress?.state : null;
      if (action === 'again' ? state : state === 'done') break;
      if (Date.now() - begun > patienceMs)
        throw new Error(`initial-sync: ${JSON.stringify(reply)}`);
      await pause(everyMs);
    }
  }
};
