import {
  companyId,
  defineTable,
  index,
  instant,
  primaryKey,
  text,
  userId,
  whole,
} from '../db/schema-kit.ts';

/** OAuth grants of Pipedrive users. Tokens are encrypted. */
export const grants = defineTable(
  'grants',
  {
    companyId: companyId(),
    userId: userId(),
    /** Base URL of this user's API calls, such as `https://acme.pipedrive.com`. */
    apiDomain: text('api_domain').notNull(),
    companyName: text('company_name').notNull(),
    companyDomain: text('company_domain').notNull(),
    userName: text('user_name').notNull(),
    /** `broken`: Pipedrive refused the refresh token; the user must install again. */
    state: text('state', { enum: ['active', 'broken'] }).notNull(),
    accessToken: text('access_token').notNull(),
    refreshToken: text('refresh_token').notNull(),
    expiresAt: instant('expires_at').notNull(),
    /** Incremented whenever new tokens are stored. */
    version: whole('version').notNull().default(0),
    leaseId: text('lease_id'),
    leaseUntil: instant('lease_until'),
    installedAt: instant('installed_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.companyId, table.userId] })],
);

/** OAuth states of installs as SHA-256, each valid for one callback. */
export const installStates = defineTable(
  'install_states',
  {
    stateHash: text('state_hash').primaryKey(),
    expiresAt: instant('expires_at').notNull(),
  },
  (table) => [index('install_states_by_expiry').on(table.expiresAt)],
);
