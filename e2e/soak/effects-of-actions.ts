import { type Action, type ActionKind, isOnInvoice } from './actions.ts';
import type { Stored } from './stored.ts';
import type { Ledger } from './trial-company.ts';

/** Whether QuickBooks shows the effect of an action. */
export const actionStands = ({ kind, id, text }: Action, ledger: Ledger): boolean => {
  const invoice = ledger.invoices.find(({ Id }) => Id === id);
  switch (kind) {
    case 'void':
      return invoice?.TotalAmt === 0;
    case 'delete':
      return invoice === undefined;
    case 'send':
      return ledger.mails.some(({ invoiceId }) => invoiceId === id);
    case 'edit':
      return invoice?.PrivateNote === text;
    case 'update_customer':
      return ledger.customers.some(
        ({ Id, PrimaryEmailAddr }) => Id === id && PrimaryEmailAddr?.Address === text,
      );
    case 'create_customer':
      return ledger.customers.some(({ DisplayName }) => DisplayName === text);
  }
};

/** Expected effects of the actions in QuickBooks: each once. */
export const expectedInQuickbooks = (lanes: Action[][]): string[] =>
  lanes.flatMap((lane) => {
    const last = lane.at(-1);
    if (!last) return [];
    const { kind, id, text } = last;
    const effects = {
      void: () => [`void ${id}: total 0, written once`],
      delete: () => [`delete ${id}: gone`],
      send: () => [`send ${id}: 1 e-mails, EmailSent`],
      edit: () => [`edit ${id}: ${text}, written once`],
      update_customer: () => [`update_customer ${id}: ${text}, written ${lane.length} times`],
      create_customer: () => lane.map((one) => `create_customer ${one.text}: 1 of them`),
    };
    return effects[kind]();
  });

/** Actual effects of the actions in QuickBooks. */
export const foundInQuickbooks = (lanes: Action[][], ledger: Ledger): string[] =>
  lanes.flatMap((lane) => {
    const last = lane.at(-1);
    if (!last) return [];
    const { kind, id } = last;
    const invoice = ledger.invoices.find(({ Id }) => Id === id);
    const customer = ledger.customers.find(({ Id }) => Id === id);
    const written = (token = '') => (token === '1' ? 'written once' : `written ${token} times`);
    const named = (name: string) =>
      ledger.customers.filter(({ DisplayName }) => DisplayName === name).length;
    const effects = {
      void: () => [`void ${id}: total ${invoice?.TotalAmt}, ${written(invoice?.SyncToken)}`],
      delete: () => [`delete ${id}: ${invoice ? 'there' : 'gone'}`],
      send: () => {
        const mails = ledger.mails.filter(({ invoiceId }) => invoiceId === id).length;
        return [`send ${id}: ${mails} e-mails, ${invoice?.EmailStatus}`];
      },
      edit: () => [`edit ${id}: ${invoice?.PrivateNote}, ${written(invoice?.SyncToken)}`],
      update_customer: () => {
        const email = customer?.PrimaryEmailAddr?.Address;
        return [`update_customer ${id}: ${email}, written ${customer?.SyncToken} times`];
      },
      create_customer: () =>
        lane.map(({ text }) => `create_customer ${text}: ${named(text)} of them`),
    };
    return effects[kind]();
  });

const audited = {
  void: 'invoice_voided',
  delete: 'invoice_deleted',
  send: 'invoice_sent',
  edit: 'invoice_edited',
  update_customer: 'customer_updated',
};

/**
 * Whether the server knows of an effect; it does not when every operation's lookups were rejected.
 */
const isKnown = ({ done, unknown }: { done: number; unknown: number }) => unknown === 0 || done > 0;

/**
 * Expected audit entries of the actions: one each. An action whose lookups were all rejected has no
 * result, so its entry may be missing; there are never more entries than successful actions.
 */
export const expectedInAudit = (lanes: Action[][], stored: Stored): string[] =>
  lanes.flatMap((lane) => {
    const last = lane.at(-1);
    if (!last) return [];
    if (last.kind === 'create_customer') {
      const known = lane.filter((one) => isKnown(stored.operationsOf(one)));
      return known.map(({ text }) => `customer_created ${text}: 1`);
    }
    const action = audited[last.kind];
    const { done, unknown } = stored.operationsOf(last);
    const times = unknown === 0 ? lane.length : Math.min(done, lane.length);
    return times === 0 ? [] : [`${action} ${last.id}: ${times}`];
  });

const noted: Partial<Record<ActionKind, string>> = {
  send: 'sent',
  void: 'voided',
  delete: 'deleted',
};

/**
 * Notes on the deals about e-mails, voids and deletions: `expected` are those that the server knows
 * of. The others are `optional`: a later read of the invoice may find the effect, and notes it then.
 */
export const notesOfActions = (
  lanes: Action[][],
  stored: Stored,
): { expected: string[]; optional: string[] } => {
  const notes = lanes.flat().flatMap((action) => {
    const event = noted[action.kind];
    const known = isKnown(stored.operationsOf(action));
    return event ? [{ known, text: `deal ${action.dealId}: ${event} ${action.id}` }] : [];
  });
  return {
    expected: notes.filter(({ known }) => known).map(({ text }) => text),
    optional: notes.filter(({ known }) => !known).map(({ text }) => text),
  };
};

/** Expected rows of the panel for the invoices of the actions. */
export const expectedInPanels = (lanes: Action[][]): string[] => {
  const states = { void: 'voided', delete: 'deleted', send: 'open, sent', edit: 'open' };
  return lanes
    .flat()
    .filter(isOnInvoice)
    .map(({ kind, id, dealId }) => `deal ${dealId}: ${id} ${states[kind as keyof typeof states]}`);
};
