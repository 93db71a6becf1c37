import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { Db, Tx } from '../db/database.ts';
import type { RealmKey } from '../db/realm.ts';
import { maxPayloadBytes, sendSignal } from '../db/signals.ts';
import { type Collector, collect } from '../db/transact.ts';
import { currentReason } from '../vendor-calls/urgency.ts';

/**
 * Panels of these deals, and lists with invoices of these customers, show something else now.
 * `dealIds` is null when anything of the company may have changed.
 */
export type Change = RealmKey & {
  dealIds: number[] | null;
  customerIds?: string[];
  /** When the event was received that caused the change; of several, the first. */
  eventAt?: number;
};

/** Receives merged changes; null when any panel may show something else, after lost signals. */
export type ChangeListener = (changes: Change[] | null) => void;

/**
 * Tells open panels, in all processes, that something they show changed; they read it again from
 * our database. Delivered after the transaction of `tx` commits. Call it only for a real change:
 * PostgreSQL serializes commits that notify.
 */
export const announceChange = (tx: Tx, change: Change): void => {
  const { eventAt } = currentReason();
  collect(tx, announcer, eventAt === undefined ? change : { ...change, eventAt });
};

const channel = 'live';

/** Above this number of ids a change names none, so that it fits into the payload of a signal. */
const maxIds = 200;

type Hub = { sender: string; listeners: Set<ChangeListener> };

const hubs = new WeakMap<Db, Hub>();

/** By database, so that tests can run several servers in one process. */
const hubOf = (db: Db): Hub => {
  const hub = hubs.get(db) ?? { sender: randomUUID(), listeners: new Set() };
  hubs.set(db, hub);
  return hub;
};

const announcer: Collector<Change> = {
  beforeCommit: (tx, changes, db) => sendSignal(tx, channel, payloadOf(hubOf(db).sender, changes)),
  afterCommit: (db, changes) => deliver(db, merged(changes)),
};

const deliver = (db: Db, changes: Change[] | null): void => {
  for (const listener of hubOf(db).listeners) listener(changes);
};

/** Joins the changes of each realm of a company into one. */
export const merged = (changes: Change[]): Change[] => {
  const byRealm = Map.groupBy(changes, ({ companyId, realmId }) => `${companyId} ${realmId}`);
  return [...byRealm.values()].map(([first, ...others]) => {
    const { companyId, realmId } = first as Change;
    const all = [first as Change, ...others];
    const dealIds = new Set(all.flatMap((change) => change.dealIds ?? []));
    const customerIds = new Set(all.flatMap((change) => change.customerIds ?? []));
    const times = all.flatMap(({ eventAt }) => eventAt ?? []);
    const joined = { companyId, realmId, ...(times.length > 0 && { eventAt: Math.min(...times) }) };
    const isAnything =
      all.some((change) => change.dealIds === null) || dealIds.size + customerIds.size > maxIds;
    if (isAnything) return { ...joined, dealIds: null };
    return { ...joined, dealIds: [...dealIds], customerIds: [...customerIds] };
  });
};

const signal = z.object({
  sender: z.string(),
  changes: z.array(
    z.object({
      companyId: z.number(),
      realmId: z.string(),
      dealIds: z.array(z.number()).nullable(),
      customerIds: z.array(z.string()).optional(),
      eventAt: z.number().optional(),
    }),
  ),
});

/** The changes as a signal's payload; empty, which stands for any change, when they do not fit. */
const payloadOf = (sender: string, changes: Change[]): string => {
  const payload = JSON.stringify({ sender, changes: merged(changes) });
  return Buffer.byteLength(payload) > maxPayloadBytes ? '' : payload;
};

const parsedSignal = (payload: string): z.output<typeof signal> | null => {
  try {
    return signal.parse(JSON.parse(payload));
  } catch {
    return null;
  }
};

/**
 * Calls `listener` for the changes that this and all other processes announce on this database. The
 * returned function ends that.
 */
export const listenForChanges = (db: Db, listener: ChangeListener): (() => Promise<void>) => {
  const { sender, listeners } = hubOf(db);
  listeners.add(listener);
  const unlisten = db.listen(channel, (payload) => {
    const received = parsedSignal(payload);
    // Changes of this process were delivered when they were committed.
    if (received?.sender !== sender) listener(received?.changes ?? null);
  });
  return async () => {
    listeners.delete(listener);
    await unlisten();
  };
};
