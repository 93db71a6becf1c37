import { and, eq, sql } from 'drizzle-orm';
import { AppError, isAppError } from '../app-error.ts';
import { iso } from '../clock.ts';
import { plannedDeletion } from '../company-data/store.ts';
import type { Ctx } from '../context.ts';
import type { Reader } from '../db/database.ts';
import { preparedRows } from '../db/prepared.ts';
import { checkGrant } from '../install/service.ts';
import { grants } from '../install/tables.ts';
import { openWarning } from './expiry-warning.ts';
import { type ConnectionRow, lastConnection, live, liveConnection } from './store.ts';
import { connections } from './tables.ts';

/** The QuickBooks connection that the caller may use. */
export type OwnedConnection = {
  id: string;
  realmId: string;
  realmName: string;
  state: 'active' | 'broken';
  /** Epoch milliseconds. */
  connectedAt: number;
  /** See `expiry-warning.ts`. */
  refreshExpiresAt: number | null;
  warningDismissedAt: number | null;
};

/** A connection whose mirrored invoices the caller may read; `ended`: QuickBooks is disconnected. */
export type ReadableConnection =
  | OwnedConnection
  | (Omit<OwnedConnection, 'state'> & { state: 'ended' });

type Caller = Pick<Ctx, 'db' | 'settings' | 'companyId' | 'userId'>;

type OwnedRow = Pick<ConnectionRow, keyof OwnedConnection>;

const toOwned = (row: OwnedRow): OwnedConnection => ({
  id: row.id,
  realmId: row.realmId,
  realmName: row.realmName,
  state: row.state === 'active' ? 'active' : 'broken',
  connectedAt: row.connectedAt,
  refreshExpiresAt: row.refreshExpiresAt,
  warningDismissedAt: row.warningDismissedAt,
});

const { id, realmId, realmName, ownerId, ownerName, state, connectedAt } = connections;
const { refreshExpiresAt, warningDismissedAt } = connections;
const columns = {
  grantState: grants.state,
  ...{ id, realmId, realmName, ownerId, ownerName, state, connectedAt },
  ...{ refreshExpiresAt, warningDismissedAt },
};

/** Reads grant and connection in one statement, because every panel request waits for it. */
const readForCaller = preparedRows(columns, (db) =>
  db
    .select(columns)
    .from(grants)
    .leftJoin(connections, and(eq(connections.companyId, grants.companyId), live))
    .where(
      and(
        eq(grants.companyId, sql.placeholder('companyId')),
        eq(grants.userId, sql.placeholder('userId')),
      ),
    ),
);

/**
 * The permission check for all work with invoices: returns the company's connection, also a broken one, if
 * the caller owns it. Throws `AppError` not_installed, install_broken, not_connected, or not_owner
 * (details: the owner's name and since when).
 */
export const ownedConnection = async ({
  db,
  settings,
  companyId,
  userId,
}: Caller): Promise<OwnedConnection> => {
  const [row] = await readForCaller(db, { companyId, userId });
  checkGrant(settings, row ? { state: row.grantState } : null);
  const isConnected = row && (row.id as string | null) !== null;
  if (!isConnected) throw new AppError('not_connected');
  if (row.ownerId !== userId) {
    const details = { owner: row.ownerName, since: iso(row.connectedAt) };
    throw new AppError('not_owner', { details });
  }
  return toOwned(row);
};

/**
 * For reads of our own rows: like `ownedConnection`, and while the company has no connection, returns
 * the one that ended last to the user who owned it. Everybody else gets not_connected, and so does
 * this user while the deletion of the company's data is planned.
 */
export const readableConnection = async (ctx: Caller): Promise<ReadableConnection> => {
  try {
    return await ownedConnection(ctx);
  } catch (error) {
    if (!isAppError(error, 'not_connected')) throw error;
    const last = await lastConnection(ctx.db, ctx.companyId);
    if (last?.state !== 'ended' || last.ownerId !== ctx.userId) throw error;
    if (await plannedDeletion(ctx.db, ctx.companyId)) throw error;
    return { ...toOwned(last), state: 'ended' };
  }
};

/**
 * Instant at which the permission expires, while the owner is warned about it; null otherwise.
 */
export const reconnectBefore = (connection: ReadableConnection, now: number): number | null =>
  connection.state === 'ended' ? null : (openWarning(connection, now)?.at ?? null);

/** Like `ownedConnection`, but also throws connection_broken, for work that calls QuickBooks. */
export const activeConnection = async (ctx: Caller): Promise<OwnedConnection> => {
  const connection = await ownedConnection(ctx);
  if (connection.state === 'broken') throw new AppError('connection_broken');
  return connection;
};

/**
 * For background work, which takes company and realm from its row: returns the company's active
 * connection if it belongs to this realm, else null.
 */
export const connectionForRealm = async (
  db: Reader,
  companyId: number,
  realmId: string,
): Promise<(OwnedConnection & { ownerId: number }) | null> => {
  const row = await liveConnection(db, companyId);
  if (row?.realmId !== realmId || row.state !== 'active') return null;
  return { ...toOwned(row), ownerId: row.ownerId };
};
