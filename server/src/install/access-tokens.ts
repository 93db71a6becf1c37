import { and, eq } from 'drizzle-orm';
import { AppError } from '../app-error.ts';
import type { Dependencies } from '../context.ts';
import type { Db } from '../db/database.ts';
import { logFailedCall } from '../diagnostics/failed-call.ts';
import type { Access } from '../oauth/access-tokens.ts';
import { makeTokenRefresher } from '../oauth/refresh-tokens.ts';
import { makeRefresh } from '../oauth/token-endpoint.ts';
import type { TokenStore } from '../oauth/token-store.ts';
import { makeTokenStore } from '../oauth/token-table.ts';
import { trustedApiDomain } from '../pipedrive/api-domain.ts';
import type { PipedriveUser } from '../pipedrive/gateway.ts';
import { installUrl } from './service.ts';
import { grantName, grantOf } from './store.ts';
import { grants } from './tables.ts';

const grantTokens = (db: Db, oauthUrl: string): TokenStore<PipedriveUser> =>
  makeTokenStore(db, grants, {
    live: ({ companyId, userId }: PipedriveUser) =>
      and(eq(grants.companyId, companyId), eq(grants.userId, userId)),
    read: (user) => grantOf(db, user),
    extraColumns: ({ apiDomain }) => {
      const trusted = apiDomain && trustedApiDomain(apiDomain, oauthUrl);
      return trusted ? { apiDomain: trusted } : {};
    },
  });

/**
 * Access tokens of a user's grant in Pipedrive. Throws `AppError` not_installed, install_broken,
 * pipedrive_unavailable.
 */
export const makeGrantAccess = (
  dependencies: Pick<Dependencies, 'db' | 'clock' | 'settings' | 'log' | 'vault'>,
): Access<PipedriveUser> => {
  const { pipedrive } = dependencies.settings;
  const details = { installUrl: installUrl(dependencies.settings) };
  return makeTokenRefresher({
    store: grantTokens(dependencies.db, pipedrive.oauthUrl),
    refresh: makeRefresh(
      {
        vendor: 'pipedrive',
        url: `${pipedrive.oauthUrl}/oauth/token`,
        clientId: pipedrive.clientId,
        clientSecret: pipedrive.clientSecret,
        timeoutMs: pipedrive.timeoutMs,
      },
      dependencies.clock,
      logFailedCall(dependencies.log),
    ),
    vault: dependencies.vault,
    clock: dependencies.clock,
    log: dependencies.log,
    name: grantName,
    leaseMs: pipedrive.timeoutMs + 5_000,
    errors: {
      missing: () => new AppError('not_installed', { details }),
      broken: () => new AppError('install_broken', { details }),
      unavailable: () => new AppError('pipedrive_unavailable'),
    },
  });
};
