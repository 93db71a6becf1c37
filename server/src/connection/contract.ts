import * as z from 'zod';
import { act, read } from '../shared/contract/contract.ts';

export const connectionState = z.object({
  /** `none`: nobody in this company has connected. `broken`: QuickBooks wants a new consent. */
  state: z.enum(['none', 'active', 'broken']),
  owner: z.object({ name: z.string(), isYou: z.boolean() }).nullable(),
  /** Name of the QuickBooks company; told to the holder only. */
  company: z.string().nullable(),
  /** ISO instant. */
  since: z.string().nullable(),
  /** Why the attempt that was asked about ended without a connection; null when it did not. */
  refused: z.string().nullable(),
});

export type ConnectionState = z.infer<typeof connectionState>;

export const connection = {
  /** `ticket`: the attempt whose refusal is asked about. */
  state: read(z.object({ ticket: z.string().max(200).optional() }), connectionState),
  /** A one-time address to open in a top-level window; it lives ten minutes. */
  ticket: act(z.object({}), z.object({ url: z.string() })),
  disconnect: act(z.object({}), connectionState),
};

/**
 * The page in the top-level window. It is asked by ticket, not by panel token: `POST /connect/look
 * { ticket }`. The person agrees with a form post to `/connect/go`, and to another QuickBooks company
 * than before with one to `/connect/other` (field `answer`: `yes` or `no`).
 */
export const connectPage = z.object({
  /** `checking`: QuickBooks has not confirmed the consent yet; the server keeps asking. */
  stage: z.enum(['ask', 'checking', 'connected', 'other_company', 'refused', 'expired']),
  /** The Pipedrive company and user that the books will be connected to. */
  company: z.string(),
  user: z.string(),
  /** QuickBooks company now being connected, and the one before it. */
  quickbooks: z.string().nullable(),
  before: z.string().nullable(),
  /** Set in stage `refused`. */
  error: z
    .object({ code: z.string(), owner: z.string().optional(), since: z.string().optional() })
    .nullable(),
  settingsUrl: z.string().nullable(),
});

export type ConnectPage = z.infer<typeof connectPage>;
