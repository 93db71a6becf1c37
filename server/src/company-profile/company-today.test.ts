import { expect, test } from 'vitest';
import { fixedClock } from '../testing/fixed-clock.ts';
import { makeProfile } from '../testing/make-draft.ts';
import { openTestDatabase } from '../testing/open-test-database.ts';
import { companyToday } from './company-today.ts';
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
