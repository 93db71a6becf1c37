import { and, eq, getTableColumns, sql } from 'drizzle-orm';
import type { Reader } from '../db/database.ts';
import { preparedRows } from '../db/prepared.ts';
import { inRealm, type RealmKey } from '../db/realm.ts';
import { connections } from './tables.ts';

export type ConnectionRow = typeof connections.$inferSelect;

/** Identifies a connection in the log; also the row name that its tokens are encrypted with. */
export const connectionName = (id: string): string => `quickbooks ${id}`;

// Raw SQL that matches the condition of the partial unique indexes, so that they are used.
export const live = sql`${connections.state} <> 'ended'`;

const liveByCompany = preparedRows(getTableColumns(connections), (db) =>
  db
    .select()
    .from(connections)
    .where(and(eq(connections.companyId, sql.placeholder('companyId')), live)),
);

/** The company's only connection that has not ended, active or broken. */
export const liveConnection = async (
  db: Reader,
  companyId: number,
): Promise<ConnectionRow | null> => {
  const [row] = await liveByCompany(db, { companyId });
  return row ?? null;
};

/**
 * The realm's only connection that has not ended, of any company. For webhooks and for checks
 * before connecting; never return its data to a user.
 */
export const liveConnectionOfRealm = async (
  db: Reader,
  realmId: string,
): Promise<ConnectionRow | null> => {
  const [row] = await db
    .select()
    .from(connections)
    .where(and(eq(connections.realmId, realmId), live));
  return row ?? null;
};

/** The company's live connection, else the one that ended last, else null. */
export const lastConnection = async (
  db: Reader,
  companyId: number,
): Promise<ConnectionRow | null> => {
  const connection = await liveConnection(db, companyId);
  if (connection) return connection;
  const [row] = await db
    .select()
    .from(connections)
    .where(eq(connections.companyId, companyId))
    .orderBy(sql`${connections.endedAt} desc nulls last`)
    .limit(1);
  return row ?? null;
};

/** The connection of a realm through which its operations can be sent now. */
export const openConnection = async (
  db: Reader,
  { companyId, realmId }: RealmKey,
): Promise<{ id: string } | null> => {
  const [open] = await db
    .select({ id: connections.id })
    .from(connections)
    .where(and(inRealm(connections, { companyId, realmId }), eq(connections.state, 'active')))
    .limit(1);
  return open ?? null;
};
