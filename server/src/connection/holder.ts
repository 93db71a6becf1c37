import { AppError } from '../app-error.ts';
import { iso } from '../clock.ts';
import type { Ctx } from '../context.ts';
import type { Reader } from '../db/database.ts';
import { requireGrant } from '../install/service.ts';
import { type ConnectionRow, liveConnection } from './store.ts';

/** The books that the caller may see and work on. */
export type HolderConnection = {
  id: string;
  realmId: string;
  realmName: string;
  state: 'active' | 'broken';
  /** Epoch milliseconds. */
  connectedAt: number;
};

type Caller = Pick<Ctx, 'db' | 'settings' | 'companyId' | 'userId'>;

const asHolder = (row: ConnectionRow): HolderConnection => ({
  id: row.id,
  realmId: row.realmId,
  realmName: row.realmName,
  state: row.state === 'active' ? 'active' : 'broken',
  connectedAt: row.connectedAt,
});

/**
 * Who may see invoices is decided here and nowhere else: the user who holds the company's one
 * connection. Throws `AppError` not_installed, install_broken, not_connected, or not_holder with who
 * holds it and since when. A broken connection still shows what we have.
 */
export const holderConnection = async (ctx: Caller): Promise<HolderConnection> => {
  await requireGrant(ctx);
  const row = await liveConnection(ctx.db, ctx.companyId);
  if (!row) throw new AppError('not_connected');
  if (row.holderId !== ctx.userId) {
    const details = { holder: row.holderName, since: iso(row.connectedAt) };
    throw new AppError('not_holder', { details });
  }
  return asHolder(row);
};

/** The same for work that needs QuickBooks; throws connection_broken as well. */
export const activeConnection = async (ctx: Caller): Promise<HolderConnection> => {
  const connection = await holderConnection(ctx);
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
): Promise<(HolderConnection & { holderId: number }) | null> => {
  const row = await liveConnection(db, companyId);
  if (row?.realmId !== realmId || row.state !== 'active') return null;
  return { ...asHolder(row), holderId: row.holderId };
};
