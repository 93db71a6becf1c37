import { setTimeout as pause } from 'node:timers/promises';
import type { Turns } from '../exactly-once/at-most.ts';
import type { Reply } from '../exactly-once/panel-calls.ts';
import { type Act, placeOf, type Row } from './acts.ts';

/** How often somebody looks whether it has been settled. */
const lookEveryMs = 500;

/** What is counted on the way; summed over all acts. */
export type Figures = {
  presses: number;
  /** Answers that never came because the server was killed. */
  cutOff: number;
  /** Acts that were being checked at least once. */
  checked: number;
  /** Times that somebody was told that it did not happen. */
  notDone: number;
  /** Refusals, by code. */
  refused: Record<string, number>;
};

export const noFigures = (): Figures => ({
  presses: 0,
  cutOff: 0,
  checked: 0,
  notDone: 0,
  refused: {},
});

export type Desk = {
  figures: Figures;
  turns: Turns;
  /** Told just before somebody presses. */
  onPress(act: Act): void;
  /** An act that takes longer has failed. */
  patienceMs: number;
};

/** What somebody is shown of the act's object: nothing yet, being looked into, done, or not done. */
type Seen = 'untouched' | 'checking' | 'done' | 'not_done';

const seenOfRow = ({ kind }: Act, row: Row | undefined): Seen => {
  if (!row) throw new Error('The invoice is no longer in its panel');
  if (row.checking) return 'checking';
  if (row.notDone) return 'not_done';
  if (kind === 'void' && row.status === 'voided') return 'done';
  if (kind === 'delete' && row.status === 'deleted') return 'done';
  return kind === 'send' && row.delivery === 'sent' ? 'done' : 'untouched';
};

const bodyOf = async <Body>(ask: () => Promise<Reply<Body>>): Promise<Body> => {
  for (;;) {
    const reply = await ask();
    if ('body' in reply) return reply.body;
    await pause(lookEveryMs);
  }
};

/** What an edit or an update would find: what is written in the books, as our own server tells it. */
const seenOfText = async (act: Act, row: Row | undefined): Promise<Seen> => {
  const { call } = act.shop;
  const invoiceId = act.id;
  const seen = seenOfRow(act, row);
  if (seen !== 'untouched') return seen;
  const input = { place: placeOf(act), invoiceId };
  const { memo } = await bodyOf(() => call<{ memo: string }>('invoices/show', input));
  return memo === act.text ? 'done' : 'untouched';
};

const seenOfCustomer = async (act: Act): Promise<Seen> => {
  const details = { address: '', taxId: '', email: act.text };
  const input = { place: placeOf(act), customerId: act.id, details };
  type Compared = { differences: unknown[]; checking: boolean };
  const told = await bodyOf(() => act.shop.call<Compared>('customers/compare', input));
  if (told.checking) return 'checking';
  return told.differences.length === 0 ? 'done' : 'untouched';
};

const look = async (act: Act): Promise<Seen> => {
  if (act.kind === 'update') return seenOfCustomer(act);
  const input = { place: placeOf(act) };
  const { invoices } = await bodyOf(() =>
    act.shop.call<{ invoices: Row[] }>('invoices/list', input),
  );
  const row = invoices.find(({ id }) => id === act.id);
  return act.kind === 'edit' ? seenOfText(act, row) : seenOfRow(act, row);
};

const pressed = async (act: Act): Promise<Reply<unknown>> => {
  const { kind, id, text, shop } = act;
  const place = placeOf(act);
  if (kind === 'update') {
    return shop.call('customers/update', { place, customerId: id, fields: { email: text } });
  }
  const one = { place, invoiceId: id };
  if (kind === 'send') return shop.call('invoices/send', { ...one, to: '', cc: '' });
  if (kind !== 'edit') return shop.call(`invoices/${kind}`, one);
  const { seen } = await bodyOf(() => shop.call<{ seen: string }>('invoices/show', one));
  return shop.call('invoices/edit', { ...one, seen, changes: { memo: text } });
};

/** Does one thing as a user does who presses again when told that nothing happened. */
export const pressUntilDone = async (desk: Desk, act: Act): Promise<void> => {
  const { figures, turns } = desk;
  const deadline = Date.now() + desk.patienceMs;
  let checked = false;
  for (;;) {
    figures.presses += 1;
    const reply = await turns.run(() => {
      desk.onPress(act);
      return pressed(act);
    });
    if ('gone' in reply) figures.cutOff += 1;
    if ('code' in reply) figures.refused[reply.code] = (figures.refused[reply.code] ?? 0) + 1;
    let seen = await look(act);
    while (seen === 'checking') {
      if (!checked) figures.checked += 1;
      checked = true;
      if (Date.now() > deadline) throw new Error(`${act.kind} ${act.id} stays ${seen}`);
      await pause(lookEveryMs);
      seen = await look(act);
    }
    if (seen === 'done') return;
    if (seen === 'not_done') figures.notDone += 1;
    if (Date.now() > deadline) throw new Error(`${act.kind} ${act.id}: ${JSON.stringify(reply)}`);
    await pause(lookEveryMs);
  }
};
