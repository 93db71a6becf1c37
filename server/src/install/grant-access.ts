import { and, eq } from 'drizzle-orm';
import { AppError } from '../app-error.ts';
import type { Doors } from '../context.ts';
import type { Db } from '../db/database.ts';
import { logFailedCall } from '../diagnostics/failed-call.ts';
import type { Access } from '../oauth/access.ts';
import { tableTokens } from '../oauth/table-tokens.ts';
import { makeRefresh } from '../oauth/token-endpoint.ts';
import { makeTokenKeeper } from '../oauth/token-keeper.ts';
import type { TokenStore } from '../oauth/token-store.ts';
import { trustedApiDomain } from '../pipedrive/api-domain.ts';
import type { PipedriveUser } from '../pipedrive/gateway.ts';
import { installUrl } from './service.ts';
import { grantName, grantOf } from './store.ts';
import { grants } from './tables.ts';

const grantTokens = (db: Db, oauthUrl: string): TokenStore<PipedriveUser> =>
  tableTokens(db, grants, {
    living: ({ companyId, userId }: PipedriveUser) =>
      and(eq(grants.companyId, companyId), eq(grants.userId, userId)),
    read: (user) => grantOf(db, user),
    kept: ({ apiDomain }) => {
      const trusted = apiDomain && trustedApiDomain(apiDomain, oauthUrl);
      return trusted ? { apiDomain: trusted } : {};
    },
  });

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
    store: grantTokens(doors.db, pipedrive.oauthUrl),
    refresh: makeRefresh(
      {
        vendor: 'pipedrive',
        url: `${pipedrive.oauthUrl}/oauth/token`,
        clientId: pipedrive.clientId,
        clientSecret: pipedrive.clientSecret,
        timeoutMs: pipedrive.timeoutMs,
      },
      doors.clock,
      logFailedCall(doors.log),
    ),
    vault: doors.vault,
    clock: doors.clock,
    log: doors.log,
    name: grantName,
    leaseMs: pipedrive.timeoutMs + 5_000,
    errors: {
      missing: () => new AppError('not_installed', { details }),
      broken: () => new AppError('install_broken', { details }),
      unavailable: () => new AppError('pipedrive_unavailable'),
    },
  });
};
