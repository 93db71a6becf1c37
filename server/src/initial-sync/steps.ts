import { isAppError } from '../app-error.ts';
import type { Dependencies } from '../context.ts';
import { inRealm } from '../db/realm.ts';
import { readMissingPage } from '../invoice-list/sync-range.ts';
import { mirrorPaymentPage } from '../invoices/mirror/mirror.ts';
import { readNames } from '../names/apply-names.ts';
import { namesNotReadSince, storeNames } from '../names/store.ts';
import type { NameKind } from '../quickbooks/models.ts';
import { feeds } from '../sync/tables.ts';
import type { SyncChange, SyncRow } from './store.ts';
import { type SyncStep, syncSteps } from './tables.ts';

export type SyncTools = Pick<Dependencies, 'db' | 'clock' | 'quickbooks'>;

/** A connected company and its realm. */
export type Company = { companyId: number; realmId: string; connectionId: string };

/** Invoices that are read at most, newest first; lists read older ones when they are opened. */
export const maxInvoices = 100_000;

/** How soon to look again whether the change feed has been read, and while it cannot be read. */
const feedPauseMs = { usual: 2_000, failing: 60_000 };

/** Ids of names that are confirmed by one read. */
const idsPerRead = 500;

/**
 * Reads the next page of an initial sync and mirrors it. Returns what to store about it. Throws the
 * read errors; then the same page follows again.
 */
export const nextStep = async (
  tools: SyncTools,
  company: Company,
  row: SyncRow,
): Promise<SyncChange> => {
  const now = tools.clock.now();
  if (row.begunAt === null) {
    // Only then the feed reports every change that happens while this reads.
    const feed = await feedOf(tools, company);
    if (typeof feed?.cursor === 'number')
      return { begunAt: now, counts: {}, nextDue: now, problem: null };
    return { nextDue: now + (feed?.problem ? feedPauseMs.failing : feedPauseMs.usual) };
  }
  if (row.step === null) return {};
  const change = await pageOf(tools, company, { ...row, begunAt: row.begunAt }, row.step);
  return { nextDue: tools.clock.now(), problem: null, ...change };
};

const pageOf = (
  tools: SyncTools,
  company: Company,
  row: SyncRow & { begunAt: number },
  step: SyncStep,
): Promise<SyncChange> => {
  if (step === 'Invoice') return invoicePage(tools, company, row);
  if (step === 'Payment') return paymentPage(tools, company, row);
  return namePage(tools, company, row, step);
};

const feedOf = async ({ db }: SyncTools, company: Company) => {
  const [feed] = await db
    .select({ cursor: feeds.cursor, problem: feeds.problem })
    .from(feeds)
    .where(inRealm(feeds, company));
  return feed;
};

const namePage = async (
  tools: SyncTools,
  company: Company,
  row: SyncRow & { begunAt: number },
  kind: NameKind,
): Promise<SyncChange> => {
  const { db, clock, quickbooks } = tools;
  const { companyId, realmId, connectionId } = company;
  const readAt = clock.now();
  const page = await nullWhenForbidden(kind, () =>
    quickbooks.listNames({ connectionId, realmId }, kind, row.read),
  );
  if (page === null) return afterStep(row, 0);
  await storeNames(db, { companyId, realmId }, page.names, readAt);
  const next = nextPosition(row, page.names.length, page.total);
  if (next !== null) return next;
  await confirmMissing(tools, company, kind, row.begunAt);
  return afterStep(row, row.read + page.names.length);
};

/** Where the next page of names or payments begins; null after the last one. */
const nextPosition = (
  row: SyncRow,
  rows: number,
  total: number | null,
): { read: number; total: number | null } | null => {
  const read = row.read + rows;
  // Deleted rows moved others to positions that were read already: reads these again.
  const gone = row.total === null || total === null ? 0 : row.total - total;
  if (gone > 0) return { read: Math.max(0, row.read - gone), total };
  return rows > 0 && (total === null || read < total) ? { read, total } : null;
};

/** Deleted payments stay mirrored; no invoice names them. */
const paymentPage = async (
  tools: SyncTools,
  { companyId, realmId, connectionId }: Company,
  row: SyncRow,
): Promise<SyncChange> => {
  const { db, clock, quickbooks } = tools;
  const readAt = clock.now();
  const page = await quickbooks.listPayments({ connectionId, realmId }, row.read);
  await mirrorPaymentPage(db, { companyId, realmId }, page, readAt);
  const rows = page.payments.length + page.unreadablePayments.length;
  return nextPosition(row, rows, page.total) ?? afterStep(row, row.read + rows);
};

/** Names that are mirrored but were on no page: merged, or moved between the pages. */
const confirmMissing = async (
  tools: SyncTools,
  { companyId, realmId, connectionId }: Company,
  kind: NameKind,
  begunAt: number,
): Promise<void> => {
  const wanted = { kind, readBefore: begunAt, limit: idsPerRead };
  for (;;) {
    const nameIds = await namesNotReadSince(tools.db, { companyId, realmId }, wanted);
    if (nameIds.length === 0) return;
    const realm = { connectionId, realmId };
    await readNames(tools, { companyId, realm }, new Map([[kind, nameIds]]));
  }
};

/** A company may lack vendors or employees; forms need neither. */
const nullWhenForbidden = async <Page>(
  kind: NameKind,
  read: () => Promise<Page>,
): Promise<Page | null> => {
  try {
    return await read();
  } catch (error) {
    const isOptional = kind === 'Vendor' || kind === 'Employee';
    if (isOptional && isAppError(error, 'quickbooks_refused', 'quickbooks_forbidden')) return null;
    throw error;
  }
};

const invoicePage = async (
  tools: SyncTools,
  { companyId, realmId, connectionId }: Company,
  row: SyncRow,
): Promise<SyncChange> => {
  const page = await readMissingPage(
    tools,
    { connectionId, realmId },
    { companyId, realmId, customerId: '' },
  );
  if (page === null) return afterStep(row, row.read);
  const known = row.read + page.rows;
  const total = Math.max(row.total ?? 0, page.left === null ? known : known + page.left);
  // Lists may have read some pages meanwhile, so what is left is what tells how far it has come.
  const read = page.left === null ? known : total - page.left;
  const isOver = !page.more || read >= maxInvoices;
  return isOver ? afterStep(row, read) : { read, total };
};

/** The end of a step, and of the reading after the last one. */
const afterStep = (row: SyncRow, count: number): SyncChange => {
  const step = row.step as SyncStep;
  const counts = { ...row.counts, [step]: count };
  const next = syncSteps[syncSteps.indexOf(step) + 1] ?? null;
  const haveNames = next === 'Payment' ? { namesSince: row.begunAt } : {};
  const isOver = next === null || (next === 'Payment' && row.scope === 'names');
  const finished = next === null ? { finishedAt: row.begunAt } : {};
  return {
    ...haveNames,
    ...(isOver ? finished : {}),
    counts,
    step: isOver ? null : next,
    read: 0,
    total: null,
  };
};
