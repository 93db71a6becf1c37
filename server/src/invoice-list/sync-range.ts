import { iso } from '../clock.ts';
import { realmOf } from '../company-profile/connected-realm.ts';
import type { OwnedConnection } from '../connection/owned-connection.ts';
import type { Ctx } from '../context.ts';
import type { Db } from '../db/database.ts';
import { mirrorRead } from '../invoices/mirror/mirror.ts';
import type { ReadInvoices } from '../quickbooks/gateway.ts';
import type { QuickbooksInvoice } from '../quickbooks/models.ts';
import type { Reading } from './contract.ts';
import { afterPage, type DateRange, ends, newestGap, startIn } from './date-ranges.ts';
import {
  type ListRead,
  listRead,
  notReadSince,
  type Scope,
  storeSyncRange,
} from './sync-range-store.ts';

const freshMs = 5 * 60_000;

/** What was deleted in QuickBooks no query tells, so all is read anew after a day. */
const countsMs = 24 * 60 * 60_000;

/** Nor does a query tell that an invoice which it could not put into an answer has been mended. */
const countsUnreadMs = 60 * 60_000;

/** QuickBooks stamps whole seconds, and its clock is known only roughly. */
const marginMs = 120_000;

/** Until the first response tells how far its clock is off. */
const unknownClockMs = 60 * 60_000;

/** How much of these dates has been read, by what we know at `now`. */
export const readingOf = (read: ListRead | null, dates: DateRange, now: number): Reading => {
  const reached = read !== null && newestGap(read.ranges, dates) === null;
  const more = !reached || stillCounts(read, now) === null;
  return {
    readAt: reached ? iso(read.changesUntil) : null,
    fresh: read !== null && !more && isFresh(read, now),
    more,
    unreadable: read?.unreadable ?? 0,
  };
};

const isFresh = ({ looking, changesUntil }: ListRead, now: number): boolean =>
  looking === null && now - changesUntil < freshMs;

const stillCounts = (read: ListRead | null, now: number): ListRead | null => {
  if (!read) return null;
  const counts = read.unreadable > 0 ? countsUnreadMs : countsMs;
  return now - read.begunAt < counts ? read : null;
};

/**
 * One call's worth of these dates: their newest invoices not yet read, at most 1,000; once they are all
 * read, what has changed since; nothing while that is fresh. Invoices that should have been in an answer
 * and were not are asked for by their ids, which is a second call. Throws what reads of QuickBooks throw.
 */
export const syncRange = (
  ctx: Ctx,
  connection: OwnedConnection,
  scope: Scope,
  dates: DateRange,
): Promise<void> =>
  oneAtATime(ctx.db, scope, async () => {
    const now = ctx.clock.now();
    const read = stillCounts(await listRead(ctx.db, scope), now) ?? untouched(now);
    const gap = newestGap(read.ranges, dates);
    if (gap) return readPage(ctx, connection, scope, read, gap);
    if (!isFresh(read, now)) return readChanges(ctx, connection, scope, read);
  });

const untouched = (now: number): ListRead => ({
  ranges: [],
  day: null,
  begunAt: now,
  changesUntil: now,
  looking: null,
  unreadable: 0,
});

const readPage = async (
  ctx: Ctx,
  connection: OwnedConnection,
  scope: Scope,
  read: ListRead,
  gap: DateRange,
): Promise<void> => {
  const readAt = ctx.clock.now();
  const page = await ctx.quickbooks.listInvoices(realmOf(connection), {
    customerId: scope.customerId || null,
    from: gap.from === ends.from ? null : gap.from,
    to: gap.to === ends.to ? null : gap.to,
    changedSince: null,
    start: startIn(gap, read.day),
  });
  const dates = page.invoices.map(({ issueDate }) => issueDate);
  const { ranges, day, done } = afterPage(read, gap, { dates, more: page.more });
  let unreadable = read.unreadable + unknown(page);
  if (done) {
    const known = await notReadSince(ctx.db, scope, done, read.begunAt);
    const seen = new Set(page.invoices.map(({ id }) => id));
    const unseen = known.filter((id) => !seen.has(id));
    const looked = await lookFor(ctx, connection, scope, unseen);
    const isListed = ({ issueDate, customerId }: QuickbooksInvoice) =>
      issueDate >= done.from && issueDate <= done.to && ['', customerId].includes(scope.customerId);
    const among = looked.unreadable.length + looked.invoices.filter(isListed).length;
    unreadable = Math.max(0, unreadable - among);
  }
  await storeSyncRange(ctx.db, scope, { ...page, readAt }, { ...read, ranges, day, unreadable });
};

/** How many could not be read of which not even the id is known. */
const unknown = ({ unreadable }: ReadInvoices): number =>
  unreadable.filter(({ id }) => id === null).length;

/** They were deleted, have another date or customer by now, or could not be read beside others. */
const lookFor = async (
  ctx: Ctx,
  connection: OwnedConnection,
  scope: Scope,
  requestedIds: string[],
): Promise<ReadInvoices> => {
  if (requestedIds.length === 0) return { invoices: [], unreadable: [] };
  const readAt = ctx.clock.now();
  const read = await ctx.quickbooks.invoicesById(realmOf(connection), requestedIds);
  const realmKey = { companyId: scope.companyId, realmId: scope.realmId };
  const { invoices: found, unreadable } = read;
  await mirrorRead(ctx.db, realmKey, {
    requestedIds,
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
  read: ListRead,
): Promise<void> => {
  const readAt = ctx.clock.now();
  const { begunAt, start } = read.looking ?? { begunAt: readAt, start: 0 };
  const skew = ctx.quickbooks.skewMs() ?? -unknownClockMs;
  const since = read.changesUntil + skew - marginMs;
  const page = await ctx.quickbooks.listInvoices(realmOf(connection), {
    customerId: scope.customerId || null,
    from: null,
    to: null,
    changedSince: iso(since),
    start,
  });
  const next = page.more
    ? { looking: { begunAt, start: start + page.invoices.length + page.unreadable.length } }
    : { looking: null, changesUntil: begunAt };
  const unreadable = Math.max(read.unreadable, unknown(page));
  await storeSyncRange(ctx.db, scope, { ...page, readAt }, { ...read, ...next, unreadable });
};

const running = new WeakMap<Db, Map<string, Promise<void>>>();

/** Who asks while the same is being read waits for it instead of asking as well. */
const oneAtATime = async (db: Db, scope: Scope, read: () => Promise<void>): Promise<void> => {
  const ofDb = running.get(db) ?? new Map<string, Promise<void>>();
  running.set(db, ofDb);
  const key = `${scope.companyId}/${scope.realmId}/${scope.customerId}`;
  const there = ofDb.get(key);
  if (there) return there;
  const reading = read().finally(() => ofDb.delete(key));
  ofDb.set(key, reading);
  return reading;
};
