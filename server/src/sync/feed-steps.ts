import { iso } from '../clock.ts';
import type { Dependencies } from '../context.ts';
import { transact } from '../db/transact.ts';
import { readAllAgain, readNamesAgain } from '../initial-sync/store.ts';
import { applyNames } from '../names/apply-names.ts';
import { recordFault } from '../quickbooks/calls/read-errors.ts';
import { feedEntities, type QuickbooksChanges } from '../quickbooks/models.ts';
import { type Changes, type ConnectedCompany, noChanges } from './apply-changes.ts';
import { type FeedChange, type FeedRow, idsToRead } from './feed-store.ts';
import { applyIsolated } from './isolate-changes.ts';
import { nextInterval, noteChanges } from './pace.ts';
import { retryUnreadable } from './retry-unreadable.ts';
import type { Sweep } from './tables.ts';

type Tools = Pick<Dependencies, 'db' | 'clock' | 'quickbooks' | 'settings' | 'log'>;

const day = 24 * 60 * 60_000;

/** The feed looks back 30 days; Intuit does not always refuse an older time, but answers less. */
const maxAgeMs = 29 * day;

/** Overlap of two reads: QuickBooks' times are whole seconds, and queries may lag behind. */
const overlapMs = 120_000;

/** Assumed clock skew until the first response shows the real one. */
const unknownSkewMs = 60 * 60_000;

/** Ids per page of a sweep, which one call reads. */
const idsPerPage = 1_000;

const rowsPerPage = 1_000;

/**
 * Takes the next step of a feed: reads the feed, or one page of a sweep, and mirrors it. Returns
 * what to store about it. Throws the read errors; then the same step follows again.
 */
export const nextStep = async (
  tools: Tools,
  company: ConnectedCompany,
  feed: FeedRow,
): Promise<FeedChange> => {
  if (feed.sweep) return sweepPage(tools, company, feed, feed.sweep);
  const cursor = feed.cursor;
  const began = vendorTimeOf(tools, tools.clock.now());
  if (cursor === null || began - cursor > maxAgeMs) {
    // The sweep finds no invoices and names that were created meanwhile.
    await transact(tools.db, (tx) => readAllAgain(tx, company, tools.clock.now()));
    return beginSweep(tools, 'too_old', began - overlapMs);
  }
  return readFeed(tools, company, { ...feed, cursor });
};

/** Our instant by QuickBooks' clock. */
const vendorTimeOf = ({ quickbooks }: Tools, at: number): number =>
  at + (quickbooks.skewMs() ?? -unknownSkewMs);

const beginSweep = ({ clock }: Tools, why: Sweep['why'], cursor: number | null): FeedChange => ({
  nextDue: clock.now(),
  sweep: {
    why,
    begunAt: clock.now(),
    cursor,
    // Only an overflow has changes that are not found by the ids of the mirror.
    step: why === 'overflow' ? 'invoices' : 'ids',
    start: 0,
    total: null,
    afterId: '',
  },
});

const readFeed = async (
  tools: Tools,
  company: ConnectedCompany,
  feed: FeedRow & { cursor: number },
): Promise<FeedChange> => {
  const readAt = tools.clock.now();
  const changes = await changesOrFault(tools, company, feed.cursor);
  // Without a time of its own, the response is as old as its request.
  const time = changes?.time ?? vendorTimeOf(tools, readAt);
  const cursor = Math.max(feed.cursor, time - overlapMs);
  if (changes) {
    await applyFeed(tools, company, changes, readAt);
    await noteFound(tools, company, changes);
  }
  if (!changes || changes.partial) {
    // Names have no other feed, and an entity without a block usually has no changes.
    if (!changes || changes.isFull)
      await transact(tools.db, (tx) => readNamesAgain(tx, company, readAt));
    return beginSweep(tools, 'overflow', cursor);
  }
  const read = { cursor, lastReadAt: readAt, problem: null };
  if (readAt - (feed.lastReconciledAt ?? 0) >= day)
    return { ...read, ...beginSweep(tools, 'daily', null) };
  return { ...read, nextDue: readAt + (await nextInterval(tools, company)) };
};

/** Records that something changed, and when its invoices did by our clock. */
const noteFound = async (
  tools: Tools,
  company: ConnectedCompany,
  { invoices, payments, incomplete, deleted }: QuickbooksChanges,
): Promise<void> => {
  if ([invoices, payments, incomplete, deleted].every(({ length }) => length === 0)) return;
  const skewMs = tools.quickbooks.skewMs() ?? 0;
  const changedAt = invoices.map(({ updatedAt }) => Date.parse(updatedAt) - skewMs);
  await noteChanges(tools, company, changedAt);
};

/** Null when one invoice makes QuickBooks reject the whole feed: queries read around it. */
const changesOrFault = async (
  { quickbooks }: Tools,
  { connectionId, realmId }: ConnectedCompany,
  cursor: number,
): Promise<QuickbooksChanges | null> => {
  try {
    return await quickbooks.changesSince({ connectionId, realmId }, feedEntities, iso(cursor));
  } catch (error) {
    if (recordFault(error) === null) throw error;
    return null;
  }
};

const applyFeed = async (
  tools: Tools,
  company: ConnectedCompany,
  { invoices, payments, names, incomplete, linkedToCredits, deleted }: QuickbooksChanges,
  readAt: number,
): Promise<void> => {
  const incompleteIds = (wanted: string) =>
    incomplete.filter(({ entity }) => entity === wanted).map(({ id }) => id);
  const changes = {
    ...noChanges,
    invoices,
    payments,
    invoiceIds: incompleteIds('Invoice'),
    paymentIds: [...incompleteIds('Payment'), ...linkedToCredits.paymentIds],
    paidInvoiceIds: linkedToCredits.invoiceIds,
    deleted,
    readAt,
  };
  const { companyId, realmId, connectionId } = company;
  const realm = { connectionId, realmId };
  await applyNames(tools, { companyId, realm }, { names, incomplete, deleted }, readAt);
  return applyIsolated(tools, company, changes, 'feed');
};

/** Reads one page of a sweep and mirrors it. */
const sweepPage = async (
  tools: Tools,
  company: ConnectedCompany,
  feed: FeedRow,
  sweep: Sweep,
): Promise<FeedChange> => {
  if (sweep.step === 'ids') return sweepIds(tools, company, feed, sweep);
  const { connectionId, realmId } = company;
  const realm = { connectionId, realmId };
  const readAt = tools.clock.now();
  const since = iso(feed.cursor ?? 0);
  const { total, ...page } =
    sweep.step === 'invoices'
      ? await tools.quickbooks.invoicesChangedSince(realm, since, sweep.start)
      : await tools.quickbooks.paymentsChangedSince(realm, since, sweep.start);
  const changes: Changes = { ...noChanges, ...page, readAt };
  await applyIsolated(tools, company, changes, 'feed');
  const { invoices, unreadable, payments, unreadablePayments } = changes;
  const count = invoices.length + unreadable.length + payments.length + unreadablePayments.length;
  return { nextDue: tools.clock.now(), sweep: afterPage(sweep, count, total) };
};

/**
 * The sweep after a page of `count` rows. When there are fewer rows in all than before, rows have
 * moved to a page that was read already: reads the step again from its beginning.
 */
export const afterPage = (sweep: Sweep, count: number, total: number | null): Sweep => {
  const isShorter = total !== null && sweep.total !== null && total < sweep.total;
  if (isShorter) return { ...sweep, start: 0, total };
  const end = sweep.start + count;
  const more = count > 0 && (total === null ? count >= rowsPerPage : end < total);
  if (more) return { ...sweep, start: end, total };
  return { ...sweep, step: sweep.step === 'invoices' ? 'payments' : 'ids', start: 0, total: null };
};

/** Reads the next mirrored invoices by id, the only way to find deletions that the feed left out. */
const sweepIds = async (
  tools: Tools,
  company: ConnectedCompany,
  feed: FeedRow,
  sweep: Sweep,
): Promise<FeedChange> => {
  const { db, clock, quickbooks } = tools;
  const { connectionId, ...realmKey } = company;
  const wanted = {
    afterId: sweep.afterId,
    readBefore: sweep.begunAt,
    linkedOnly: sweep.why === 'daily',
    limit: idsPerPage,
  };
  const invoiceIds = await idsToRead(db, realmKey, wanted);
  if (invoiceIds.length > 0) {
    const readAt = clock.now();
    const read = await quickbooks.invoicesById({ connectionId, ...realmKey }, invoiceIds);
    const answered = new Set([
      ...read.invoices.map(({ id }) => id),
      ...read.unreadable.map(({ invoiceId }) => invoiceId),
    ]);
    const missing = invoiceIds.filter((invoiceId) => !answered.has(invoiceId));
    const deleted = missing.map((id) => ({ entity: 'Invoice', id }));
    await applyIsolated(tools, company, { ...noChanges, ...read, deleted, readAt }, 'feed');
  }
  const afterId = invoiceIds.at(-1);
  if (afterId !== undefined && invoiceIds.length === idsPerPage)
    return { nextDue: clock.now(), sweep: { ...sweep, afterId } };
  await retryUnreadable(tools, company);
  return afterSweep(tools, company, feed, sweep);
};

const afterSweep = async (
  tools: Tools,
  company: ConnectedCompany,
  feed: FeedRow,
  sweep: Sweep,
): Promise<FeedChange> => {
  const now = tools.clock.now();
  const nextDue = now + (await nextInterval(tools, company));
  const reconciled = { sweep: null, problem: null, lastReconciledAt: sweep.begunAt, nextDue };
  if (sweep.why === 'daily') return reconciled;
  return {
    ...reconciled,
    cursor: sweep.cursor ?? feed.cursor,
    lastReadAt: sweep.begunAt,
    lastFullAt: sweep.begunAt,
  };
};
