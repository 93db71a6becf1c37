import { z } from 'zod';

const share = z.number().min(0).max(1);

/** Configuration of the app's webhooks, as in the developer portal, and how deliveries behave. */
export const webhookSettingsSchema = z.strictObject({
  /** One URL for all companies; null sends nothing. */
  url: z.url().nullable(),
  verifierToken: z.string().min(1),
  /** Payload and content type: `cloud_batch` is the one seen live in 2026. */
  format: z.enum(['classic', 'cloud_json', 'cloud_events', 'cloud_batch']),
  /** Name of a void in CloudEvents: of the portal, or of the documentation. */
  voidName: z.enum(['void', 'voided']),
  /** From a change to its delivery. */
  delayMs: z.number().int().nonnegative(),
  /** Collects the changes of all companies this much longer: up to five minutes in production. */
  bundleMs: z.number().int().nonnegative(),
  eventsPerDelivery: z.number().int().positive(),
  /** Share of deliveries that never leave. */
  lost: share,
  /** Share of deliveries that are sent again after they were acknowledged. */
  duplicated: share,
  order: z.enum(['as_happened', 'shuffled']),
  /** Whether later deliveries of the app wait until the first one is acknowledged. */
  holdsBack: z.boolean(),
  /** How long the app may take to answer. */
  answerMs: z.number().int().positive(),
  /** Divides the pauses between retries. */
  speed: z.number().positive(),
});

export type WebhookSettings = z.output<typeof webhookSettingsSchema>;

export const usualWebhooks: WebhookSettings = {
  url: null,
  verifierToken: 'demo-webhook-verifier-token',
  format: 'cloud_batch',
  voidName: 'void',
  delayMs: 1_000,
  bundleMs: 0,
  eventsPerDelivery: 100,
  lost: 0,
  duplicated: 0,
  order: 'as_happened',
  holdsBack: true,
  answerMs: 3_000,
  speed: 1,
};
