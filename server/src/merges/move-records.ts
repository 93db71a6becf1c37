import { writeAudit } from '../audit/store.ts';
import type { Dependencies } from '../context.ts';
import type { Tx } from '../db/database.ts';
import { transact } from '../db/transact.ts';
import type { PipedriveUser } from '../pipedrive/gateway.ts';
import type { Realm } from '../quickbooks/gateway.ts';
import { applyChanges, noChanges } from '../sync/apply-changes.ts';
import { fallbackWhenRefused } from '../vendor-calls/fallback-when-unavailable.ts';
import { isCustomerInFlight, moveCustomer } from './move-customer.ts';
import { hasDraftInFlight, moveDeal } from './move-deal.ts';
import { isPartyInFlight, moveParty } from './move-party.ts';
import { extendMerges, remainingRecord, saveRecord } from './store.ts';
import { type Moved, nobody, type RemovedRecord } from './tables.ts';

/** What is in flight is looked at again after this time, later ones after twice as long. */
const pauseMs = 5_000;
const longestPauseMs = 10 * 60_000;

type Target = { id: string; name: string };

/** Whose permissions the reads of a company use; null where they are missing. */
export type Access = { user: PipedriveUser | null; realm: Realm | null };

/**
 * Moves what belongs to a merged record to the one that remains, in one transaction, and again later
 * while something is in flight. A customer's invoices are read before.
 */
export const moveRecords = async (
  dependencies: Pick<Dependencies, 'db' | 'clock' | 'log' | 'quickbooks' | 'pipedrive'>,
  record: RemovedRecord & { mergedIntoId: string },
  { user, realm }: Access,
): Promise<void> => {
  const { db, clock, log } = dependencies;
  const { companyId, kind } = record;
  const intoId = await remainingRecord(db, record, record.mergedIntoId);
  if (intoId === null) {
    log.warn({ companyId, kind, recordId: record.recordId }, 'merges lead back to their record');
    return transact(db, (tx) => saveRecord(tx, record, { nextAt: null }));
  }
  const target = await targetOf(dependencies, record, intoId, realm);
  const name = record.moved?.name ?? (user && (await formerName(dependencies, user, record)));
  const named = name ? { name } : {};
  const now = clock.now();
  await transact(db, async (tx) => {
    const moved = { ...(await move(tx, record, { into: target, name, now })), ...named };
    const isOpen = await isInFlight(tx, record);
    const total = sum(record.moved, moved);
    const hasMoved = total.invoices + total.drafts + total.links > 0;
    await extendMerges(tx, record, target.id);
    await saveRecord(tx, record, {
      mergedIntoId: target.id,
      moved: total,
      movedAt: record.movedAt ?? (hasMoved ? now : null),
      nextAt: isOpen ? now + Math.min(longestPauseMs, pauseMs * 2 ** record.tries) : null,
      tries: record.tries + 1,
    });
    if (record.movedAt === null && hasMoved) await writeMerge(tx, record, target, now);
  });
};

const targetOf = async (
  { quickbooks, ...tools }: Pick<Dependencies, 'db' | 'clock' | 'quickbooks'>,
  { companyId, kind, recordId }: RemovedRecord,
  intoId: string,
  realm: Realm | null,
): Promise<Target> => {
  if (kind !== 'customer' || realm === null) return { id: intoId, name: '' };
  const merged = { mergedCustomerIds: [recordId], readAt: tools.clock.now() };
  const company = { companyId, ...realm };
  await applyChanges({ quickbooks, ...tools }, company, { ...noChanges, ...merged }, 'event');
  const [customer] = await quickbooks.customersById(realm, [intoId]);
  return { id: intoId, name: customer?.name ?? '' };
};

/** Pipedrive keeps a merged record for thirty days; its name is not worth a wait. */
const formerName = async (
  { pipedrive }: Pick<Dependencies, 'pipedrive'>,
  user: PipedriveUser,
  { kind, recordId }: RemovedRecord,
): Promise<string | null> =>
  kind === 'customer'
    ? null
    : fallbackWhenRefused(() => pipedrive.nameOf(user, kind, Number(recordId)), null);

const move = async (
  tx: Tx,
  { companyId, realmId, kind, recordId }: RemovedRecord,
  { into, name, now }: { into: Target; name: string | null; now: number },
): Promise<Moved> => {
  switch (kind) {
    case 'deal': {
      const ids = { from: Number(recordId), into: Number(into.id) };
      return moveDeal(tx, { companyId, ...ids, fromName: name ?? '', now });
    }
    case 'customer':
      return moveCustomer(tx, { companyId, realmId, from: recordId, into, now });
    default: {
      const ids = { from: Number(recordId), into: Number(into.id) };
      return moveParty(tx, { companyId, party: kind, ...ids, now });
    }
  }
};

const isInFlight = (
  tx: Tx,
  { companyId, realmId, kind, recordId }: RemovedRecord,
): Promise<boolean> => {
  switch (kind) {
    case 'deal':
      return hasDraftInFlight(tx, { companyId, dealId: Number(recordId) });
    case 'customer':
      return isCustomerInFlight(tx, { companyId, realmId }, recordId);
    default:
      return isPartyInFlight(tx, { companyId, party: kind, partyId: Number(recordId) });
  }
};

const sum = (before: Moved | null, moved: Moved): Moved => ({
  ...moved,
  ...before,
  invoices: (before?.invoices ?? 0) + moved.invoices,
  drafts: (before?.drafts ?? 0) + moved.drafts,
  links: (before?.links ?? 0) + moved.links,
});

const writeMerge = (
  tx: Tx,
  { companyId, realmId, kind, recordId }: RemovedRecord,
  into: Target,
  now: number,
): Promise<void> =>
  writeAudit(tx, {
    companyId,
    ...(realmId !== '' && { realmId }),
    userId: nobody,
    at: now,
    action: 'records_merged',
    dealId: kind === 'deal' ? Number(into.id) : null,
    subject: into.id,
    details: { kind, from: recordId },
  });
