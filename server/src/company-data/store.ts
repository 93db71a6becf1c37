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

/** The deletion that is planned for a company; null also when it was already carried out. */
export const plannedDeletion = async (db: Reader, companyId: number): Promise<Deletion | null> => {
  const deletion = await readDeletion(db, companyId);
  return deletion?.deleted ? null : deletion;
};

const dayMs = 24 * 3_600_000;

/** When a deletion that is planned now will be carried out; epoch milliseconds. */
export const laterFrom = (now: number): number => now + keptDays * dayMs;

type Request = { companyId: number; userId: number; now: number };

/** Plans the deletion that an admin asks for, or brings one forward. Does nothing once it was carried out. */
export const planDeletion = async (
  tx: Tx,
  { companyId, userId, now }: Request,
  when: 'now' | 'later',
): Promise<void> => {
  const before = await readDeletion(tx, companyId);
  if (before?.deleted) return;
  const asked = when === 'now' ? now : laterFrom(now);
  const deleteAt = Math.min(asked, before?.deleteAt ?? asked);
  const row = { companyId, requestedById: userId, requestedAt: now, deleteAt, deleted: false };
  await tx
    .insert(companyDeletions)
    .values(row)
    .onConflictDoUpdate({ target: companyDeletions.companyId, set: row });
  await makeDue(tx, deletionsTurn, deleteAt, now);
  await writeAudit(tx, { companyId, userId, at: now, action: 'deletion_planned' });
};

const deletionsTurn = { companyId: 0, realmId: '', job: 'deletions' } as const;

/** Plans the deletion if no user of the company has the app any more. An earlier request stays as it is. */
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
 * Before a user of the company installs: keeps the data if it would be deleted only because nobody was left.
 * After a deletion, deletes what requests stored meanwhile, so that the second sweep cannot take new data.
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

/** Keeps the data after all. Does nothing when no deletion is planned. */
export const cancelDeletion = (db: Db, { companyId, userId, now }: Request): Promise<void> =>
  transact(db, async (tx) => {
    const cancelled = await tx
      .delete(companyDeletions)
      .where(and(ofDeletion(companyId), eq(companyDeletions.deleted, false)))
      .returning({ companyId: companyDeletions.companyId });
    if (cancelled.length === 0) return;
    await writeAudit(tx, { companyId, userId, at: now, action: 'deletion_cancelled' });
  });

/** Companies whose data is to be deleted by now, the longest due first. */
export const dueDeletions = async (db: Reader, now: number): Promise<number[]> => {
  const due = await db
    .select({ companyId: companyDeletions.companyId })
    .from(companyDeletions)
    .where(lte(companyDeletions.deleteAt, now))
    .orderBy(asc(companyDeletions.deleteAt))
    .limit(20);
  return due.map(({ companyId }) => companyId);
};

/** When a deletion is due next. */
export const nextDeletion = async (db: Reader): Promise<Due | null> => {
  const [next] = await db.select({ at: min(companyDeletions.deleteAt) }).from(companyDeletions);
  return next?.at ? { at: next.at, urgent: false } : null;
};

const ticketsWithTokens = (tx: Tx, companyId: number) =>
  tx
    .select()
    .from(connectTickets)
    .where(and(eq(connectTickets.companyId, companyId), isNotNull(connectTickets.pending)));

/** Deletes the company's connect tickets; returns those whose tokens have to be revoked. */
export const takeTickets = async (tx: Tx, companyId: number) => {
  const withTokens = await ticketsWithTokens(tx, companyId);
  await tx.delete(connectTickets).where(eq(connectTickets.companyId, companyId));
  return withTokens;
};

/** Every row that holds tokens which are still valid at a vendor. */
const rowsWithTokens = async (tx: Tx, companyId: number) => ({
  grants: await tx.select().from(grants).where(eq(grants.companyId, companyId)),
  connections: await tx
    .select()
    .from(connections)
    .where(and(eq(connections.companyId, companyId), ne(connections.state, 'ended'))),
  tickets: await ticketsWithTokens(tx, companyId),
});

export type Tokens = Awaited<ReturnType<typeof rowsWithTokens>>;

/** Requests that were running when the data was deleted have ended by then. */
const sweepAfterMs = 15 * 60_000;

/**
 * Deletes every row of a company whose deletion is due, except one audit entry, and returns the rows whose
 * tokens have to be revoked. A second time, later, it deletes what a running request stored meanwhile, and
 * the deletion itself. Null when nothing is due, because it was cancelled or another worker did it.
 */
export const deleteCompany = (db: Db, companyId: number, now: number): Promise<Tokens | null> =>
  transact(db, async (tx) => {
    const deletion = await readDeletion(tx, companyId);
    if (!deletion || deletion.deleteAt > now) return null;
    const tokens = await rowsWithTokens(tx, companyId);
    await deleteRows(tx, deletion, now);
    const ours = ofDeletion(companyId);
    if (deletion.deleted) await tx.delete(companyDeletions).where(ours);
    else {
      const again = { deleted: true, deleteAt: now + sweepAfterMs };
      await tx.update(companyDeletions).set(again).where(ours);
    }
    return tokens;
  });

/** States of an operation that was sent and whose outcome is not known. */
const unconfirmedStates = ['sending', 'unconfirmed', 'asking'] as const;

/** Deletes every row of a company except one audit entry, which says how many operations were unconfirmed. */
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
