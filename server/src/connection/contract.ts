import * as z from 'zod';
import { subscriptions } from '../shared/contract/company-profile.ts';
import { act, read } from '../shared/contract/contract.ts';

const health = z.object({
  /** ISO instant of the last successful call, exact to a minute. */
  lastSuccessAt: z.string().nullable(),
  /** ISO instant at which the permission expires unless it is renewed before; its days left. */
  expiresAt: z.string().nullable(),
  daysLeft: z.number().int().nullable(),
  /** ISO instant after which only a new consent helps; null when Intuit does not state it. */
  hardExpiresAt: z.string().nullable(),
  /** As far as QuickBooks reports it. */
  subscription: z.enum(subscriptions).nullable(),
  /** Threshold in days of an expiry warning that the owner has not dismissed. */
  warning: z.number().int().nullable(),
  /** What a person must do, if anything. */
  action: z.enum(['reconnect', 'renew_subscription']).nullable(),
});

export type ConnectionHealth = z.infer<typeof health>;

export const connectionState = z.object({
  /** `none`: the company has no connection. `broken`: the owner must reconnect. */
  state: z.enum(['none', 'active', 'broken']),
  owner: z.object({ name: z.string(), isYou: z.boolean() }).nullable(),
  /** Name of the QuickBooks company; null for everybody but the connection owner. */
  company: z.string().nullable(),
  /** ISO instant. */
  since: z.string().nullable(),
  /** Error code of the requested ticket if it was refused, else null. */
  refused: z.string().nullable(),
  /** Whether the requested ticket has led to a connection. */
  connected: z.boolean(),
  /** Null for everybody but the connection owner. */
  health: health.nullable(),
  /**
   * For other users while the owner has left Pipedrive. `status`: deactivated, or Pipedrive rejects
   * their token. `right`: whether the caller may take over; `unknown` while Pipedrive does not say.
   */
  takeover: z
    .object({
      status: z.enum(['inactive', 'rejected']),
      right: z.enum(['allowed', 'denied', 'unknown']),
    })
    .nullable(),
  /** ISO instant at which the present owner took over from the caller, else null. */
  takenOverAt: z.string().nullable(),
});

export type ConnectionState = z.infer<typeof connectionState>;

export const connection = {
  /** `ticket`: returns in `refused` whether this ticket was refused. */
  state: read(z.object({ ticket: z.string().max(200).optional() }), connectionState),
  /**
   * Returns a one-time URL to open in a top-level window; it expires after ten minutes. Throws
   * connection_taken unless the caller owns the connection or may take it over.
   */
  ticket: act(z.object({}), z.object({ url: z.string() })),
  disconnect: act(z.object({}), connectionState),
  /** Hides the expiry warning until the next threshold. */
  dismissWarning: act(z.object({}), connectionState),
};

/**
 * The page in the top-level window, from `POST /connect/look { ticket }` without a panel token.
 * Form posts to `/connect/go` start the consent; to `/connect/other` (field `answer`: `yes` or
 * `no`) they decide about a different QuickBooks company than before.
 */
export const connectPage = z.object({
  /** `checking`: QuickBooks has not confirmed the consent yet; the server keeps checking. */
  stage: z.enum(['ask', 'checking', 'connected', 'other_company', 'refused', 'expired']),
  /** The Pipedrive company and user that QuickBooks will be connected to. */
  company: z.string(),
  user: z.string(),
  /** Names of the QuickBooks company being connected, and of the previous one. */
  quickbooks: z.string().nullable(),
  before: z.string().nullable(),
  /**
   * The connection owner renews the same connection: the page continues to QuickBooks by itself,
   * because another company would be asked about.
   */
  renews: z.boolean(),
  /** The colleague whose connection is taken over, else null. */
  takesOverFrom: z.string().nullable(),
  /** Set in stage `refused`. */
  error: z
    .object({ code: z.string(), owner: z.string().optional(), since: z.string().optional() })
    .nullable(),
  settingsUrl: z.string().nullable(),
});

export type ConnectPage = z.infer<typeof connectPage>;
