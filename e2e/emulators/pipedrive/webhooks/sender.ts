import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Webhook } from '../world/rows.ts';
import type { World } from '../world/world.ts';
import type { Event } from './watch-changes.ts';

/** A delivery as tests see it; the last ones are kept. */
export interface WebhookDelivery {
  webhookId: number;
  event: string;
  body: unknown;
  /** HTTP status of each try; null without a response in time. */
  tries: (number | null)[];
}

const mostRecords = 500;
const answerMs = 10_000;

/** Pauses before the second, third and fourth try. */
const retryPauses = [3_000, 30_000, 150_000];

/** First tries in a row that fail before a webhook is banned, and for how long. */
const mostFailures = 10;
const bannedMs = 30 * 60_000;

/**
 * Delivers events to the webhooks of the app: basic authentication, no signature, four tries, and a
 * ban after ten first tries that failed.
 * https://pipedrive.readme.io/docs/guide-for-webhooks-v2
 */
export class WebhookSender {
  deliveries: WebhookDelivery[] = [];
  private failures = new Map<number, { count: number; until: number }>();
  private stopping = new AbortController();

  close(): void {
    this.stopping.abort();
  }

  send(world: World, events: Event[], origin: string): void {
    for (const event of events) {
      for (const webhook of world.webhooks) {
        if (webhook.company_id !== event.companyId || !accepts(webhook, event)) continue;
        if ((this.failures.get(webhook.id)?.until ?? 0) > Date.now()) continue;
        void this.deliver(world, webhook, event, origin);
      }
    }
  }

  private async deliver(
    world: World,
    webhook: Webhook,
    event: Event,
    origin: string,
  ): Promise<void> {
    const { webhookRetrySpeed } = world.settings;
    const id = randomUUID();
    const name = `${event.action}.${event.entity}`;
    const delivery: WebhookDelivery = { webhookId: webhook.id, event: name, body: null, tries: [] };
    this.deliveries.push(delivery);
    if (this.deliveries.length > mostRecords) this.deliveries.shift();
    for (const [index, ms] of [0, ...retryPauses].entries()) {
      const { signal } = this.stopping;
      if (ms > 0) await pause(ms / webhookRetrySpeed, null, { signal, ref: false }).catch(() => {});
      if (signal.aborted) return;
      delivery.body = bodyOf(webhook, event, { id, attempt: index + 1, origin });
      const status = await this.post(webhook, delivery.body);
      delivery.tries.push(status);
      const isTaken = status !== null && status >= 200 && status < 300;
      if (index === 0) this.count(webhook.id, isTaken);
      if (isTaken) return;
    }
  }

  private count(webhookId: number, isTaken: boolean): void {
    if (isTaken) return void this.failures.delete(webhookId);
    const count = (this.failures.get(webhookId)?.count ?? 0) + 1;
    const until = count >= mostFailures ? Date.now() + bannedMs : 0;
    this.failures.set(webhookId, { count, until });
  }

  private async post(webhook: Webhook, body: unknown): Promise<number | null> {
    const { http_auth_user: user, http_auth_password: password } = webhook;
    const basic = Buffer.from(`${user}:${password ?? ''}`).toString('base64');
    const signal = AbortSignal.any([AbortSignal.timeout(answerMs), this.stopping.signal]);
    try {
      const response = await fetch(webhook.subscription_url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'user-agent': 'Pipedrive Webhooks',
          ...(user !== null && { authorization: `Basic ${basic}` }),
        },
        body: JSON.stringify(body),
        redirect: 'manual',
        signal,
      });
      await response.body?.cancel();
      return response.status;
    } catch {
      return null;
    }
  }
}

function accepts(webhook: Webhook, event: Event): boolean {
  const is = (wanted: string, given: string) => wanted === '*' || wanted === given;
  return is(webhook.event_action, event.action) && is(webhook.event_object, event.entity);
}

/** Internal columns that no answer of Pipedrive contains. */
const internal = new Set(['company_id', 'hidden_from', 'owner']);

function plain(row: Record<string, unknown> | null): Record<string, unknown> | null {
  if (row === null) return null;
  return Object.fromEntries(Object.entries(row).filter(([name]) => !internal.has(name)));
}

function bodyOf(
  webhook: Webhook,
  event: Event,
  { id, attempt, origin }: { id: string; attempt: number; origin: string },
): unknown {
  const { mergedTo, mergedFrom } = event;
  return {
    meta: {
      action: event.action,
      entity: event.entity,
      entity_id: event.entityId,
      company_id: String(event.companyId),
      user_id: String(webhook.user_id),
      id,
      correlation_id: id,
      timestamp: new Date().toISOString(),
      type: 'application',
      version: '2.0',
      webhook_id: String(webhook.id),
      webhook_owner_id: String(webhook.user_id),
      change_source: 'app',
      attempt,
      host: new URL(origin).host,
      is_bulk_edit: false,
      permitted_user_ids: [String(webhook.user_id)],
      ...(mergedTo !== null && { merged_to_id: String(mergedTo) }),
      ...(mergedFrom !== null && { merged_from_id: String(mergedFrom) }),
    },
    data: plain(event.data),
    previous: plain(event.previous),
  };
}
