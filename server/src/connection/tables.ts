import { sql } from 'drizzle-orm';
import {
  companyId,
  defineTable,
  flag,
  index,
  instant,
  realmId,
  text,
  uniqueIndex,
  userId,
  whole,
} from '../db/schema-kit.ts';

/** How often the health job visits a connection that needs nothing. */
export const healthEveryMs = 24 * 60 * 60_000;

/**
 * Connections of companies to realms, including ended ones. Two partial unique indexes allow at
 * most one live connection per company and per realm. Tokens are encrypted, and cleared when a
 * connection ends.
 */
export const connections = defineTable(
  'connections',
  {
    id: text('id').primaryKey(),
    companyId: companyId(),
    realmId: realmId(),
    realmName: text('realm_name').notNull(),
    ownerId: userId('owner_id'),
    ownerName: text('owner_name').notNull(),
    /** `broken`: Intuit refused the refresh token; the owner must reconnect. */
    state: text('state', { enum: ['active', 'broken', 'ended'] }).notNull(),
    accessToken: text('access_token').notNull(),
    refreshToken: text('refresh_token').notNull(),
    expiresAt: instant('expires_at').notNull(),
    refreshExpiresAt: instant('refresh_expires_at'),
    /** End of the maximum lifetime, which only a new consent extends; null when Intuit omits it. */
    hardExpiresAt: instant('hard_expires_at'),
    version: whole('version').notNull().default(0),
    leaseId: text('lease_id'),
    leaseUntil: instant('lease_until'),
    connectedAt: instant('connected_at').notNull(),
    endedAt: instant('ended_at'),
    /** When QuickBooks last answered a call with success; stored once a minute at most. */
    lastSuccessAt: instant('last_success_at'),
    /** When QuickBooks last refused a change because the subscription has ended (fault 6190). */
    readOnlyAt: instant('read_only_at'),
    /** When the owner dismissed the latest warning that the permission will expire. */
    warningDismissedAt: instant('warning_dismissed_at'),
    /**
     * State of the connection owner in Pipedrive. `inactive`: deactivated. `rejected`: Pipedrive
     * refuses their token, or they have uninstalled the app.
     */
    ownerStatus: text('owner_status', { enum: ['active', 'inactive', 'rejected'] })
      .notNull()
      .default('active'),
    ownerCheckedAt: instant('owner_checked_at').notNull().default(0),
    /** Whether an admin other than the owner has installed the app, when the owner was checked. */
    adminInstalled: flag('admin_installed').notNull().default(false),
    /** When background work next refreshes an idle token and checks the owner. */
    healthDueAt: instant('health_due_at').notNull().default(0),
    /** The owner from whom the present one took over. */
    formerOwnerId: whole('former_owner_id'),
    takenOverAt: instant('taken_over_at'),
  },
  (table) => [
    index('connections_by_health').on(table.healthDueAt).where(sql`state <> 'ended'`),
    uniqueIndex('one_connection_per_company').on(table.companyId).where(sql`state <> 'ended'`),
    uniqueIndex('one_company_per_realm').on(table.realmId).where(sql`state <> 'ended'`),
    index('connections_of_company').on(table.companyId, table.connectedAt),
  ],
);

/**
 * One-time tickets that bind the top-level window to the company and user who requested it. Ticket,
 * state and cookie are stored as SHA-256 only.
 */
export const connectTickets = defineTable(
  'connect_tickets',
  {
    ticketHash: text('ticket_hash').primaryKey(),
    companyId: companyId(),
    userId: userId(),
    /** Id of a colleague's connection that this consent takes over. */
    takesOverId: text('takes_over_id'),
    expiresAt: instant('expires_at').notNull(),
    stage: text('stage', {
      enum: ['ask', 'consenting', 'checking', 'connected', 'other_company', 'refused'],
    }).notNull(),
    cookieHash: text('cookie_hash'),
    stateHash: text('state_hash'),
    /** Encrypted JSON (`Consent`), in the stages `checking` and `other_company`. */
    pending: text('pending'),
    /** Number of background checks so far, and time of the next one. */
    checks: whole('checks').notNull().default(0),
    nextCheckAt: instant('next_check_at').notNull().default(0),
    realmName: text('realm_name'),
    errorCode: text('error_code'),
  },
  (table) => [index('tickets_of_company').on(table.companyId, table.expiresAt)],
);
