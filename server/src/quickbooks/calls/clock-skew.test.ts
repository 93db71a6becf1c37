import { expect, test } from 'vitest';
import { openQuickbooks } from '../../testing/open-quickbooks.ts';
import { makeClockSkew } from './clock-skew.ts';
import type { Raw } from './faults.ts';

const noon = Date.parse('2027-03-20T12:00:00Z');

const dated = (date: string | null): Raw => ({
  status: 200,
  headers: new Headers(date === null ? {} : { date }),
  body: {},
});

const clockAt = (now: number) => ({ now: () => now });

test('is null before the first response', () => {
  const skew = makeClockSkew(clockAt(noon));
  expect(skew.ms()).toBeNull();
  skew.learn({ networkError: 'ECONNRESET' }, noon);
  skew.learn(dated(null), noon);
  skew.learn(dated('noon'), noon);
  expect(skew.ms()).toBeNull();
});

test.each([
  ['Sat, 20 Mar 2027 12:05:00 GMT', 300_500],
  ['Sat, 20 Mar 2027 12:00:00 GMT', 500],
  ['Sat, 20 Mar 2027 11:00:00 GMT', -3_599_500],
])('measures the skew from a response of %s at noon', (date, ahead) => {
  const skew = makeClockSkew(clockAt(noon));
  skew.learn(dated(date), noon);
  expect(skew.ms()).toBe(ahead);
});

test('takes the middle of a quick call and ignores a slow one', () => {
  const skew = makeClockSkew(clockAt(noon));
  skew.learn(dated('Sat, 20 Mar 2027 12:00:00 GMT'), noon - 2_000);
  expect(skew.ms()).toBe(1_500);
  skew.learn(dated('Sat, 20 Mar 2027 13:00:00 GMT'), noon - 30_000);
  expect(skew.ms()).toBe(1_500);
});

test('the gateway measures an hour of skew with its first call', async () => {
  const late = { now: () => Date.now() - 3_600_000 };
  const at = await openQuickbooks('us', { clock: late });
  expect(at.gateway.skewMs()).toBeNull();
  await at.gateway.recentNumbers(at.realm);
  expect(at.gateway.skewMs()).toBeGreaterThan(3_590_000);
  expect(at.gateway.skewMs()).toBeLessThan(3_610_000);
});
