import { and, eq, ne } from 'drizzle-orm';
import { writeAudit } from '../audit/store.ts';
import type { Db } from '../db/database.ts';
import { announceChange } from '../live/changes.ts';
import type { TokenRow, TokenStore } from '../oauth/token-store.ts';
import { makeTokenStore } from '../oauth/token-table.ts';
import { makeDue } from '../scheduler/turns.ts';
import { connections } from './tables.ts';

const notEnded = (id: string) => and(eq(connections.id, id), ne(connections.state, 'ended'));

/** Token store of connections, by connection id; an ended connection has no tokens. */
export const connectionTokens = (db: Db): TokenStore<string> =>
  makeTokenStore(db, connections, {
    live: notEnded,
    read: async (id) => {
      const [row] = await db.select().from(connections).where(notEnded(id));
      return (row as TokenRow | undefined) ?? null;
    },
    extraColumns: ({ refreshExpiresAt, hardExpiresAt }) => ({
      ...(refreshExpiresAt !== null && { refreshExpiresAt }),
      ...(hardExpiresAt !== null && { hardExpiresAt }),
    }),
    // Operations that waited for the broken connection become due.
    onStored: (tx, { companyId, realmId }) =>
      makeDue(tx, { companyId, realmId, job: 'quickbooks' }, 0, 0),
    onBroken: async (tx, row, now) => {
      announceChange(tx, { companyId: row.companyId, realmId: row.realmId, dealIds: null });
      await writeAudit(tx, {
        companyId: row.companyId,
        userId: row.ownerId,
        at: now,
        action: 'connection_broken',
        realmId: row.realmId,
        subject: row.realmName,
      });
    },
  });
