import { iso } from '../clock.ts';
import type { Dependencies } from '../context.ts';
import type { Db, Reader } from '../db/database.ts';
import { fedUntil } from '../initial-sync/mirror-state.ts';
import { mirrorRead } from '../invoices/mirror/mirror.ts';
import type { ReadInvoices, Realm } from '../quickbooks/gateway.ts';
import type { QuickbooksInvoice } from '../quickbooks/models.ts';
import type { Reading } from './contract.ts';
import { afterPage, type DateRange, ends, newestGap, startIn } from './date-ranges.ts';
import {
  notReadSince,
  type Scope,
  type SyncRange,
  storedSyncRange,
  storeSyncRange,
} from './sync-range-store.ts';

const freshMs = 5 * 60_000;

/** A query does not report deleted invoices, so a range is read again after a day. */
const rangeLifeMs = 24 * 60 * 60_000;

/** The change feed of a quiet company is read once a day. */
const fedLifeMs = 2 * rangeLifeMs;

/**
 * A query does not report that an unreadable invoice was repaired, so such a range expires sooner.
 */
const unreadableRangeLifeMs = 60 * 60_000;

/**
 * Overlap of change queries: QuickBooks timestamps are whole seconds and clock skew is an estimate.
 */
const marginMs = 120_000;

/** Assumed clock skew until the first response shows the real one. */
const unknownClockMs = 60 * 60_000;

type Tools = Pick<Dependencies, 'db' | 'clock' | 'quickbooks'>;

/** A sync range, and whether the change feed keeps it current. */
export type CurrentRange = SyncRange & { isFed: boolean };

/**
 * Returns what is mirrored of these dates: the range of the whole company when it contains them,
 * else the range of the scope. Where the change feed has been read since, its changes are included.
 */
export const currentRange = async (
  db: Reader,
  scope: Scope,
  dates: DateRange,
  now: number,
): Promise<CurrentRange | null> => {
  const company = { ...scope, customerId: '' };
  const whole = await storedSyncRange(db, company);
  const hasDates = whole !== null && newestGap(whole.ranges, dates) === null;
  const synced = hasDates || scope.customerId === '' ? whole : await storedSyncRange(db, scope);
  if (!synced) return null;
  const fedAt = await fedUntil(db, { companyId: scope.companyId, realmId: scope.realmId });
  const isFed = fedAt !== null && now - fedAt < fedLifeMs;
  const changesUntil = Math.max(synced.changesUntil, isFed ? fedAt : 0);
  return { ...synced, changesUntil, isFed };
};

/** Describes how much of these dates is mirrored at `now`. */
export const readingOf = (
  synced: CurrentRange | null,
  dates: DateRange,
  now: number,
): Omit<Reading, 'progress'> => {
  const complete = synced !== null && newestGap(synced.ranges, dates) === null;
  const more = !complete || unexpired(synced, now) === null;
  return {
    readAt: complete ? iso(synced.changesUntil) : null,
    fresh: synced !== null && !more && isFresh(synced, now),
    more,
    unreadable: synced?.unreadable ?? 0,
  };
};

const isFresh = ({ unfinishedRead, changesUntil }: SyncRange, now: number): boolean =>
  unfinishedRead === null && now - changesUntil < freshMs;

const unexpired = (synced: CurrentRange | null, now: number): CurrentRange | null => {
  if (!synced) return null;
  // The change feed reports deletions too.
  if (synced.isFed && synced.unreadable === 0) return synced;
  const lifeMs = synced.unreadable > 0 ? unreadableRangeLifeMs : rangeLifeMs;
  return now - synced.begunAt < lifeMs ? synced : null;
};

/**
 * Reads one page: the newest 1,000 missing invoices of these dates, or the changes since the last
 * read when none is missing. Does nothing while the range is fresh. A second call reads mirrored
 * invoices by id that a page should have contained. Throws what the gateway throws.
 */
export const syncRange = async (
  tools: Tools,
  realm: Realm,
  scope: Scope,
  dates: DateRange,
): Promise<void> => {
  await oneAtATime(tools.db, scope, async () => {
    const now = tools.clock.now();
    const synced = await usableRange(tools, scope, dates, now);
    const gap = newestGap(synced.ranges, dates);
    if (gap) return readPage(tools, realm, scope, synced, gap);
    if (!isFresh(synced, now)) await readChanges(tools, realm, scope, synced);
    return null;
  });
};

/** A page that was read: its rows, and how many are left of the missing dates, if known. */
export type PageRead = { rows: number; left: number | null; more: boolean };

/** Reads the page of the newest invoices that are not mirrored; null when all dates are. */
export const readMissingPage = (
  tools: Tools,
  realm: Realm,
  scope: Scope,
): Promise<PageRead | null> =>
  oneAtATime(tools.db, scope, async () => {
    const synced = await usableRange(tools, scope, ends, tools.clock.now());
    const gap = newestGap(synced.ranges, ends);
    return gap && readPage(tools, realm, scope, synced, gap);
  });

const usableRange = async (
  { db }: Tools,
  scope: Scope,
  dates: DateRange,
  now: number,
): Promise<CurrentRange> =>
  unexpired(await currentRange(db, scope, dates, now), now) ?? emptyRange(now);

const emptyRange = (now: number): CurrentRange => ({
  isFed: false,
  ranges: [],
  day: null,
  begunAt: now,
  changesUntil: now,
  unfinishedRead: null,
  unreadable: 0,
});

const readPage = async (
  tools: Tools,
  realm: Realm,
  scope: Scope,
  { isFed: _, ...synced }: CurrentRange,
  gap: DateRange,
): Promise<PageRead> => {
  const readAt = tools.clock.now();
  const start = startIn(gap, synced.day);
  const page = await tools.quickbooks.listInvoices(realm, {
    customerId: scope.customerId || null,
    from: gap.from === ends.from ? null : gap.from,
    to: gap.to === ends.to ? null : gap.to,
    changedSince: null,
    start,
  });
  const dates = page.invoices.map(({ issueDate }) => issueDate);
  const { ranges, day, done } = afterPage(synced, gap, { dates, more: page.more });
  let unreadable = synced.unreadable + faultsWithoutId(page);
  if (done) {
    const known = await notReadSince(tools.db, scope, done, synced.begunAt);
    const pageIds = new Set(page.invoices.map(({ id }) => id));
    const missingInvoiceIds = known.filter((invoiceId) => !pageIds.has(invoiceId));
    const reread = await readById(tools, realm, scope, missingInvoiceIds);
    const isListed = ({ issueDate, customerId }: QuickbooksInvoice) =>
      issueDate >= done.from && issueDate <= done.to && ['', customerId].includes(scope.customerId);
    const found = reread.unreadable.length + reread.invoices.filter(isListed).length;
    unreadable = Math.max(0, unreadable - found);
  }
  const { invoices, total } = page;
  const read = { invoices, unreadable: page.unreadable, readAt };
  await storeSyncRange(tools.db, scope, read, { ...synced, ranges, day, unreadable });
  const rows = invoices.length + page.unreadable.length;
  const left = total === null ? null : Math.max(0, total - start - rows);
  return { rows, left, more: page.more };
};

/** Counts faults in a page that do not name the id of the invoice. */
const faultsWithoutId = ({ unreadable }: ReadInvoices): number =>
  unreadable.filter(({ invoiceId }) => invoiceId === null).length;

/**
 * Reads invoices missing from a page: deleted, unreadable, or moved to another date or customer.
 */
const readById = async (
  tools: Tools,
  realm: Realm,
  scope: Scope,
  invoiceIds: string[],
): Promise<ReadInvoices> => {
  if (invoiceIds.length === 0) return { invoices: [], unreadable: [] };
  const readAt = tools.clock.now();
  const read = await tools.quickbooks.invoicesById(realm, invoiceIds);
  const realmKey = { companyId: scope.companyId, realmId: scope.realmId };
  const { invoices: found, unreadable } = read;
  await mirrorRead(tools.db, realmKey, {
    requestedInvoiceIds: invoiceIds,
    found,
    unreadable,
    payments: null,
    readAt,
    how: 'list',
  });
  return read;
};

const readChanges = async (
  tools: Tools,
  realm: Realm,
  scope: Scope,
  { isFed: _, ...synced }: CurrentRange,
): Promise<void> => {
  const readAt = tools.clock.now();
  const { begunAt, start } = synced.unfinishedRead ?? { begunAt: readAt, start: 0 };
  const skew = tools.quickbooks.skewMs() ?? -unknownClockMs;
  const since = synced.changesUntil + skew - marginMs;
  const page = await tools.quickbooks.listInvoices(realm, {
    customerId: scope.customerId || null,
    from: null,
    to: null,
    changedSince: iso(since),
    start,
  });
  const next = page.more
    ? { unfinishedRead: { begunAt, start: start + page.invoices.length + page.unreadable.length } }
    : { unfinishedRead: null, changesUntil: begunAt };
  const unreadable = Math.max(synced.unreadable, faultsWithoutId(page));
  await storeSyncRange(tools.db, scope, { ...page, readAt }, { ...synced, ...next, unreadable });
};

const running = new WeakMap<Db, Map<string, Promise<PageRead | null>>>();

/** Concurrent callers of the same scope share one running read. */
const oneAtATime = async (
  db: Db,
  scope: Scope,
  read: () => Promise<PageRead | null>,
): Promise<PageRead | null> => {
  const readsByScope = running.get(db) ?? new Map<string, Promise<PageRead | null>>();
  running.set(db, readsByScope);
  const key = `${scope.companyId}/${scope.realmId}/${scope.customerId}`;
  const pending = readsByScope.get(key);
  if (pending) return pending;
  const reading = read().finally(() => readsByScope.delete(key));
  readsByScope.set(key, reading);
  return reading;
};
