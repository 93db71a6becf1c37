import type { Office } from '../world/office.ts';
import { type Action, type Actions, isOnInvoice } from './actions.ts';
import type { CreatedInvoice } from './create-invoice.ts';
import {
  expectedInAudit,
  expectedInPanels,
  expectedInQuickbooks,
  foundInQuickbooks,
  notesOfActions,
} from './effects-of-actions.ts';
import type { Stored } from './stored.ts';
import type { TrialCompany } from './trial-company.ts';

/** All effects in one trial company, expected or found. Lists are sorted. */
export type Effects = {
  /** In QuickBooks: invoices by amount and customer, new customers, and effects of the actions. */
  quickbooks: string[];
  /** Panels of the deals, which show the mirror. */
  panels: string[];
  audit: string[];
  notes: string[];
  drafts: number;
  /** Open operations. */
  open: string[];
};

type Work = {
  trialCompany: TrialCompany;
  created: CreatedInvoice[];
  actions: Actions;
  stored: Stored;
};

const amount = (total: number | string) => Number(total).toFixed(2);

/** Customers that invoices should have created. */
const billedAnew = ({ created }: Work): string[] =>
  created.flatMap(({ intent: { customer } }) => (customer.kind === 'new' ? customer.name : []));

/** Expected effects: each once. */
export const expectedEffects = (work: Work): Effects => {
  const { created, actions, stored } = work;
  const { lanes } = actions;
  const added = lanes.flat().flatMap((one) => (one.kind === 'create_customer' ? one.text : []));
  const byUs = created.filter(({ how }) => how === 'created');
  const byHand = created.filter(({ how }) => how === 'linked');
  const invoiceActions = lanes.flat().filter(isOnInvoice);
  return {
    quickbooks: [
      ...created.map(({ intent }) => `invoice ${intent.amount} ${intent.customer.name}`),
      ...[...billedAnew(work), ...added].map((name) => `customer ${name}`),
      ...expectedInQuickbooks(lanes),
    ].sort(),
    panels: [
      ...created.map(
        ({ intent, invoiceId }) => `deal ${intent.dealId}: ${invoiceId} ${intent.amount}`,
      ),
      ...expectedInPanels(lanes),
    ].sort(),
    audit: [
      ...byUs.map(({ invoiceId }) => `invoice_created ${invoiceId}: 1`),
      ...byHand.map(({ invoiceId }) => `invoice_linked ${invoiceId}: 1`),
      ...invoiceActions.map(({ id: invoiceId }) => `invoice_linked ${invoiceId}: 1`),
      ...billedAnew(work).map((name) => `customer_created ${name}: 1`),
      ...expectedInAudit(lanes, stored),
    ].sort(),
    notes: [
      ...byUs.map(({ intent, invoiceId }) => `deal ${intent.dealId}: created ${invoiceId}`),
      ...notesOfActions(lanes, stored).expected,
    ].sort(),
    drafts: 0,
    open: [],
  };
};

/** Actual effects. */
export const foundEffects = async (office: Office, work: Work): Promise<Effects> => {
  const { trialCompany, actions, stored } = work;
  const ledger = await trialCompany.ledger();
  const old = new Set(actions.before.invoices.map(({ Id }) => Id));
  const known = new Set(actions.before.customers.map(({ Id }) => Id));
  const names = new Map(ledger.customers.map(({ Id, DisplayName }) => [Id, DisplayName]));
  const { panels, drafts } = await panelsOf(work, old);
  return {
    quickbooks: [
      ...ledger.invoices
        .filter(({ Id }) => !old.has(Id))
        .map((one) => `invoice ${amount(one.TotalAmt)} ${names.get(one.CustomerRef.value)}`),
      ...ledger.customers
        .filter(({ Id }) => !known.has(Id))
        .map(({ DisplayName }) => `customer ${DisplayName}`),
      ...foundInQuickbooks(actions.lanes, ledger),
    ].sort(),
    panels: panels.sort(),
    audit: stored.audit
      .filter(({ action }) => /^(invoice|customer)_(?!linked)|^invoice_linked/.test(action))
      .map(({ action, subject, times }) => {
        const what = action === 'customer_created' ? names.get(subject) : subject;
        return `${action} ${what}: ${times}`;
      })
      .sort(),
    notes: withoutOne(
      await notesOf(office, trialCompany),
      notesOfActions(actions.lanes, stored).optional,
    ).sort(),
    drafts,
    open: stored.open,
  };
};

type Row = { id: string; total: string; status: string; delivery: string };

const panelsOf = async ({ trialCompany, actions }: Work, old: Set<string>) => {
  const asked = async <Body>(action: string, input: unknown): Promise<Body> => {
    const reply = await trialCompany.call<Body>(action, input);
    if ('body' in reply) return reply.body;
    throw new Error(`${action}: ${JSON.stringify(reply)}`);
  };
  const panels: string[] = [];
  let drafts = 0;
  for (const dealId of Object.values(trialCompany.company.deals)) {
    const list = await asked<{ invoices: Row[]; drafts: unknown[] }>('invoices/list', {
      context: { of: 'deal', id: dealId },
    });
    drafts += list.drafts.length;
    for (const { id, total } of list.invoices) {
      if (!old.has(id)) panels.push(`deal ${dealId}: ${id} ${amount(total)}`);
    }
  }
  for (const action of actions.lanes.flat().filter(isOnInvoice)) {
    const { invoice } = await asked<{ invoice: Row }>('invoices/show', {
      context: { of: 'deal', id: action.dealId },
      invoiceId: action.id,
    });
    panels.push(`deal ${action.dealId}: ${action.id} ${shownState(action, invoice)}`);
  }
  return { panels, drafts };
};

const shownState = ({ kind }: Action, { status, delivery }: Row) =>
  kind === 'send' ? `${status}, ${delivery}` : status;

/** Leaves out each optional note once: it may be missing, but not be there twice. */
const withoutOne = (notes: string[], optional: string[]): string[] => {
  const left = new Set(optional);
  return notes.filter((note) => !left.delete(note));
};

/** Notes about invoices on the deals of a trial company, by the link in each note. */
const notesOf = async (office: Office, trialCompany: TrialCompany): Promise<string[]> => {
  const { notes } = await office.pipedrive.get<{ notes: { deal_id: number; content: string }[] }>(
    `notes?companyId=${trialCompany.company.id}`,
  );
  return notes.flatMap(({ deal_id, content }) => {
    const link = /txnId=(\w*)(?:&amp;|&#38;|&)companyId=\d+(?:#(\w+))?/.exec(content);
    if (!link) return [];
    return `deal ${deal_id}: ${link[2] ?? 'created'} ${link[1]}`;
  });
};
