import { setTimeout as pause } from 'node:timers/promises';
import type { Change } from './changes.ts';
import { type Payload, payloadOf } from './payload.ts';
import { usualWebhooks, type WebhookSettings } from './settings.ts';

/** A delivery as tests see it; the last ones are kept. */
export interface DeliveryRecord extends Payload {
  n: number;
  /** HTTP status of each try; null without a response in time. */
  tries: (number | null)[];
  outcome: 'waiting' | 'acknowledged' | 'lost';
}

const mostRecords = 2_000;

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

/** Pauses before the second, third … try; then every six hours. Intuit: Webhooks, retry policy. */
const retryPauses = [
  10 * second,
  20 * second,
  30 * second,
  5 * minute,
  20 * minute,
  2 * hour,
  4 * hour,
  6 * hour,
];

/** Delivers changes to the app's URL: one queue for all companies, as Intuit has one per app. */
export class WebhookSender {
  settings: WebhookSettings = { ...usualWebhooks };
  records: DeliveryRecord[] = [];
  private pending: Change[] = [];
  private queue: DeliveryRecord[] = [];
  private timer: NodeJS.Timeout | undefined;
  private isSending = false;
  private count = 0;
  private stopping = new AbortController();

  /** Restores the usual settings except URL and token, and forgets all deliveries. */
  reset(): void {
    const { url, verifierToken } = this.settings;
    this.close();
    this.settings = { ...usualWebhooks, url, verifierToken };
    this.stopping = new AbortController();
    this.isSending = false;
    this.records = [];
  }

  add(changes: Change[]): void {
    const { url, delayMs, bundleMs } = this.settings;
    if (url === null || changes.length === 0 || this.stopping.signal.aborted) return;
    this.pending.push(...changes);
    this.timer ??= setTimeout(() => this.compose(), delayMs + bundleMs).unref();
  }

  /** Ends running requests and pauses; nothing is sent any more. */
  close(): void {
    this.stopping.abort();
    clearTimeout(this.timer);
    this.timer = undefined;
    this.pending = [];
    this.queue = [];
  }

  private compose(): void {
    this.timer = undefined;
    const { eventsPerDelivery, order } = this.settings;
    const changes = this.pending.splice(0);
    if (order === 'shuffled') shuffle(changes);
    while (changes.length > 0) {
      const payload = payloadOf(changes.splice(0, eventsPerDelivery), this.settings, Date.now());
      const isLost = Math.random() < this.settings.lost;
      const outcome = isLost ? 'lost' : 'waiting';
      const record: DeliveryRecord = { n: ++this.count, ...payload, tries: [], outcome };
      this.records.push(record);
      if (this.records.length > mostRecords) this.records.shift();
      if (!isLost) this.queue.push(record);
    }
    if (order === 'shuffled') shuffle(this.queue);
    void this.sendQueue();
  }

  private async sendQueue(): Promise<void> {
    if (this.isSending) return;
    this.isSending = true;
    const { signal } = this.stopping;
    for (let record = this.queue.shift(); record; record = this.queue.shift()) {
      const delivered = this.deliver(record, signal);
      if (this.settings.holdsBack) await delivered;
      if (signal.aborted) return;
    }
    this.isSending = false;
  }

  /** Tries until the app acknowledges, or until the signal is aborted. */
  private async deliver(record: DeliveryRecord, signal: AbortSignal): Promise<void> {
    const { tries } = record;
    while (!signal.aborted) {
      const status = await this.post(record, signal);
      if (signal.aborted) return;
      tries.push(status);
      if (status !== null && status >= 200 && status < 300) {
        record.outcome = 'acknowledged';
        if (Math.random() < this.settings.duplicated) tries.push(await this.post(record, signal));
        return;
      }
      const ms = (retryPauses[tries.length - 1] ?? 6 * hour) / this.settings.speed;
      // An aborted pause rejects; that ends the wait as well.
      await pause(ms, null, { signal, ref: false }).catch(() => null);
    }
  }

  /** Null without a response in time. */
  private async post({ body, headers }: Payload, stopping: AbortSignal): Promise<number | null> {
    const { url, answerMs } = this.settings;
    if (url === null) return null;
    const signal = AbortSignal.any([AbortSignal.timeout(answerMs), stopping]);
    try {
      const response = await fetch(url, { method: 'POST', headers, body, signal });
      await response.arrayBuffer();
      return response.status;
    } catch {
      return null;
    }
  }
}

function shuffle(values: unknown[]): void {
  for (let last = values.length - 1; last > 0; last--) {
    const other = Math.floor(Math.random() * (last + 1));
    [values[last], values[other]] = [values[other], values[last]];
  }
}
