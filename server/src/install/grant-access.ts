import { and, eq, isNull, lte, or } from 'drizzle-orm';
import { AppError } from '../app-error.ts';
import type { Doors } from '../context.ts';
import type { Db } from '../db/open-database.ts';
import type { Access } from '../oauth/access.ts';
import { makeRefresh } from '../oauth/token-endpoint.ts';
import { makeTokenKeeper } from '../oauth/token-keeper.ts';
import type { TokenStore } from '../oauth/token-store.ts';
import type { PipedriveUser } from '../pipedrive/gateway.ts';
import { installUrl } from './service.ts';
import { grantOf } from './store.ts';
import { grants } from './tables.ts';

const free = { leaseOwner: null, leaseUntil: null };

const grantTokens = (db: Db): TokenStore<PipedriveUser> => {
  const ofUser = ({ companyId, userId }: PipedriveUser) =>
    and(eq(grants.companyId, companyId), eq(grants.userId, userId));
  const atVersion = (user: PipedriveUser, version: number) =>
    and(ofUser(user), eq(grants.version, version));

  return {
    read: (user) => grantOf(db, user),
    lease: async (user, version, { owner, now, until }) => {
      const unleased = or(isNull(grants.leaseUntil), lte(grants.leaseUntil, now));
      const set = { leaseOwner: owner, leaseUntil: until };
      const where = and(atVersion(user, version), unleased);
      return db.update(grants).set(set).where(where).run().changes === 1;
    },
    release: async (user, owner) => {
      db.update(grants)
        .set(free)
        .where(and(ofUser(user), eq(grants.leaseOwner, owner)))
        .run();
    },
    keep: async (user, version, { accessToken, refreshToken, expiresAt, apiDomain }) => {
      const set = {
        ...free,
        state: 'active' as const,
        accessToken,
        refreshToken,
        expiresAt,
        version: version + 1,
        ...(apiDomain && { apiDomain }),
      };
      return db.update(grants).set(set).where(atVersion(user, version)).run().changes === 1;
    },
    breakOff: async (user, version) => {
      const set = { ...free, state: 'broken' as const };
      const where = and(atVersion(user, version), eq(grants.state, 'active'));
      return db.update(grants).set(set).where(where).run().changes === 1;
    },
  };
};

/**
 * Access tokens of a user's grant in Pipedrive. Throws `AppError` not_installed, install_broken,
 * pipedrive_unavailable.
 */
export const makeGrantAccess = (
  doors: Pick<Doors, 'db' | 'clock' | 'settings' | 'log' | 'vault'>,
): Access<PipedriveUser> => {
  const { pipedrive } = doors.settings;
  const details = { installUrl: installUrl(doors.settings) };
  return makeTokenKeeper({
    store: grantTokens(doors.db),
    refresh: makeRefresh(
      {
        url: `${pipedrive.oauthUrl}/oauth/token`,
        clientId: pipedrive.clientId,
        clientSecret: pipedrive.clientSecret,
        timeoutMs: pipedrive.timeoutMs,
      },
      doors.clock,
    ),
    vault: doors.vault,
    clock: doors.clock,
    log: doors.log,
    name: ({ companyId, userId }) => `pipedrive ${companyId}/${userId}`,
    leaseMs: pipedrive.timeoutMs + 5_000,
    errors: {
      missing: () => new AppError('not_installed', { details }),
      broken: () => new AppError('install_broken', { details }),
      unavailable: () => new AppError('pipedrive_unavailable'),
    },
  });
};
