import { setTimeout as pause } from 'node:timers/promises';
import type { Action } from './actions.ts';
import { actionStands } from './effects-of-actions.ts';
import { countIn } from './figures.ts';
import type { Reply } from './panel-calls.ts';
import type { DraftFixture } from './trial-state.ts';

/** Interval at which the user checks the status. */
const pollEveryMs = 500;

/** Status of the action in the panel: none yet, being looked up, done, or not done. */
type Seen = 'untouched' | 'checking' | 'done' | 'not_done';

/** Row of the panel; see the server's contract of invoices. */
type Row = {
  id: string;
  status: string;
  delivery: string;
  checking: string | null;
  notDone: string | null;
};

/** Performs one action; presses again when the panel says that it was not done. */
export const performAction = async (trial: DraftFixture, action: Action): Promise<void> => {
  const { figures, turns } = trial;
  const deadline = Date.now() + trial.patienceMs;
  const pauseOrThrow = async (last: unknown) => {
    if (Date.now() > deadline) {
      const { kind, id, trialCompany } = action;
      throw new Error(`${trialCompany.setting.name}: ${kind} ${id} stays ${JSON.stringify(last)}`);
    }
    await pause(pollEveryMs);
  };
  countIn(figures.actions, action.kind);
  let unconfirmed = false;
  for (;;) {
    figures.presses += 1;
    const reply = await turns.run(() => {
      trial.onPress(action.kind);
      return press(action, pauseOrThrow);
    });
    if ('gone' in reply) figures.cutOff += 1;
    if ('code' in reply) countIn(figures.refused, reply.code);
    let seen = await see(action, pauseOrThrow);
    const wasChecked = seen === 'checking';
    if (wasChecked && !unconfirmed) figures.unconfirmed += 1;
    unconfirmed ||= wasChecked;
    while (seen === 'checking') {
      await pauseOrThrow(seen);
      seen = await see(action, pauseOrThrow);
    }
    if (seen === 'done') return;
    if (seen === 'not_done') figures.notDone += 1;
    // The panel does not know the outcome, so the user checks in QuickBooks.
    if (
      seen === 'untouched' &&
      wasChecked &&
      actionStands(action, await action.trialCompany.ledger())
    ) {
      figures.answeredFromQuickbooks += 1;
      return;
    }
    await pauseOrThrow(reply);
  }
};

type PauseOrThrow = (last: unknown) => Promise<void>;

const contextOf = ({ kind, id, dealId }: Action) =>
  kind === 'create_customer' ? { of: 'person', id: Number(id) } : { of: 'deal', id: dealId };

const untilAnswered = async <Body>(
  { trialCompany }: Action,
  pauseOrThrow: PauseOrThrow,
  name: string,
  input: unknown,
): Promise<Body> => {
  for (;;) {
    const reply = await trialCompany.call<Body>(name, input);
    if ('body' in reply) return reply.body;
    await pauseOrThrow(reply);
  }
};

const press = async (action: Action, pauseOrThrow: PauseOrThrow): Promise<Reply<unknown>> => {
  const { kind, id, text, trialCompany } = action;
  const context = contextOf(action);
  if (kind === 'update_customer') {
    return trialCompany.call('customers/update', {
      context,
      customerId: id,
      fields: { email: text },
    });
  }
  if (kind === 'create_customer') {
    const { link } = await untilAnswered<Linked>(action, pauseOrThrow, 'customers/link', {
      context,
    });
    // The customer was linked since the last read, so there is nothing to press.
    if (link?.customer.name === text) return { body: link };
    const customer = { name: text, address: '', email: '', taxId: '', currency: 'USD' };
    const replaced = link && { replacedCustomerId: link.customer.id };
    return trialCompany.call('customers/create', { context, customer, ...replaced });
  }
  const one = { context, invoiceId: id };
  if (kind === 'send') return trialCompany.call('invoices/send', { ...one, to: '', cc: '' });
  if (kind !== 'edit') return trialCompany.call(`invoices/${kind}`, one);
  const { seen } = await untilAnswered<{ seen: string }>(
    action,
    pauseOrThrow,
    'invoices/show',
    one,
  );
  return trialCompany.call('invoices/edit', { ...one, seen, changes: { memo: text } });
};

const see = (action: Action, pauseOrThrow: PauseOrThrow): Promise<Seen> => {
  if (action.kind === 'update_customer') return seeUpdate(action, pauseOrThrow);
  if (action.kind === 'create_customer') return seeCreation(action, pauseOrThrow);
  return seeInvoice(action, pauseOrThrow);
};

const seeInvoice = async (action: Action, pauseOrThrow: PauseOrThrow): Promise<Seen> => {
  const { kind, id } = action;
  const context = contextOf(action);
  const list = { context };
  const { invoices } = await untilAnswered<{ invoices: Row[] }>(
    action,
    pauseOrThrow,
    'invoices/list',
    list,
  );
  const row = invoices.find((one) => one.id === id);
  if (!row) throw new Error('The invoice is no longer in its panel');
  if (row.checking) return 'checking';
  if (row.notDone) return 'not_done';
  if (kind === 'void' && row.status === 'voided') return 'done';
  if (kind === 'delete' && row.status === 'deleted') return 'done';
  if (kind === 'send' && row.delivery === 'sent') return 'done';
  if (kind !== 'edit') return 'untouched';
  const one = { context, invoiceId: id };
  const { memo } = await untilAnswered<{ memo: string }>(
    action,
    pauseOrThrow,
    'invoices/show',
    one,
  );
  return memo === action.text ? 'done' : 'untouched';
};

const seeUpdate = async (action: Action, pauseOrThrow: PauseOrThrow): Promise<Seen> => {
  const details = { address: '', taxId: '', email: action.text };
  const input = { context: contextOf(action), customerId: action.id, details };
  const { checking, differences } = await untilAnswered<{
    differences: unknown[];
    checking: boolean;
  }>(action, pauseOrThrow, 'customers/compare', input);
  if (checking) return 'checking';
  return differences.length === 0 ? 'done' : 'untouched';
};

type Linked = {
  link: { customer: { id: string; name: string } } | null;
  creating: { last: { state: string; name: string } | null } | null;
};

const seeCreation = async (action: Action, pauseOrThrow: PauseOrThrow): Promise<Seen> => {
  const context = contextOf(action);
  const { link, creating } = await untilAnswered<Linked>(action, pauseOrThrow, 'customers/link', {
    context,
  });
  const last = creating?.last?.name === action.text ? creating.last.state : null;
  if (last === 'checking') return 'checking';
  if (link?.customer.name === action.text) return 'done';
  return last === 'not_created' ? 'not_done' : 'untouched';
};
