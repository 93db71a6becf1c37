import { and, eq, sql } from 'drizzle-orm';
import { AppError } from '../app-error.ts';
import { iso } from '../clock.ts';
import type { Ctx } from '../context.ts';
import type { Reader } from '../db/database.ts';
import { preparedRows } from '../db/prepared.ts';
import { checkGrant } from '../install/service.ts';
import { grants } from '../install/tables.ts';
import { type ConnectionRow, live, liveConnection } from './store.ts';
import { connections } from './tables.ts';

/** The books that the caller may see and work on. */
export type OwnedConnection = {
  id: string;
  realmId: string;
  realmName: string;
  state: 'active' | 'broken';
  /** Epoch milliseconds. */
  connectedAt: number;
};

type Caller = Pick<Ctx, 'db' | 'settings' | 'companyId' | 'userId'>;

type HeldRow = Pick<ConnectionRow, 'id' | 'realmId' | 'realmName' | 'state' | 'connectedAt'>;

const asOwner = (row: HeldRow): OwnedConnection => ({
  id: row.id,
  realmId: row.realmId,
  realmName: row.realmName,
  state: row.state === 'active' ? 'active' : 'broken',
  connectedAt: row.connectedAt,
});

const { id, realmId, realmName, ownerId, ownerName, state, connectedAt } = connections;
const held = { id, realmId, realmName, ownerId, ownerName, state, connectedAt };
const columns = { grantState: grants.state, ...held };

/** One statement, because every request of the panel waits for it. */
const ofCaller = preparedRows(columns, (db) =>
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
 * Who may see invoices is decided here and nowhere else: the user who holds the company's one
 * connection. Throws `AppError` not_installed, install_broken, not_connected, or not_owner with who
 * holds it and since when. A broken connection still shows what we have.
 */
export const ownedConnection = async ({
  db,
  settings,
  companyId,
  userId,
}: Caller): Promise<OwnedConnection> => {
  const [row] = await ofCaller(db, { companyId, userId });
  checkGrant(settings, row ? { state: row.grantState } : null);
  const isConnected = row && (row.id as string | null) !== null;
  if (!isConnected) throw new AppError('not_connected');
  if (row.ownerId !== userId) {
    const details = { owner: row.ownerName, since: iso(row.connectedAt) };
    throw new AppError('not_owner', { details });
  }
  return asOwner(row);
};

/** The same for work that needs QuickBooks; throws connection_broken as well. */
export const activeConnection = async (ctx: Caller): Promise<OwnedConnection> => {
  const connection = await ownedConnection(ctx);
  if (connection.state === 'broken') throw new AppError('connection_broken');
  return connection;
};

/**
 * For background work, which takes company and realm from the row it works on: the connection while
 * that company is connected to these very books and QuickBooks accepts us; else null.
 */
export const connectionForRealm = async (
  db: Reader,
  companyId: number,
  realmId: string,
): Promise<(OwnedConnection & { ownerId: number }) | null> => {
  const row = await liveConnection(db, companyId);
  if (row?.realmId !== realmId || row.state !== 'active') return null;
  return { ...asOwner(row), ownerId: row.ownerId };
};
