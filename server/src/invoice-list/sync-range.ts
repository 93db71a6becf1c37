import { iso } from '../clock.ts';
import { realmOf } from '../company-profile/connected-realm.ts';
import type { OwnedConnection } from '../connection/invoice-access.ts';
import type { Ctx } from '../context.ts';
import type { Db } from '../db/database.ts';
import { mirrorRead } from '../invoices/mirror/mirror.ts';
import type { ReadInvoices } from '../quickbooks/gateway.ts';
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

/** Describes how much of these dates is mirrored at `now`. */
export const readingOf = (synced: SyncRange | null, dates: DateRange, now: number): Reading => {
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

const unexpired = (synced: SyncRange | null, now: number): SyncRange | null => {
  if (!synced) return null;
  const lifeMs = synced.unreadable > 0 ? unreadableRangeLifeMs : rangeLifeMs;
  return now - synced.begunAt < lifeMs ? synced : null;
};

/**
 * Reads one page: the newest 1,000 missing invoices of these dates, or the changes since the last
 * read when none is missing. Does nothing while the range is fresh. A second call reads mirrored
 * invoices by id that a page should have contained. Throws what the gateway throws.
 */
export const syncRange = (
  ctx: Ctx,
  connection: OwnedConnection,
  scope: Scope,
  dates: DateRange,
): Promise<void> =>
  oneAtATime(ctx.db, scope, async () => {
    const now = ctx.clock.now();
    const synced = unexpired(await storedSyncRange(ctx.db, scope), now) ?? emptyRange(now);
    const gap = newestGap(synced.ranges, dates);
    if (gap) return readPage(ctx, connection, scope, synced, gap);
    if (!isFresh(synced, now)) return readChanges(ctx, connection, scope, synced);
  });

const emptyRange = (now: number): SyncRange => ({
  ranges: [],
  day: null,
  begunAt: now,
  changesUntil: now,
  unfinishedRead: null,
  unreadable: 0,
});

const readPage = async (
  ctx: Ctx,
  connection: OwnedConnection,
  scope: Scope,
  synced: SyncRange,
  gap: DateRange,
): Promise<void> => {
  const readAt = ctx.clock.now();
  const page = await ctx.quickbooks.listInvoices(realmOf(connection), {
    customerId: scope.customerId || null,
    from: gap.from === ends.from ? null : gap.from,
    to: gap.to === ends.to ? null : gap.to,
    changedSince: null,
    start: startIn(gap, synced.day),
  });
  const dates = page.invoices.map(({ issueDate }) => issueDate);
  const { ranges, day, done } = afterPage(synced, gap, { dates, more: page.more });
  let unreadable = synced.unreadable + faultsWithoutId(page);
  if (done) {
    const known = await notReadSince(ctx.db, scope, done, synced.begunAt);
    const pageIds = new Set(page.invoices.map(({ id }) => id));
    const missingInvoiceIds = known.filter((invoiceId) => !pageIds.has(invoiceId));
    const reread = await readById(ctx, connection, scope, missingInvoiceIds);
    const isListed = ({ issueDate, customerId }: QuickbooksInvoice) =>
      issueDate >= done.from && issueDate <= done.to && ['', customerId].includes(scope.customerId);
    const found = reread.unreadable.length + reread.invoices.filter(isListed).length;
    unreadable = Math.max(0, unreadable - found);
  }
  await storeSyncRange(ctx.db, scope, { ...page, readAt }, { ...synced, ranges, day, unreadable });
};

/** Counts faults in a page that do not name the id of the invoice. */
const faultsWithoutId = ({ unreadable }: ReadInvoices): number =>
  unreadable.filter(({ invoiceId }) => invoiceId === null).length;

/**
 * Reads invoices missing from a page: deleted, unreadable, or moved to another date or customer.
 */
const readById = async (
  ctx: Ctx,
  connection: OwnedConnection,
  scope: Scope,
  invoiceIds: string[],
): Promise<ReadInvoices> => {
  if (invoiceIds.length === 0) return { invoices: [], unreadable: [] };
  const readAt = ctx.clock.now();
  const read = await ctx.quickbooks.invoicesById(realmOf(connection), invoiceIds);
  const realmKey = { companyId: scope.companyId, realmId: scope.realmId };
  const { invoices: found, unreadable } = read;
  await mirrorRead(ctx.db, realmKey, {
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
  ctx: Ctx,
  connection: OwnedConnection,
  scope: Scope,
  synced: SyncRange,
): Promise<void> => {
  const readAt = ctx.clock.now();
  const { begunAt, start } = synced.unfinishedRead ?? { begunAt: readAt, start: 0 };
  const skew = ctx.quickbooks.skewMs() ?? -unknownClockMs;
  const since = synced.changesUntil + skew - marginMs;
  const page = await ctx.quickbooks.listInvoices(realmOf(connection), {
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
  await storeSyncRange(ctx.db, scope, { ...page, readAt }, { ...synced, ...next, unreadable });
};

const running = new WeakMap<Db, Map<string, Promise<void>>>();

/** Concurrent callers of the same scope share one running read. */
const oneAtATime = async (db: Db, scope: Scope, read: () => Promise<void>): Promise<void> => {
  const readsByScope = running.get(db) ?? new Map<string, Promise<void>>();
  running.set(db, readsByScope);
  const key = `${scope.companyId}/${scope.realmId}/${scope.customerId}`;
  const pending = readsByScope.get(key);
  if (pending) return pending;
  const reading = read().finally(() => readsByScope.delete(key));
  readsByScope.set(key, reading);
  return reading;
};
