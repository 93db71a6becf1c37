import { and, eq, ne } from 'drizzle-orm';
import { writeAudit } from '../audit/store.ts';
import type { Db } from '../db/database.ts';
import type { TokenRow, TokenStore } from '../oauth/token-store.ts';
import { tableTokens } from '../oauth/token-table.ts';
import { makeDue } from '../scheduler/turns.ts';
import { connections } from './tables.ts';

const living = (id: string) => and(eq(connections.id, id), ne(connections.state, 'ended'));

/** The tokens of a connection, as the keeper works on them; an ended connection has none. */
export const connectionTokens = (db: Db): TokenStore<string> =>
  tableTokens(db, connections, {
    living,
    read: async (id) => {
      const [row] = await db.select().from(connections).where(living(id));
      return (row as TokenRow | undefined) ?? null;
    },
    kept: ({ refreshExpiresAt }) => (refreshExpiresAt === null ? {} : { refreshExpiresAt }),
    // Operations that waited while the connection was broken go on.
    onKept: (tx, { companyId, realmId }) =>
      makeDue(tx, { companyId, realmId, job: 'quickbooks' }, 0, 0),
    onBroken: (tx, row, now) =>
      writeAudit(tx, {
        companyId: row.companyId,
        userId: row.ownerId,
        at: now,
        action: 'connection_broken',
        realmId: row.realmId,
        subject: row.realmName,
      }),
  });
