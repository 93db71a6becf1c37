import { and, eq, getTableColumns, sql } from 'drizzle-orm';
import { writeAudit } from '../audit/store.ts';
import { planAfterLastUser, resumeCompany } from '../company-data/store.ts';
import type { Db, Reader } from '../db/database.ts';
import { preparedRows } from '../db/prepared.ts';
import { transact } from '../db/transact.ts';
import type { PipedriveUser } from '../pipedrive/gateway.ts';
import { grants } from './tables.ts';

export type GrantRow = typeof grants.$inferSelect;

/** Names a user's grant, and the place that its tokens are sealed for. */
export const grantName = ({ companyId, userId }: PipedriveUser): string =>
  `pipedrive ${companyId}/${userId}`;

const ofUser = (user: PipedriveUser) =>
  and(eq(grants.companyId, user.companyId), eq(grants.userId, user.userId));

const byUser = preparedRows(getTableColumns(grants), (db) =>
  db
    .select()
    .from(grants)
    .where(
      and(
        eq(grants.companyId, sql.placeholder('companyId')),
        eq(grants.userId, sql.placeholder('userId')),
      ),
    ),
);

/** This user's grant, working or broken; null when they have not installed. */
export const grantOf = async (db: Reader, user: PipedriveUser): Promise<GrantRow | null> => {
  const [row] = await byUser(db, { companyId: user.companyId, userId: user.userId });
  return row ?? null;
};

export type NewGrant = Pick<
  GrantRow,
  | 'companyId'
  | 'userId'
  | 'apiDomain'
  | 'companyName'
  | 'companyDomain'
  | 'userName'
  | 'accessToken'
  | 'refreshToken'
  | 'expiresAt'
>;

/** Stores what an install brought, instead of an older grant of the same user. Tokens come sealed. */
export const storeGrant = async (db: Db, grant: NewGrant, now: number): Promise<void> => {
  const fresh = {
    ...grant,
    state: 'active' as const,
    leaseOwner: null,
    leaseUntil: null,
    installedAt: now,
  };
  await transact(db, async (tx) => {
    await resumeCompany(tx, { companyId: grant.companyId, now });
    await tx
      .insert(grants)
      .values(fresh)
      .onConflictDoUpdate({
        target: [grants.companyId, grants.userId],
        // An answer to a refresh of the older grant must not overwrite this one.
        set: { ...fresh, version: sql`${grants.version} + 1` },
      });
    await writeAudit(tx, {
      companyId: grant.companyId,
      userId: grant.userId,
      at: now,
      action: 'installed',
      subject: grant.userName,
    });
  });
};

/**
 * Deletes a user's grant and returns what it was, so that its tokens can be revoked. After the last one of a
 * company, its data will be deleted.
 */
export const forgetGrant = async (
  db: Db,
  user: PipedriveUser,
  now: number,
): Promise<GrantRow | null> =>
  transact(db, async (tx) => {
    const [gone] = await tx.delete(grants).where(ofUser(user)).returning();
    if (!gone) return null;
    await writeAudit(tx, { ...user, at: now, action: 'uninstalled', subject: gone.userName });
    await planAfterLastUser(tx, { companyId: user.companyId, now });
    return gone;
  });
