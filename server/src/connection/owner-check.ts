import { and, asc, eq, ne } from 'drizzle-orm';
import { isAppError } from '../app-error.ts';
import { writeAudit } from '../audit/store.ts';
import type { Dependencies } from '../context.ts';
import { transact } from '../db/transact.ts';
import { grantName, grantOf } from '../install/store.ts';
import { grants } from '../install/tables.ts';
import type { PipedriveUser } from '../pipedrive/gateway.ts';
import { isUnavailable } from '../vendor-calls/fallback-when-unavailable.ts';
import { type ConnectionRow, live } from './store.ts';
import { connections } from './tables.ts';

export type OwnerStatus = ConnectionRow['ownerStatus'];

/** The verdict on the owner, and whether another admin has installed the app. */
export type OwnerCheck = Pick<ConnectionRow, 'ownerStatus' | 'adminInstalled' | 'ownerCheckedAt'>;

type CheckDependencies = Pick<Dependencies, 'db' | 'clock' | 'pipedrive' | 'vault' | 'log'>;

/** How long a verdict is used before a colleague's next visit repeats the check. */
const freshMs = 10 * 60_000;

/**
 * Returns the stored verdict on the connection owner; asks Pipedrive first when it is older than
 * ten minutes. One check runs at a time; others get the stored verdict meanwhile.
 */
export const knownOwnerCheck = async (
  dependencies: CheckDependencies,
  connection: ConnectionRow,
  by: PipedriveUser | null,
): Promise<OwnerCheck> => {
  const now = dependencies.clock.now();
  if (now - connection.ownerCheckedAt < freshMs) return connection;
  const claimed = await transact(dependencies.db, (tx) =>
    tx
      .update(connections)
      .set({ ownerCheckedAt: now })
      .where(
        and(
          eq(connections.id, connection.id),
          eq(connections.ownerCheckedAt, connection.ownerCheckedAt),
        ),
      )
      .returning({ id: connections.id }),
  );
  if (claimed.length === 0) return connection;
  return (await checkOwner(dependencies, connection, by)) ?? connection;
};

/**
 * Asks Pipedrive about the connection owner and stores the verdict. Null when Pipedrive does not
 * decide: a failure, a time-out or a rate limit never makes an owner inactive.
 */
export const checkOwner = async (
  dependencies: CheckDependencies,
  connection: ConnectionRow,
  by: PipedriveUser | null,
): Promise<OwnerCheck | null> => {
  const ownerStatus = await ownerStatusAt(dependencies, connection, by);
  if (ownerStatus === null) return null;
  const verdict = {
    ownerStatus,
    // Unknown counts as yes, so that only a confirmed admin may take over.
    adminInstalled:
      ownerStatus !== 'active' && (await isAdminInstalled(dependencies, connection)) !== false,
    ownerCheckedAt: dependencies.clock.now(),
  };
  await storeVerdict(dependencies, connection, verdict);
  return verdict;
};

/**
 * A colleague's token tells whether the owner was deactivated, if the app has the scope for it; the
 * owner's own token tells the same, or is refused. What Pipedrive does with the tokens of a
 * deactivated user is not documented, so both are asked.
 */
const ownerStatusAt = async (
  dependencies: CheckDependencies,
  { companyId, ownerId }: ConnectionRow,
  by: PipedriveUser | null,
): Promise<OwnerStatus | null> => {
  const isActive = by ? await isColleagueActive(dependencies, by, ownerId) : 'unknown';
  if (isActive === null) return null;
  if (isActive === false) return 'inactive';
  const owner = { companyId, userId: ownerId };
  const access = await accessOf(dependencies, owner);
  if (access === 'refused') return 'rejected';
  if (access === null) return null;
  if (access.isActive === false) return 'inactive';
  return access.isActive === true || isActive === true ? 'active' : null;
};

/** `unknown`: this token may not see it. Null when Pipedrive does not answer. */
const isColleagueActive = async (
  { pipedrive }: Pick<Dependencies, 'pipedrive'>,
  by: PipedriveUser,
  userId: number,
): Promise<boolean | 'unknown' | null> => {
  try {
    return (await pipedrive.isColleagueActive(by, userId)) ?? 'unknown';
  } catch (error) {
    if (isUnavailable(error)) return null;
    if (isAppError(error)) return 'unknown';
    throw error;
  }
};

type Access = Awaited<ReturnType<Dependencies['pipedrive']['userAccess']>>;

/**
 * What Pipedrive says with a user's own token; `refused` when it rejects the token or the user has
 * uninstalled the app, null when it does not decide. A token that cannot be decrypted any more was
 * not refused by Pipedrive.
 */
export const accessOf = async (
  { db, vault, pipedrive }: Pick<Dependencies, 'db' | 'vault' | 'pipedrive'>,
  user: PipedriveUser,
): Promise<Access | 'refused' | null> => {
  const grant = await grantOf(db, user);
  if (grant && vault.decrypt(grant.refreshToken, grantName(user)) === null) return null;
  if (grant?.state !== 'active') return 'refused';
  try {
    return await pipedrive.userAccess(user);
  } catch (error) {
    if (isAppError(error, 'not_installed', 'install_broken')) return 'refused';
    if (isAppError(error)) return null;
    throw error;
  }
};

/** Users asked whether they are admins; a company with more needs an admin to take over. */
const mostAsked = 100;

/**
 * Whether another user than the owner who has installed the app is an active admin; null when that
 * is not known.
 */
const isAdminInstalled = async (
  dependencies: CheckDependencies,
  { companyId, ownerId }: ConnectionRow,
): Promise<boolean | null> => {
  const others = await dependencies.db
    .select({ userId: grants.userId })
    .from(grants)
    .where(
      and(eq(grants.companyId, companyId), eq(grants.state, 'active'), ne(grants.userId, ownerId)),
    )
    .orderBy(asc(grants.installedAt), asc(grants.userId))
    .limit(mostAsked + 1);
  let isKnown = others.length <= mostAsked;
  for (const { userId } of others.slice(0, mostAsked)) {
    const access = await accessOf(dependencies, { companyId, userId });
    if (access === null) isKnown = false;
    else if (access !== 'refused' && access.isAdmin && access.isActive !== false) return true;
  }
  return isKnown ? false : null;
};

const storeVerdict = (
  { db, log }: CheckDependencies,
  { id, companyId, realmId, ownerId, ownerName, ownerStatus }: ConnectionRow,
  verdict: OwnerCheck,
): Promise<void> =>
  transact(db, async (tx) => {
    await tx
      .update(connections)
      .set(verdict)
      .where(and(eq(connections.id, id), live));
    if (verdict.ownerStatus === ownerStatus || verdict.ownerStatus === 'active') return;
    log.warn({ companyId, status: verdict.ownerStatus }, 'the connection owner left Pipedrive');
    await writeAudit(tx, {
      companyId,
      userId: ownerId,
      at: verdict.ownerCheckedAt,
      action: 'owner_lost',
      realmId,
      subject: ownerName,
      details: { status: verdict.ownerStatus },
    });
  });
