import * as z from 'zod';
import { act, read } from '../shared/contract/contract.ts';

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
});

export type ConnectionState = z.infer<typeof connectionState>;

export const connection = {
  /** `ticket`: returns in `refused` whether this ticket was refused. */
  state: read(z.object({ ticket: z.string().max(200).optional() }), connectionState),
  /** Returns a one-time URL to open in a top-level window; it expires after ten minutes. */
  ticket: act(z.object({}), z.object({ url: z.string() })),
  disconnect: act(z.object({}), connectionState),
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
  /** Set in stage `refused`. */
  error: z
    .object({ code: z.string(), owner: z.string().optional(), since: z.string().optional() })
    .nullable(),
  settingsUrl: z.string().nullable(),
});

export type ConnectPage = z.infer<typeof connectPage>;
