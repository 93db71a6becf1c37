import { expect, test } from 'vitest';
import { AppError } from '../app-error.ts';
import { fixedClock } from '../testing/fixed-clock.ts';
import { makeDealCheck } from './deal-check.ts';
import type { DealWithFields } from './gateway.ts';

const deal = (id: number): DealWithFields => ({
  id,
  title: 'Office fit-out',
  currency: 'USD',
  value: '100',
  status: 'open',
  organizationId: 3,
  personId: null,
  archived: false,
  fields: { probability: 40, secret_note: 'only for sales' },
});

const user = { companyId: 1, userId: 2 };

/**
 * A deal check whose gateway calls stay pending until the test resolves them; `calls` counts them.
 */
const makeFixture = () => {
  const clock = fixedClock();
  const pending: PromiseWithResolvers<DealWithFields>[] = [];
  const check = makeDealCheck(
    {
      deal: () => {
        const answer = Promise.withResolvers<DealWithFields>();
        pending.push(answer);
        return answer.promise;
      },
    },
    clock,
  );
  return { clock, check, calls: () => pending.length, call: (n: number) => pending[n] };
};

test('returns and caches a deal without its fields', async () => {
  const { check, call } = makeFixture();
  const checked = check(user, 7);
  call(0)?.resolve(deal(7));
  const { fields: _, ...facts } = deal(7);
  expect(await checked).toEqual(facts);
  expect(await check(user, 7)).toEqual(facts);
});

test('shares one call among concurrent checks of a user, not with other users', async () => {
  const { check, call, calls } = makeFixture();
  const both = [check(user, 7), check(user, 7)];
  const other = check({ companyId: 1, userId: 9 }, 7);
  expect(calls()).toBe(2);
  call(0)?.resolve(deal(7));
  call(1)?.reject(new AppError('deal_not_found'));
  expect((await Promise.all(both)).map((one) => one.id)).toEqual([7, 7]);
  await expect(other).rejects.toMatchObject({ code: 'deal_not_found' });
});

test('does not cache an error', async () => {
  const { check, call, calls } = makeFixture();
  const failing = [check(user, 7), check(user, 7)];
  call(0)?.reject(new AppError('pipedrive_unavailable'));
  for (const one of failing) {
    await expect(one).rejects.toMatchObject({ code: 'pipedrive_unavailable' });
  }
  const repeated = check(user, 7);
  expect(calls()).toBe(2);
  call(1)?.resolve(deal(7));
  expect((await repeated).id).toBe(7);
});

test('caches a deal for five minutes', async () => {
  const { check, call, calls, clock } = makeFixture();
  const checked = check(user, 7);
  call(0)?.resolve(deal(7));
  await checked;
  clock.advance(5 * 60_000 - 1);
  await check(user, 7);
  expect(calls()).toBe(1);
  clock.advance(1);
  check(user, 7);
  expect(calls()).toBe(2);
});

test('now calls Pipedrive again unless the answer is less than 3 s old', async () => {
  const { check, call, calls, clock } = makeFixture();
  const checked = check(user, 7);
  call(0)?.resolve(deal(7));
  await checked;
  await check.now(user, 7);
  expect(calls()).toBe(1);
  clock.advance(60_000);
  const now = check.now(user, 7);
  call(1)?.resolve({ ...deal(7), value: '250' });
  expect((await now).value).toBe('250');
  expect((await check(user, 7)).value).toBe('250');
  expect(calls()).toBe(2);
});

test.each([
  ['keeps', 'pipedrive_unavailable', 2],
  ['drops', 'deal_not_found', 3],
] as const)('%s the cached deal after %s', async (_, code, expectedCalls) => {
  const { check, call, calls, clock } = makeFixture();
  const checked = check(user, 7);
  call(0)?.resolve(deal(7));
  await checked;
  clock.advance(60_000);
  const now = check.now(user, 7);
  call(1)?.reject(new AppError(code));
  await expect(now).rejects.toMatchObject({ code });
  check(user, 7).catch(() => null);
  expect(calls()).toBe(expectedCalls);
});

test('restores the cached deal after two concurrent failed calls', async () => {
  const { check, call, calls, clock } = makeFixture();
  const checked = check(user, 7);
  call(0)?.resolve(deal(7));
  await checked;
  clock.advance(60_000);
  const both = [check.fresh(user, 7), check.fresh(user, 7)];
  for (const [index, one] of both.entries()) {
    call(index + 1)?.reject(new AppError('pipedrive_unavailable'));
    await expect(one).rejects.toMatchObject({ code: 'pipedrive_unavailable' });
  }
  expect((await check(user, 7)).id).toBe(7);
  expect(calls()).toBe(3);
});

test('caches nothing after two concurrent failed calls without a cached deal', async () => {
  const { check, call, calls } = makeFixture();
  const both = [check.fresh(user, 7), check.fresh(user, 7)];
  for (const [index, one] of both.entries()) {
    call(index)?.reject(new AppError('pipedrive_unavailable'));
    await expect(one).rejects.toMatchObject({ code: 'pipedrive_unavailable' });
  }
  const repeated = check(user, 7);
  expect(calls()).toBe(3);
  call(2)?.resolve(deal(7));
  expect((await repeated).id).toBe(7);
});
