import { and, gte, sql } from 'drizzle-orm';
import type { Clock } from '../clock.ts';
import type { Db, Reader, Tx } from '../db/database.ts';
import { inRealm, type RealmKey } from '../db/realm.ts';
import { transact } from '../db/transact.ts';
import type { Log } from './logger.ts';
import type { Metrics } from './observe-calls.ts';
import { eventDelays, type eventStages } from './tables.ts';

export type EventStage = (typeof eventStages)[number];

const day = 86_400_000;

/** Upper limits of the buckets in milliseconds; what took longer counts in the last one. */
export const delayLimits = [
  ...[250, 500, 1_000, 2_000, 3_000, 5_000, 10_000, 30_000, 60_000],
  ...[300_000, 3_600_000, 21_600_000, day],
];

/** How long counts are kept. */
export const delaysKeptMs = 35 * day;

/** Delay before counts are stored together; a killed process loses at most this much. */
const storeAfterMs = 3_000;
const retryAfterMs = 60_000;

type Count = RealmKey & { day: string; stage: EventStage; limitMs: number; count: number };

/** Counts how long events of QuickBooks take, in the database and for Prometheus. */
export type EventDelays = {
  count(realmKey: RealmKey, stage: EventStage, ms: number): void;
  /** Stores the counts; after a failure they are stored later. Never throws. */
  flush(): Promise<void>;
};

/** The day of an instant in UTC. */
export const utcDay = (instant: number): string => new Date(instant).toISOString().slice(0, 10);

const limitOf = (ms: number): number =>
  delayLimits.find((limit) => ms <= limit) ?? (delayLimits.at(-1) as number);

/** `isConnected`: counts of companies that have left meanwhile are dropped. */
export const makeEventDelays = ({
  db,
  clock,
  log,
  metrics,
  isConnected,
}: {
  db: Db;
  clock: Clock;
  log: Log;
  metrics: Pick<Metrics, 'observeEvent'> | null;
  isConnected(tx: Tx, realmKey: RealmKey): Promise<boolean>;
}): EventDelays => {
  let counted = new Map<string, Count>();
  let timer: NodeJS.Timeout | null = null;

  const add = (one: Count) => {
    const key = JSON.stringify([one.companyId, one.realmId, one.day, one.stage, one.limitMs]);
    const known = counted.get(key);
    if (known) known.count += one.count;
    else counted.set(key, { ...one });
  };

  const store = (counts: Count[]) =>
    transact(db, async (tx) => {
      for (const one of counts) {
        if (!(await isConnected(tx, one))) continue;
        const { companyId, realmId, day, stage, limitMs } = eventDelays;
        await tx
          .insert(eventDelays)
          .values(one)
          .onConflictDoUpdate({
            target: [companyId, realmId, day, stage, limitMs],
            set: { count: sql`${eventDelays.count} + ${one.count}` },
          });
      }
    });

  const scheduleFlush = (ms = storeAfterMs) => {
    timer ??= setTimeout(() => void flush(), ms).unref();
  };

  const flush = async (): Promise<void> => {
    if (timer) clearTimeout(timer);
    timer = null;
    const counts = [...counted.values()];
    counted = new Map();
    if (counts.length === 0) return;
    try {
      await store(counts);
    } catch (error) {
      log.warn({ err: error }, 'could not store delays of events; will retry');
      counts.forEach(add);
      scheduleFlush(retryAfterMs);
    }
  };

  return {
    count({ companyId, realmId }, stage, ms) {
      metrics?.observeEvent({ stage, ms });
      add({ companyId, realmId, day: utcDay(clock.now()), stage, limitMs: limitOf(ms), count: 1 });
      scheduleFlush();
    },
    flush,
  };
};

/** Events by upper limit of their delay, in ascending order. */
export type Distribution = { limitMs: number; count: number }[];

/** The distribution of each stage since a day, which is included. */
export const delaysSince = async (
  db: Reader,
  realmKey: RealmKey,
  since: string,
): Promise<Record<EventStage, Distribution>> => {
  const rows = await db
    .select({
      stage: eventDelays.stage,
      limitMs: eventDelays.limitMs,
      count: sql<number>`sum(${eventDelays.count})`.mapWith(Number),
    })
    .from(eventDelays)
    .where(and(inRealm(eventDelays, realmKey), gte(eventDelays.day, since)))
    .groupBy(eventDelays.stage, eventDelays.limitMs)
    .orderBy(eventDelays.limitMs);
  const of = (stage: EventStage) => rows.filter((row) => row.stage === stage);
  return { delivery: of('delivery'), reading: of('reading'), display: of('display') };
};

/** The limit within which this share of the events stayed; null without events. */
export const quantile = (distribution: Distribution, share: number): number | null => {
  const total = distribution.reduce((sum, { count }) => sum + count, 0);
  let passed = 0;
  for (const { limitMs, count } of distribution) {
    passed += count;
    if (passed >= share * total) return limitMs;
  }
  return null;
};
