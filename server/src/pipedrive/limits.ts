import { setTimeout as pause } from 'node:timers/promises';
import { AppError } from '../app-error.ts';
import { type Clock, systemClock } from '../clock.ts';
import { waitOutsideItem } from '../vendor-calls/item-time.ts';
import { currentReason } from '../vendor-calls/urgency.ts';
import type { PipedriveUser } from './gateway.ts';

/**
 * Tracks Pipedrive's limits from response headers: requests per user in two seconds, and a token
 * budget per company and day.
 * https://pipedrive.readme.io/docs/core-api-concepts-rate-limiting
 */
export type PipedriveLimits = {
  /**
   * Waits until a request of this user may be sent. Throws `AppError` pipedrive_busy when Pipedrive
   * would refuse it, or when the rest of the daily budget is reserved for users.
   */
  before(user: PipedriveUser): Promise<void>;
  /** Records a response. Call it once after each `before`; `headers` is null without a response. */
  after(user: PipedriveUser, status: number, headers: Headers | null): void;
};

/**
 * State of one user: our requests of the last two seconds (`started`), and the last response's
 * headers.
 */
type Burst = {
  limit: number;
  started: number[];
  inFlight: number;
  remaining: number;
  resetAt: number;
};

type Day = { limit: number; remaining: number; updatedAt: number };

const dayMs = 86_400_000;

/** Pipedrive resets the daily budget at midnight in an undocumented time zone; we assume UTC. */
const dayOf = (instant: number): number => Math.floor(instant / dayMs);

/** Share of the daily budget that background work leaves to users. */
const reservedForUsers = 0.2;

/** While the daily budget is used up, one request per interval checks whether it has been reset. */
const recheckMs = 60_000;
const backgroundRecheckMs = 3_600_000;

/** Longest wait for a burst limit: three windows of two seconds. */
const maxWaitMs = 6_000;

const burstMs = 2_000;

/** Limit of the smallest plan, assumed until a response states it. */
const defaultBurstLimit = 80;

const maxEntries = 5_000;

const numberIn = (headers: Headers, name: string): number | null => {
  const text = headers.get(name)?.trim();
  const value = text ? Number(text) : Number.NaN;
  return Number.isFinite(value) && value >= 0 ? value : null;
};

/**
 * Milliseconds until the burst ends. The unit of the header is undocumented; large numbers are
 * ignored.
 */
const resetMs = (headers: Headers): number => {
  const seconds = numberIn(headers, 'retry-after') ?? numberIn(headers, 'x-ratelimit-reset');
  return seconds === null || seconds > dayMs / 1_000 ? burstMs : seconds * 1_000;
};

const busy = (ms: number) =>
  new AppError('pipedrive_busy', { details: { retryAfter: Math.max(1, Math.ceil(ms / 1_000)) } });

/** Sets an entry and evicts the least recently set ones. */
const setBounded = <K, V>(map: Map<K, V>, key: K, value: V) => {
  map.delete(key);
  map.set(key, value);
  for (const oldest of map.keys()) {
    if (map.size <= maxEntries) return;
    map.delete(oldest);
  }
};

/**
 * In-memory state is enough for several processes, because each response states what all of them
 * have used together.
 */
export const makePipedriveLimits = (clock: Clock = systemClock): PipedriveLimits => {
  const bursts = new Map<string, Burst>();
  const days = new Map<number, Day>();
  const keyOf = ({ companyId, userId }: PipedriveUser) => `${companyId} ${userId}`;

  const burstOf = (user: PipedriveUser): Burst => {
    const unknown = {
      limit: defaultBurstLimit,
      started: [],
      inFlight: 0,
      remaining: 0,
      resetAt: 0,
    };
    const burst = bursts.get(keyOf(user)) ?? unknown;
    setBounded(bursts, keyOf(user), burst);
    return burst;
  };

  /** Milliseconds to wait before the next request; 0 when it may be sent now. */
  const burstWait = (burst: Burst, now: number): number => {
    burst.started = burst.started.filter((at) => at > now - burstMs);
    const [first = now] = burst.started;
    const ownWait = burst.started.length >= burst.limit ? first + burstMs - now : 0;
    const reportedWait = burst.inFlight >= burst.remaining ? burst.resetAt - now : 0;
    return Math.max(0, ownWait, reportedWait);
  };

  const checkDay = (companyId: number) => {
    const day = days.get(companyId);
    const now = clock.now();
    if (!day || dayOf(day.updatedAt) !== dayOf(now)) return;
    const background = currentReason().urgency === 'background';
    const isSpent = day.remaining <= (background ? reservedForUsers * day.limit : 0);
    const recheckAt = day.updatedAt + (background ? backgroundRecheckMs : recheckMs);
    if (isSpent && now < recheckAt) {
      const untilMidnight = (dayOf(now) + 1) * dayMs - now;
      throw busy(background ? Math.min(untilMidnight, recheckAt - now) : recheckAt - now);
    }
    // Only one request checks again; others are refused until its response arrives.
    if (isSpent) day.updatedAt = now;
  };

  return {
    async before(user) {
      checkDay(user.companyId);
      const burst = burstOf(user);
      for (let waited = 0; ; ) {
        const now = clock.now();
        const wait = burstWait(burst, now);
        if (wait === 0) {
          burst.inFlight += 1;
          burst.started.push(now);
          return;
        }
        if (waited + wait > maxWaitMs) throw busy(wait);
        waited += wait;
        await waitOutsideItem(() => pause(wait));
      }
    },

    after(user, status, headers) {
      const burst = burstOf(user);
      const now = clock.now();
      burst.inFlight = Math.max(0, burst.inFlight - 1);
      if (!headers) return;
      const remaining = numberIn(headers, 'x-ratelimit-remaining');
      const dayLeft = numberIn(headers, 'x-daily-ratelimit-token-remaining');
      const dayLimit = numberIn(headers, 'x-daily-ratelimit-token-limit');
      if (dayLeft !== null && dayLimit !== null) {
        setBounded(days, user.companyId, { limit: dayLimit, remaining: dayLeft, updatedAt: now });
      }
      burst.limit = numberIn(headers, 'x-ratelimit-limit') || burst.limit;
      if (status === 429 || remaining !== null) {
        burst.remaining = status === 429 ? 0 : (remaining ?? 0);
        burst.resetAt = now + resetMs(headers);
      }
    },
  };
};
