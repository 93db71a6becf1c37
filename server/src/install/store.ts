import { and, eq, getTableColumns, sql } from 'drizzle-orm';
import { writeAudit } from '../audit/store.ts';
import type { Db } from '../db/open-database.ts';
import { preparedRows } from '../db/prepared.ts';
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
    )
    .prepare(),
);

/** This user's grant, working or broken; null when they have not installed. */
export const grantOf = async (db: Db, user: PipedriveUser): Promise<GrantRow | null> =>
  byUser(db, { companyId: user.companyId, userId: user.userId })[0] ?? null;

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
  db.transaction((tx) => {
    tx.insert(grants)
      .values(fresh)
      .onConflictDoUpdate({
        target: [grants.companyId, grants.userId],
        // An answer to a refresh of the older grant must not overwrite this one.
        set: { ...fresh, version: sql`${grants.version} + 1` },
      })
      .run();
    writeAudit(tx, {
      companyId: grant.companyId,
      userId: grant.userId,
      at: now,
      action: 'installed',
      subject: grant.userName,
    });
  });
};

/** Forgets a user's grant and returns what it was, so that its tokens can be revoked. */
export const forgetGrant = async (
  db: Db,
  user: PipedriveUser,
  now: number,
): Promise<GrantRow | null> =>
  db.transaction((tx) => {
    const gone = tx.delete(grants).where(ofUser(user)).returning().get();
    if (!gone) return null;
    writeAudit(tx, { ...user, at: now, action: 'uninstalled', subject: gone.userName });
    return gone;
  });
