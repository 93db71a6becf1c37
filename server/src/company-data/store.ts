import { and, asc, count, eq, inArray, isNotNull, lte, min, ne } from 'drizzle-orm';
import { writeAudit } from '../audit/store.ts';
import { auditEntries } from '../audit/tables.ts';
import { connections, connectTickets } from '../connection/tables.ts';
import type { Db, Reader, Tx } from '../db/database.ts';
import { transact } from '../db/transact.ts';
import { grants } from '../install/tables.ts';
import { operations } from '../operations/tables.ts';
import { type Due, makeDue } from '../scheduler/turns.ts';
import { companyTables, ofCompany } from './company-tables.ts';
import { keptDays } from './contract.ts';
import { companyDeletions } from './tables.ts';

type Deletion = typeof companyDeletions.$inferSelect;

const ofDeletion = (companyId: number) => eq(companyDeletions.companyId, companyId);

const readDeletion = async (db: Reader, companyId: number): Promise<Deletion | null> => {
  const [row] = await db.select().from(companyDeletions).where(ofDeletion(companyId)).limit(1);
  return row ?? null;
};

/** Returns the planned deletion of a company; null also after it was carried out. */
export const plannedDeletion = async (db: Reader, companyId: number): Promise<Deletion | null> => {
  const deletion = await readDeletion(db, companyId);
  return deletion?.deleted ? null : deletion;
};

const dayMs = 24 * 3_600_000;

/** Returns the instant of a deletion planned now for later, epoch milliseconds. */
export const laterFrom = (now: number): number => now + keptDays * dayMs;

type Request = { companyId: number; userId: number; now: number };

/**
 * Plans a deletion for an admin or moves it to an earlier time. No effect after it was carried out.
 */
export const planDeletion = async (
  tx: Tx,
  { companyId, userId, now }: Request,
  when: 'now' | 'later',
): Promise<void> => {
  const before = await readDeletion(tx, companyId);
  if (before?.deleted) return;
  const requested = when === 'now' ? now : laterFrom(now);
  const deleteAt = Math.min(requested, before?.deleteAt ?? requested);
  const row = { companyId, requestedById: userId, requestedAt: now, deleteAt, deleted: false };
  await tx
    .insert(companyDeletions)
    .values(row)
    .onConflictDoUpdate({ target: companyDeletions.companyId, set: row });
  await makeDue(tx, deletionsTurn, deleteAt, now);
  await writeAudit(tx, { companyId, userId, at: now, action: 'deletion_planned' });
};

const deletionsTurn = { companyId: 0, realmId: '', job: 'deletions' } as const;

/** Plans a deletion when no user of the company is left. Does not change an existing plan. */
export const planAfterLastUser = async (
  tx: Tx,
  { companyId, now }: Omit<Request, 'userId'>,
): Promise<void> => {
  const [user] = await tx
    .select({ userId: grants.userId })
    .from(grants)
    .where(eq(grants.companyId, companyId))
    .limit(1);
  if (user) return;
  const deleteAt = laterFrom(now);
  await tx
    .insert(companyDeletions)
    .values({ companyId, requestedById: 0, requestedAt: now, deleteAt })
    .onConflictDoNothing();
  await makeDue(tx, deletionsTurn, deleteAt, now);
};

/**
 * Prepares a company for an install: cancels a deletion planned because no user was left. After a
 * deletion, runs the second sweep now, so that it cannot delete new data later.
 */
export const resumeCompany = async (
  tx: Tx,
  { companyId, now }: Omit<Request, 'userId'>,
): Promise<void> => {
  const deletion = await readDeletion(tx, companyId);
  if (!deletion) return;
  if (deletion.deleted) await deleteRows(tx, deletion, now);
  if (deletion.deleted || deletion.requestedById === 0) {
    await tx.delete(companyDeletions).where(ofDeletion(companyId));
  }
};

/** Cancels the planned deletion. No effect when none is planned. */
export const cancelDeletion = (db: Db, { companyId, userId, now }: Request): Promise<void> =>
  transact(db, async (tx) => {
    const cancelled = await tx
      .delete(companyDeletions)
      .where(and(ofDeletion(companyId), eq(companyDeletions.deleted, false)))
      .returning({ companyId: companyDeletions.companyId });
    if (cancelled.length === 0) return;
    await writeAudit(tx, { companyId, userId, at: now, action: 'deletion_cancelled' });
  });

/** Returns up to 20 companies whose deletion or second sweep is due, longest due first. */
export const dueDeletions = async (db: Reader, now: number): Promise<number[]> => {
  const due = await db
    .select({ companyId: companyDeletions.companyId })
    .from(companyDeletions)
    .where(lte(companyDeletions.deleteAt, now))
    .orderBy(asc(companyDeletions.deleteAt))
    .limit(20);
  return due.map(({ companyId }) => companyId);
};

/** Returns when the next deletion or second sweep is due. */
export const nextDeletion = async (db: Reader): Promise<Due | null> => {
  const [next] = await db.select({ at: min(companyDeletions.deleteAt) }).from(companyDeletions);
  return next?.at ? { at: next.at, urgent: false } : null;
};

const ticketsWithTokens = (tx: Tx, companyId: number) =>
  tx
    .select()
    .from(connectTickets)
    .where(and(eq(connectTickets.companyId, companyId), isNotNull(connectTickets.pending)));

/** Deletes the company's connect tickets and returns those with tokens to revoke. */
export const takeTickets = async (tx: Tx, companyId: number) => {
  const withTokens = await ticketsWithTokens(tx, companyId);
  await tx.delete(connectTickets).where(eq(connectTickets.companyId, companyId));
  return withTokens;
};

/** Returns the rows with tokens that may still be valid at a vendor. */
const rowsWithTokens = async (tx: Tx, companyId: number) => ({
  grants: await tx.select().from(grants).where(eq(grants.companyId, companyId)),
  connections: await tx
    .select()
    .from(connections)
    .where(and(eq(connections.companyId, companyId), ne(connections.state, 'ended'))),
  tickets: await ticketsWithTokens(tx, companyId),
});

export type Tokens = Awaited<ReturnType<typeof rowsWithTokens>>;

/** Delay before the second sweep; requests that ran during the deletion have ended by then. */
const sweepAfterMs = 15 * 60_000;

/**
 * Deletes all rows of a company whose deletion is due, except one audit entry, and returns the rows
 * with tokens to revoke. The second sweep deletes rows that running requests stored meanwhile.
 * Returns null when nothing is due.
 */
export const deleteCompany = (db: Db, companyId: number, now: number): Promise<Tokens | null> =>
  transact(db, async (tx) => {
    const deletion = await readDeletion(tx, companyId);
    if (!deletion || deletion.deleteAt > now) return null;
    const tokens = await rowsWithTokens(tx, companyId);
    await deleteRows(tx, deletion, now);
    const thisDeletion = ofDeletion(companyId);
    if (deletion.deleted) await tx.delete(companyDeletions).where(thisDeletion);
    else {
      const secondSweep = { deleted: true, deleteAt: now + sweepAfterMs };
      await tx.update(companyDeletions).set(secondSweep).where(thisDeletion);
    }
    return tokens;
  });

/** States of operations that may have been sent and whose outcome is not known. */
const unconfirmedStates = ['sending', 'unconfirmed', 'asking'] as const;

/**
 * Deletes all rows of a company except one audit entry with the number of unconfirmed operations.
 */
const deleteRows = async (
  tx: Tx,
  { companyId, requestedById, deleted }: Deletion,
  now: number,
): Promise<void> => {
  const [open] = await tx
    .select({ count: count() })
    .from(operations)
    .where(
      and(eq(operations.companyId, companyId), inArray(operations.state, [...unconfirmedStates])),
    );
  const [before] = deleted ? await entryOfDeletion(tx, companyId) : [];
  for (const table of Object.values(companyTables)) {
    await tx.delete(table).where(ofCompany(table, companyId));
  }
  const unconfirmed = Number(open?.count ?? 0) + Number(before?.details?.unconfirmed ?? 0);
  await writeAudit(tx, {
    ...(before ?? { companyId, userId: requestedById, at: now, action: 'data_deleted' }),
    details: { unconfirmed: String(unconfirmed) },
  });
};

const entryOfDeletion = (tx: Tx, companyId: number) =>
  tx
    .select()
    .from(auditEntries)
    .where(and(eq(auditEntries.companyId, companyId), eq(auditEntries.action, 'data_deleted')))
    .limit(1);
