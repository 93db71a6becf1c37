import { iso } from '../clock.ts';
import type { Dependencies } from '../context.ts';
import { recordFault } from '../quickbooks/calls/read-errors.ts';
import { feedEntities, type QuickbooksChanges } from '../quickbooks/models.ts';
import { applyRead, type ConnectedCompany, noChanges, type ReadChanges } from './apply-changes.ts';
import { type FeedChange, type FeedRow, idsToRead } from './feed-store.ts';
import { currentInterval } from './monthly-use.ts';
import type { Sweep } from './tables.ts';

type Tools = Pick<Dependencies, 'db' | 'clock' | 'quickbooks' | 'settings'>;

const day = 24 * 60 * 60_000;

/** The feed looks back 30 days; Intuit does not always refuse an older time, but answers less. */
const maxAgeMs = 29 * day;

/** Overlap of two reads: QuickBooks' times are whole seconds, and queries may lag behind. */
const overlapMs = 120_000;

/** Assumed clock skew until the first response shows the real one. */
const unknownSkewMs = 60 * 60_000;

/** Ids per page of a sweep; they fit into one query. */
const idsPerPage = 500;

const rowsPerPage = 1_000;

/**
 * Takes the next step of a feed: reads the feed, or one page of a sweep, and mirrors it. Returns
 * what to store about it. Throws the read errors; then the same step follows again.
 */
export const nextStep = (
  tools: Tools,
  company: ConnectedCompany,
  feed: FeedRow,
): Promise<FeedChange> => {
  if (feed.sweep) return sweepPage(tools, company, feed, feed.sweep);
  const cursor = feed.cursor;
  const began = vendorTimeOf(tools, tools.clock.now());
  if (cursor === null || began - cursor > maxAgeMs)
    return Promise.resolve(beginSweep(tools, 'too_old', began - overlapMs));
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
  if (changes) await applyFeed(tools, company, changes, readAt);
  if (!changes || changes.partial) return beginSweep(tools, 'overflow', cursor);
  const read = { cursor, lastReadAt: readAt, problem: null };
  if (readAt - (feed.lastReconciledAt ?? 0) >= day)
    return { ...read, ...beginSweep(tools, 'daily', null) };
  return { ...read, nextDue: readAt + (await currentInterval(tools)) };
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

const applyFeed = (
  tools: Tools,
  company: ConnectedCompany,
  { invoices, payments, incomplete, linkedToCredits, deleted }: QuickbooksChanges,
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
  return applyRead(tools, company, changes, 'feed');
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
  const changes: ReadChanges = { ...noChanges, ...page, readAt };
  await applyRead(tools, company, changes, 'feed');
  const count = changes.invoices.length + changes.unreadable.length + changes.payments.length;
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
    await applyRead(tools, company, { ...noChanges, ...read, deleted, readAt }, 'feed');
  }
  const afterId = invoiceIds.at(-1);
  if (afterId !== undefined && invoiceIds.length === idsPerPage)
    return { nextDue: clock.now(), sweep: { ...sweep, afterId } };
  return afterSweep(tools, feed, sweep);
};

const afterSweep = async (tools: Tools, feed: FeedRow, sweep: Sweep): Promise<FeedChange> => {
  const now = tools.clock.now();
  const nextDue = now + (await currentInterval(tools));
  const reconciled = { sweep: null, problem: null, lastReconciledAt: sweep.begunAt, nextDue };
  if (sweep.why === 'daily') return reconciled;
  return {
    ...reconciled,
    cursor: sweep.cursor ?? feed.cursor,
    lastReadAt: sweep.begunAt,
    lastFullAt: sweep.begunAt,
  };
};
