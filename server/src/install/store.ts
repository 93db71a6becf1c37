import { and, eq, getTableColumns, sql } from 'drizzle-orm';
import { writeAudit } from '../audit/store.ts';
import { planAfterLastUser, resumeCompany } from '../company-data/store.ts';
import type { Db, Reader } from '../db/database.ts';
import { preparedRows } from '../db/prepared.ts';
import { transact } from '../db/transact.ts';
import type { PipedriveUser } from '../pipedrive/gateway.ts';
import { resumePipedriveFields } from '../pipedrive-fields/dirty-records.ts';
import { makeDueLater } from '../scheduler/turns.ts';
import { grants } from './tables.ts';

export type GrantRow = typeof grants.$inferSelect;

/** Identifies a user's grant in the log; also the row name that its tokens are encrypted with. */
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

/** The user's grant, active or broken; null when the user has not installed the app. */
export const grantOf = async (db: Reader, user: PipedriveUser): Promise<GrantRow | null> => {
  const [row] = await byUser(db, { companyId: user.companyId, userId: user.userId });
  return row ?? null;
};

const webhooksTurn = (companyId: number) =>
  ({ companyId, realmId: '', job: 'pipedrive_webhooks' }) as const;

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

/** Inserts or replaces the user's grant. Its tokens must be encrypted. */
export const storeGrant = async (db: Db, grant: NewGrant, now: number): Promise<void> => {
  const row = {
    ...grant,
    state: 'active' as const,
    leaseId: null,
    leaseUntil: null,
    installedAt: now,
  };
  await transact(db, async (tx) => {
    await resumeCompany(tx, { companyId: grant.companyId, now });
    await tx
      .insert(grants)
      .values(row)
      .onConflictDoUpdate({
        target: [grants.companyId, grants.userId],
        // The new version prevents a running refresh of the older grant from overwriting this one.
        set: { ...row, version: sql`${grants.version} + 1` },
      });
    await makeDueLater(tx, webhooksTurn(grant.companyId), now);
    await resumePipedriveFields(tx, grant, now);
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
 * Deletes a user's grant and returns the former row, for revoking its tokens. After a company's
 * last grant, plans the deletion of the company's data.
 */
export const forgetGrant = async (
  db: Db,
  user: PipedriveUser,
  now: number,
): Promise<GrantRow | null> =>
  transact(db, async (tx) => {
    const [deleted] = await tx.delete(grants).where(ofUser(user)).returning();
    if (!deleted) return null;
    await writeAudit(tx, { ...user, at: now, action: 'uninstalled', subject: deleted.userName });
    await planAfterLastUser(tx, { companyId: user.companyId, now });
    // Pipedrive has deleted the webhooks that this user registered.
    await makeDueLater(tx, webhooksTurn(user.companyId), now);
    return deleted;
  });
