import { describe, expect, it } from 'vitest';
import { fixedClock } from '../testing/fixed-clock.ts';
import { inBackground } from '../vendor-calls/urgency.ts';
import { makePipedriveLimits } from './limits.ts';

const noon = Date.parse('2027-03-20T12:00:00Z');
const hour = 3_600_000;
const user = { companyId: 1, userId: 2 };
const colleague = { companyId: 1, userId: 3 };

const headersWith = (differs: Record<string, number>) =>
  new Headers(
    Object.entries({
      'x-ratelimit-limit': 80,
      'x-ratelimit-remaining': 79,
      'x-ratelimit-reset': 2,
      'x-daily-ratelimit-token-limit': 1_000,
      'x-daily-ratelimit-token-remaining': 900,
      ...differs,
    }).map(([name, value]) => [name, String(value)]),
  );

const openLimits = () => {
  const clock = fixedClock(noon);
  const limits = makePipedriveLimits(clock);
  return {
    clock,
    limits,
    /** Sends one request and records a response with these headers. */
    async request(headers: Record<string, number> = {}, status = 200, of = user) {
      await limits.before(of);
      limits.after(of, status, headersWith(headers));
    },
  };
};

const dayLeft = (tokens: number) => ({ 'x-daily-ratelimit-token-remaining': tokens });
const burstLeft = (requests: number) => ({ 'x-ratelimit-remaining': requests });

describe('burst limit of a user', () => {
  it('delays only this user when no requests remain', async () => {
    const { limits, request, clock } = openLimits();
    await request(burstLeft(0));
    let isSent = false;
    const next = limits.before(user).then(() => {
      isSent = true;
    });
    await limits.before(colleague);
    expect(isSent).toBe(false);
    clock.advance(2_001);
    await next;
  });

  it('delays requests above the default limit before the first response', async () => {
    const { limits, clock } = openLimits();
    await Promise.all(Array.from({ length: 80 }, () => limits.before(user)));
    let isSent = false;
    const next = limits.before(user).then(() => {
      isSent = true;
    });
    await Promise.resolve();
    expect(isSent).toBe(false);
    clock.advance(2_001);
    await next;
  });

  it('counts requests in flight', async () => {
    const { limits, request, clock } = openLimits();
    await request(burstLeft(2));
    await limits.before(user);
    await limits.before(user);
    const next = limits.before(user);
    expect(await Promise.race([next.then(() => 'went'), Promise.resolve('waits')])).toBe('waits');
    clock.advance(2_001);
    await next;
  });

  it('throws pipedrive_busy with the time when the wait is too long', async () => {
    const { request, limits } = openLimits();
    await request({ 'retry-after': 30 }, 429);
    await expect(limits.before(user)).rejects.toMatchObject({
      code: 'pipedrive_busy',
      details: { retryAfter: 30 },
    });
  });
});

describe('daily budget of a company', () => {
  const background = (work: () => Promise<void>) => inBackground('operations', work);

  it('refuses background work of all users of the company below a fifth', async () => {
    const { request, limits } = openLimits();
    await request(dayLeft(201));
    await background(() => request(dayLeft(200)));
    await expect(background(() => limits.before(colleague))).rejects.toMatchObject({
      code: 'pipedrive_busy',
      details: { retryAfter: 3_600 },
    });
    await request(dayLeft(190));
    await background(() => limits.before({ companyId: 9, userId: 2 }));
  });

  it('allows background work again after midnight', async () => {
    const { request, clock } = openLimits();
    await request(dayLeft(10));
    clock.advance(11 * hour);
    await request(dayLeft(5));
    clock.advance(hour - 1_000);
    await expect(background(() => request())).rejects.toThrow('pipedrive_busy');
    clock.advance(2_000);
    await background(() => request());
  });

  it('allows one background request an hour to detect an earlier reset', async () => {
    const { request, clock } = openLimits();
    await request(dayLeft(10));
    clock.advance(hour);
    await background(() => request(dayLeft(9)));
    await expect(background(() => request())).rejects.toThrow('pipedrive_busy');
    clock.advance(hour);
    await background(() => request(dayLeft(950)));
    await background(() => request(dayLeft(940)));
  });

  it('refuses users when used up, except one request a minute', async () => {
    const { request, clock, limits } = openLimits();
    await request(dayLeft(0), 429);
    clock.advance(30_000);
    await expect(request()).rejects.toMatchObject({ details: { retryAfter: 30 } });
    clock.advance(30_000);
    await limits.before(user);
    await expect(limits.before(colleague)).rejects.toThrow('pipedrive_busy');
    limits.after(user, 200, headersWith(dayLeft(1_000)));
    await limits.before(colleague);
  });
});
