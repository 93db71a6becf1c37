import { and, eq } from 'drizzle-orm';
import type { Dependencies } from '../context.ts';
import type { Reader } from '../db/database.ts';
import { inRealm, type RealmKey } from '../db/realm.ts';
import { feeds } from '../sync/tables.ts';
import { initialSyncs } from './tables.ts';

/** How long after the end of an interval the change feed may be read at the latest. */
const graceMs = 2 * 60_000;

type Tools = Pick<Dependencies, 'db' | 'clock' | 'settings'>;

/**
 * Whether the names of a realm are mirrored completely, and the change feed has been read within
 * its usual interval.
 */
export const hasCurrentNames = (tools: Tools, realmKey: RealmKey): Promise<boolean> =>
  isCurrent(tools, realmKey, initialSyncs.namesSince);

/** The same for all invoices of a realm. */
export const hasCurrentInvoices = (tools: Tools, realmKey: RealmKey): Promise<boolean> =>
  isCurrent(tools, realmKey, initialSyncs.finishedAt);

const isCurrent = async (
  { db, clock, settings }: Tools,
  realmKey: RealmKey,
  readSince: typeof initialSyncs.namesSince | typeof initialSyncs.finishedAt,
): Promise<boolean> => {
  const [row] = await db
    .select({ readSince, fedAt: feeds.lastReadAt })
    .from(initialSyncs)
    .innerJoin(
      feeds,
      and(eq(feeds.companyId, initialSyncs.companyId), eq(feeds.realmId, initialSyncs.realmId)),
    )
    .where(inRealm(initialSyncs, realmKey));
  if (!row || row.readSince === null || row.fedAt === null) return false;
  return clock.now() - row.fedAt <= settings.feed.everyMs + graceMs;
};

/** Below this number the invoices are read before somebody could look at the progress. */
const shownFrom = 1_000;

/** Columns that `shownProgress` needs. */
export const progressColumns = {
  step: initialSyncs.step,
  read: initialSyncs.read,
  total: initialSyncs.total,
};

/** Progress of reading the invoices, as panel and list show it; null when there is none. */
export const shownProgress = (row: {
  step: string | null;
  read: number | null;
  total: number | null;
}): { read: number; total: number } | null => {
  const { step, read, total } = row;
  if (step !== 'Invoice' || read === null || total === null || total <= shownFrom) return null;
  return { read, total };
};

/** Progress of reading the invoices of a realm; see `shownProgress`. */
export const invoiceProgress = async (
  db: Reader,
  realmKey: RealmKey,
): Promise<{ read: number; total: number } | null> => {
  const [row] = await db
    .select(progressColumns)
    .from(initialSyncs)
    .where(inRealm(initialSyncs, realmKey));
  return row ? shownProgress(row) : null;
};

/**
 * The instant up to which the change feed has mirrored all changes of invoices; null before its
 * first read.
 */
export const fedUntil = async (db: Reader, realmKey: RealmKey): Promise<number | null> => {
  const [row] = await db
    .select({ fedAt: feeds.lastReadAt })
    .from(feeds)
    .where(inRealm(feeds, realmKey));
  return row?.fedAt ?? null;
};
