import { setTimeout as pause } from 'node:timers/promises';
import { AppError } from '../app-error.ts';
import { type Clock, systemClock } from '../clock.ts';
import { waitForPermit } from '../scheduler/item-time.ts';
import { currentReason } from '../scheduler/urgency.ts';
import type { PipedriveUser } from './gateway.ts';

/**
 * What Pipedrive's answers tell about its limits: requests of one token within two seconds, and tokens of
 * the whole company within a day (Pipedrive: Rate limiting).
 */
export type PipedriveLimits = {
  /**
   * Waits until a request of this user may be sent. Throws `AppError` pipedrive_busy when Pipedrive would
   * refuse it, or when too little of the day is left for work in the background.
   */
  before(user: PipedriveUser): Promise<void>;
  /** Learns from an answer. Called once for each `before`; `headers` is null where no answer came. */
  after(user: PipedriveUser, status: number, headers: Headers | null): void;
};

/** What is known of one token: the limit, our own requests of the last two seconds, and what was told last. */
type Burst = {
  limit: number;
  started: number[];
  inFlight: number;
  remaining: number;
  resetAt: number;
};

type Day = { limit: number; remaining: number; toldAt: number };

const dayMs = 86_400_000;

/** The end of a day: Pipedrive counts anew at midnight, and does not say where; taken to be UTC. */
const dayOf = (instant: number): number => Math.floor(instant / dayMs);

/** Background work leaves so much of the day to users. */
const leftToUsers = 0.2;

/** Once a day seems used up, one request in so long finds out whether it still is. */
const askAgainMs = 60_000;
const backgroundAsksAgainMs = 3_600_000;

/** A burst ends within two seconds, so nobody waits longer than some of them. */
const longestWaitMs = 6_000;

const burstMs = 2_000;

/** Until an answer tells: that of the smallest plan. */
const smallestBurst = 80;

const mostKept = 5_000;

const numberIn = (headers: Headers, name: string): number | null => {
  const text = headers.get(name)?.trim();
  const value = text ? Number(text) : Number.NaN;
  return Number.isFinite(value) && value >= 0 ? value : null;
};

/** Seconds until the burst ends; a large number is an instant, which nobody documents. */
const resetMs = (headers: Headers): number => {
  const seconds = numberIn(headers, 'retry-after') ?? numberIn(headers, 'x-ratelimit-reset');
  return seconds === null || seconds > dayMs / 1_000 ? burstMs : seconds * 1_000;
};

const busy = (ms: number) =>
  new AppError('pipedrive_busy', { details: { retryAfter: Math.max(1, Math.ceil(ms / 1_000)) } });

/** Sets what is kept longest aside when there is too much of it. */
const keep = <K, V>(map: Map<K, V>, key: K, value: V) => {
  map.delete(key);
  map.set(key, value);
  for (const oldest of map.keys()) {
    if (map.size <= mostKept) return;
    map.delete(oldest);
  }
};

/**
 * Kept in memory: each answer tells what all processes together have used, so a process that knows nothing
 * yet learns it with its first request.
 */
export const makePipedriveLimits = (clock: Clock = systemClock): PipedriveLimits => {
  const bursts = new Map<string, Burst>();
  const days = new Map<number, Day>();
  const tokenOf = ({ companyId, userId }: PipedriveUser) => `${companyId} ${userId}`;

  const burstOf = (user: PipedriveUser): Burst => {
    const unknown = { limit: smallestBurst, started: [], inFlight: 0, remaining: 0, resetAt: 0 };
    const burst = bursts.get(tokenOf(user)) ?? unknown;
    keep(bursts, tokenOf(user), burst);
    return burst;
  };

  /** How long a request of this token has to wait; 0 when one may be sent now. */
  const burstWait = (burst: Burst, now: number): number => {
    burst.started = burst.started.filter((at) => at > now - burstMs);
    const [first = now] = burst.started;
    const ours = burst.started.length >= burst.limit ? first + burstMs - now : 0;
    const told = burst.inFlight >= burst.remaining ? burst.resetAt - now : 0;
    return Math.max(0, ours, told);
  };

  const checkDay = (companyId: number) => {
    const day = days.get(companyId);
    const now = clock.now();
    if (!day || dayOf(day.toldAt) !== dayOf(now)) return;
    const background = currentReason().urgency === 'background';
    const isSpent = day.remaining <= (background ? leftToUsers * day.limit : 0);
    const askAgainAt = day.toldAt + (background ? backgroundAsksAgainMs : askAgainMs);
    if (isSpent && now < askAgainAt) {
      const untilMidnight = (dayOf(now) + 1) * dayMs - now;
      throw busy(background ? Math.min(untilMidnight, askAgainAt - now) : askAgainAt - now);
    }
    // Whoever asks again does so alone: others wait for the answer.
    if (isSpent) day.toldAt = now;
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
        if (waited + wait > longestWaitMs) throw busy(wait);
        waited += wait;
        await waitForPermit(() => pause(wait));
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
        keep(days, user.companyId, { limit: dayLimit, remaining: dayLeft, toldAt: now });
      }
      burst.limit = numberIn(headers, 'x-ratelimit-limit') || burst.limit;
      if (status === 429 || remaining !== null) {
        burst.remaining = status === 429 ? 0 : (remaining ?? 0);
        burst.resetAt = now + resetMs(headers);
      }
    },
  };
};
