import { and, eq, isNull, lte, ne, or } from 'drizzle-orm';
import { writeAudit } from '../audit/store.ts';
import type { Db } from '../db/open-database.ts';
import type { TokenRow, TokenStore } from '../oauth/token-store.ts';
import { connections } from './tables.ts';

const free = { leaseOwner: null, leaseUntil: null };

/** The tokens of a connection, as the keeper works on them; an ended connection has none. */
export const connectionTokens = (db: Db): TokenStore<string> => {
  const living = (id: string) => and(eq(connections.id, id), ne(connections.state, 'ended'));
  const atVersion = (id: string, version: number) =>
    and(living(id), eq(connections.version, version));

  return {
    read: async (id) =>
      (db.select().from(connections).where(living(id)).get() as TokenRow | undefined) ?? null,
    lease: async (id, version, { owner, now, until }) => {
      const unleased = or(isNull(connections.leaseUntil), lte(connections.leaseUntil, now));
      const set = { leaseOwner: owner, leaseUntil: until };
      const where = and(atVersion(id, version), unleased);
      return db.update(connections).set(set).where(where).run().changes === 1;
    },
    release: async (id, owner) => {
      db.update(connections)
        .set(free)
        .where(and(eq(connections.id, id), eq(connections.leaseOwner, owner)))
        .run();
    },
    keep: async (id, version, { accessToken, refreshToken, expiresAt, refreshExpiresAt }) => {
      const set = {
        ...free,
        state: 'active' as const,
        accessToken,
        refreshToken,
        expiresAt,
        version: version + 1,
        ...(refreshExpiresAt !== null && { refreshExpiresAt }),
      };
      return db.update(connections).set(set).where(atVersion(id, version)).run().changes === 1;
    },
    breakOff: async (id, version, now) =>
      db.transaction((tx) => {
        const row = tx
          .update(connections)
          .set({ ...free, state: 'broken' })
          .where(and(atVersion(id, version), eq(connections.state, 'active')))
          .returning()
          .get();
        if (!row) return false;
        writeAudit(tx, {
          companyId: row.companyId,
          userId: row.holderId,
          at: now,
          action: 'connection_broken',
          realmId: row.realmId,
          subject: row.realmName,
        });
        return true;
      }),
  };
};
