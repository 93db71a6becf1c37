import { expect, test } from 'vitest';
import { fixedClock } from '../testing/fixed-clock.ts';
import { makeProfile } from '../testing/make-draft.ts';
import { openTestDatabase } from '../testing/open-test-database.ts';
import { companyDay, companyToday } from './company-today.ts';
import { storeProfile } from './store.ts';

const realmId = '9341';

test('starts the day at midnight in the zone of the company, in UTC while unknown', async () => {
  const clock = fixedClock(Date.parse('2027-07-13T23:00:00Z'));
  const ctx = { db: openTestDatabase(), clock, companyId: 7 };
  expect(await companyToday(ctx, realmId)).toBe('2027-07-13');

  const store = (companyId: number, zone: string) =>
    storeProfile(ctx.db, {
      companyId,
      realmId,
      profile: makeProfile({ zone }),
      readAt: clock.now(),
    });
  await store(7, 'Europe/London');
  expect(await companyToday(ctx, realmId)).toBe('2027-07-14');
  await store(8, 'America/Los_Angeles');
  expect(await companyToday({ ...ctx, companyId: 8 }, realmId)).toBe('2027-07-13');

  clock.advance(7 * 3_600_000);
  expect(await companyToday(ctx, realmId)).toBe('2027-07-14');
  expect(await companyToday({ ...ctx, companyId: 8 }, realmId)).toBe('2027-07-13');
  clock.advance(3_600_000);
  expect(await companyToday({ ...ctx, companyId: 8 }, realmId)).toBe('2027-07-14');
});

test('knows when the day ends, also on days of 23 and 25 hours', async () => {
  const clock = fixedClock(Date.parse('2027-03-28T12:00:00Z'));
  const ctx = { db: openTestDatabase(), clock, companyId: 7 };
  const endOf = async () => new Date((await companyDay(ctx, realmId)).endsAt).toISOString();
  expect(await endOf()).toBe('2027-03-29T00:00:00.000Z');
  const profile = makeProfile({ zone: 'Europe/London' });
  await storeProfile(ctx.db, { companyId: 7, realmId, profile, readAt: clock.now() });
  expect(await endOf()).toBe('2027-03-28T23:00:00.000Z');
  clock.advance(217 * 24 * 3_600_000);
  expect(await companyToday(ctx, realmId)).toBe('2027-10-31');
  expect(await endOf()).toBe('2027-11-01T00:00:00.000Z');
});
