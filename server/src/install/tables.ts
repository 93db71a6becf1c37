import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { companyId, instant, userId } from '../db/columns.ts';

/** One user's permission to act for them in Pipedrive. Tokens are sealed. */
export const grants = sqliteTable(
  'grants',
  {
    companyId: companyId(),
    userId: userId(),
    /** `https://acme.pipedrive.com`, where this user's API calls go. */
    apiDomain: text('api_domain').notNull(),
    companyName: text('company_name').notNull(),
    companyDomain: text('company_domain').notNull(),
    userName: text('user_name').notNull(),
    /** `broken`: Pipedrive refused the refresh token; the user must install again. */
    state: text('state', { enum: ['active', 'broken'] }).notNull(),
    accessToken: text('access_token').notNull(),
    refreshToken: text('refresh_token').notNull(),
    expiresAt: instant('expires_at').notNull(),
    /** Grows with every stored answer of the token endpoint. */
    version: integer('version').notNull().default(0),
    leaseOwner: text('lease_owner'),
    leaseUntil: instant('lease_until'),
    installedAt: instant('installed_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.companyId, table.userId] })],
);

/** States of consents that began on our start page, as SHA-256; each is good for one callback. */
export const installStates = sqliteTable(
  'install_states',
  {
    stateHash: text('state_hash').primaryKey(),
    expiresAt: instant('expires_at').notNull(),
  },
  (table) => [index('install_states_by_expiry').on(table.expiresAt)],
);
