import type { FastifyReply } from 'fastify';
import type { Emulator } from '../world/emulator.ts';
import { companyOf, usersOf } from '../world/find.ts';
import type { Plan } from '../world/rows.ts';
import type { World } from '../world/world.ts';
import type { Caller } from './caller.ts';

// Daily tokens are 30,000 x plan x seats; bursts count requests per access token.
// https://pipedrive.readme.io/docs/core-api-concepts-rate-limiting
const planFactor: Record<Plan, number> = { lite: 1, growth: 2, premium: 5, ultimate: 7 };
const planBurst: Record<Plan, number> = { lite: 80, growth: 160, premium: 400, ultimate: 480 };
const burstWindowMs = 2000;

/** Tokens a company has spent today, and its daily budget. Days end at midnight UTC. */
export function budgetOf(world: World, companyId: number): { spent: number; daily: number } {
  return { spent: todaysRow(world, companyId).tokens, daily: dailyBudget(world, companyId) };
}

function dailyBudget(world: World, companyId: number): number {
  const seats = usersOf(world, companyId).length;
  return (
    world.settings.dailyBudget ?? 30_000 * planFactor[companyOf(world, companyId).plan] * seats
  );
}

function todaysRow(world: World, companyId: number) {
  const day = new Date().toISOString().slice(0, 10);
  let row = world.spent.find((one) => one.companyId === companyId);
  if (!row) {
    row = { companyId, day, tokens: 0 };
    world.spent.push(row);
  }
  if (row.day !== day) Object.assign(row, { day, tokens: 0 });
  return row;
}

/** Counts the calls of each access token in the last two seconds. */
export class BurstMeter {
  #calls = new Map<string, number[]>();
  #refusals = new Map<string, number>();

  /** Counts one call and returns the number of calls in the window, including this one. */
  count(token: string): number {
    const now = Date.now();
    const recent = (this.#calls.get(token) ?? []).filter((at) => at > now - burstWindowMs);
    recent.push(now);
    this.#calls.set(token, recent);
    if (recent.length === 1) this.#refusals.delete(token);
    return recent.length;
  }

  /** Counts a refused call and returns how many were refused in a row. */
  refused(token: string): number {
    const refusals = (this.#refusals.get(token) ?? 0) + 1;
    this.#refusals.set(token, refusals);
    return refusals;
  }
}

/**
 * Charges a call to the caller's company and sets the rate limit headers. Returns `over_limit`,
 * without charging, when the daily budget or the burst limit is exceeded, and `blocked` after too
 * many of those.
 */
export function charge(
  emulator: Emulator,
  meter: BurstMeter,
  caller: Caller,
  tokens: number,
  reply: FastifyReply,
): 'allowed' | 'over_limit' | 'blocked' {
  const { world } = emulator;
  const plan = companyOf(world, caller.companyId).plan;
  const burst = world.settings.burstLimit ?? planBurst[plan];
  const used = meter.count(caller.token);
  const row = todaysRow(world, caller.companyId);
  const daily = dailyBudget(world, caller.companyId);
  const allowed = used <= burst && row.tokens + tokens <= daily;
  if (allowed) row.tokens += tokens;
  emulator.spent(caller.companyId);
  reply.headers({
    'x-ratelimit-limit': burst,
    'x-ratelimit-remaining': Math.max(0, burst - used),
    'x-ratelimit-reset': burstWindowMs / 1000,
    'x-daily-ratelimit-token-limit': daily,
    'x-daily-ratelimit-token-remaining': Math.max(0, daily - row.tokens),
  });
  if (allowed) return 'allowed';
  const refusals = meter.refused(caller.token);
  return refusals > (world.settings.blockAfterRefusals ?? refusals) ? 'blocked' : 'over_limit';
}
