import { iso } from '../clock.ts';
import { ownedConnection } from '../connection/invoice-access.ts';
import type { Service } from '../context.ts';
import { type Distribution, delaysSince, quantile, utcDay } from '../diagnostics/event-delays.ts';
import { refusalOf, registerAgain } from '../pipedrive-webhooks/refusal.ts';
import { monthOf } from '../rate-limits/month.ts';
import { backgroundMayRead } from '../rate-limits/read-budget.ts';
import { storedFeed } from '../sync/feed-store.ts';
import { feedIntervals, forecastReads, intervalOf } from '../sync/interval.ts';
import { currentBudget } from '../sync/monthly-use.ts';
import { storedPace, webhooksOf } from '../sync/pace.ts';
import type { usage } from './contract.ts';
import { readsByPurpose } from './read-purposes.ts';
import { lastInvoiceEvent, readsOfMonth } from './store.ts';

const freshDays = 7;
const dayMs = 86_400_000;

export const usageService: Service<typeof usage> = {
  async show(ctx) {
    const { db, clock, settings, companyId } = ctx;
    const { realmId } = await ownedConnection(ctx);
    const realmKey = { companyId, realmId };
    const now = clock.now();
    const month = monthOf(now);
    const budget = await currentBudget(ctx);
    const [causes, pace, feed, delays, event, refusal] = await Promise.all([
      readsOfMonth(db, realmKey, month),
      storedPace(db, realmKey),
      storedFeed(db, realmKey),
      delaysSince(db, realmKey, utcDay(now - (freshDays - 1) * dayMs)),
      lastInvoiceEvent(db, realmKey),
      refusalOf(db, companyId, now),
    ]);
    const intervals = feedIntervals(budget);
    const webhooks = await webhooksOf(ctx, realmKey, pace);
    const used = budget.usedByFeed + budget.usedByOthers;
    const percentOf = (reads: number) => Math.ceil((1_000 * reads) / budget.perMonth) / 10;
    const current = pace?.pace ?? 'usual';
    const isOff = settings.quickbooks.webhookVerifierToken === null;
    return {
      month,
      reads: causes.reduce((sum, { reads }) => sum + reads, 0),
      purposes: readsByPurpose(causes),
      installation: {
        perMonth: budget.perMonth,
        usedPercent: percentOf(used),
        forecastPercent: percentOf(forecastReads(budget)),
        paused: !backgroundMayRead(budget.perMonth, used, now),
      },
      feed: {
        pace: current,
        intervalMs: intervalOf(intervals, current),
        usualMs: intervals.usualMs,
        lastReadAt: isoOrNull(feed?.lastReadAt ?? null),
      },
      webhooks: {
        arrive: isOff ? 'off' : webhooks.webhooks,
        since: isOff ? null : isoOrNull(webhooks.webhooksSince),
        address: new URL('/webhooks/quickbooks', settings.publicUrl).href,
      },
      pipedriveRefusal: refusal && { ...refusal, at: iso(refusal.at) },
      freshness: {
        days: freshDays,
        events: delays.reading.reduce((sum, { count }) => sum + count, 0),
        delivery: delayOf(delays.delivery),
        reading: delayOf(delays.reading),
        display: delayOf(delays.display),
      },
      example: event && {
        number: event.number ?? '',
        changedAt: isoOrNull(event.occurredAt),
        shownAt: iso(event.appliedAt ?? now),
      },
    };
  },

  async retryPipedriveWebhooks(ctx) {
    await ownedConnection(ctx);
    await registerAgain(ctx.db, ctx.companyId, ctx.clock.now());
    return {};
  },
};

const isoOrNull = (instant: number | null): string | null =>
  instant === null ? null : iso(instant);

const delayOf = (distribution: Distribution) => {
  const [medianMs, p95Ms] = [quantile(distribution, 0.5), quantile(distribution, 0.95)];
  return medianMs === null || p95Ms === null ? null : { medianMs, p95Ms };
};
