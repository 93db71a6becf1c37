import * as z from 'zod';
import { act, read } from '../shared/contract/contract.ts';

/** What QuickBooks was read for, in the order of the settings page. */
export const readPurposes = [
  'changes',
  'events',
  'first_reading',
  'invoices',
  'lists',
  'forms',
  'checks',
  'connection',
  'other',
] as const;

export type ReadPurpose = (typeof readPurposes)[number];

/** Milliseconds within which half, and 95 of 100, events stayed; null without events. */
const delay = z.object({ medianMs: z.number(), p95Ms: z.number() }).nullable();

/**
 * How often QuickBooks is read, how fresh invoices are, and whether both vendors announce changes.
 * Only the connection owner gets it, and of other companies of the installation only what they use
 * together.
 */
export const usage = {
  show: read(
    z.object({}),
    z.object({
      /** This month in UTC, such as `2027-03`. */
      month: z.string(),
      /** This company's reads of the month. */
      reads: z.number().int(),
      purposes: z.array(z.object({ purpose: z.enum(readPurposes), reads: z.number().int() })),
      /** Of all companies of the installation, in percent of `perMonth`. */
      installation: z.object({
        perMonth: z.number().int(),
        usedPercent: z.number(),
        forecastPercent: z.number(),
        /** Background reads stop while the rest of the month is reserved for users. */
        paused: z.boolean(),
      }),
      feed: z.object({
        /** `usual`, also while a panel is open; `patient`: may wait longer; `quiet`: once a day. */
        pace: z.enum(['usual', 'patient', 'quiet']),
        intervalMs: z.number(),
        /** The interval while a panel is open. */
        usualMs: z.number(),
        lastReadAt: z.string().nullable(),
      }),
      webhooks: z.object({
        /** `off`: this installation accepts none. */
        arrive: z.enum(['yes', 'no', 'unknown', 'off']),
        since: z.string().nullable(),
        /** The address to enter at Intuit. */
        address: z.string(),
      }),
      /** Set while Pipedrive refuses to register webhooks, which report merges. */
      pipedriveRefusal: z
        .object({
          /** Pipedrive's message; empty when the app lacks the scope. */
          said: z.string(),
          at: z.string(),
          /** The address that Pipedrive was to deliver to. */
          address: z.string(),
          /** The registration is being tried again. */
          retrying: z.boolean(),
        })
        .nullable(),
      /** Events of the last seven days. */
      freshness: z.object({
        days: z.number().int(),
        events: z.number().int(),
        /** From the change in QuickBooks until Intuit delivered it. */
        delivery: delay,
        /** From there until Dealbill had read the invoice. */
        reading: delay,
        /** From there until open panels got the change. */
        display: delay,
      }),
      /** The invoice that an event changed last. */
      example: z
        .object({ number: z.string(), changedAt: z.string().nullable(), shownAt: z.string() })
        .nullable(),
    }),
  ),
  /** Registers webhooks at Pipedrive again, in the background. Throws not_owner, not_connected. */
  retryPipedriveWebhooks: act(z.object({}), z.object({})),
};
