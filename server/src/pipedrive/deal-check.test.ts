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

/** A check whose questions wait until they are answered; `asked` counts them. */
const checking = () => {
  const clock = fixedClock();
  const waiting: PromiseWithResolvers<DealWithFields>[] = [];
  const check = makeDealCheck(
    {
      deal: () => {
        const answer = Promise.withResolvers<DealWithFields>();
        waiting.push(answer);
        return answer.promise;
      },
    },
    clock,
  );
  return { clock, check, asked: () => waiting.length, question: (n: number) => waiting[n] };
};

test('what is kept of a deal is what is needed later, and none of its fields', async () => {
  const { check, question } = checking();
  const seen = check(user, 7);
  question(0)?.resolve(deal(7));
  const { fields: _, ...facts } = deal(7);
  expect(await seen).toEqual(facts);
  expect(await check(user, 7)).toEqual(facts);
});

test('those who ask at once share one question, another user does not', async () => {
  const { check, question, asked } = checking();
  const both = [check(user, 7), check(user, 7)];
  const other = check({ companyId: 1, userId: 9 }, 7);
  expect(asked()).toBe(2);
  question(0)?.resolve(deal(7));
  question(1)?.reject(new AppError('deal_not_found'));
  expect((await Promise.all(both)).map((one) => one.id)).toEqual([7, 7]);
  await expect(other).rejects.toMatchObject({ code: 'deal_not_found' });
});

test('a no is not kept: the next one asks again', async () => {
  const { check, question, asked } = checking();
  const refused = [check(user, 7), check(user, 7)];
  question(0)?.reject(new AppError('pipedrive_unavailable'));
  for (const one of refused) {
    await expect(one).rejects.toMatchObject({ code: 'pipedrive_unavailable' });
  }
  const again = check(user, 7);
  expect(asked()).toBe(2);
  question(1)?.resolve(deal(7));
  expect((await again).id).toBe(7);
});

test('a yes counts for five minutes', async () => {
  const { check, question, asked, clock } = checking();
  const seen = check(user, 7);
  question(0)?.resolve(deal(7));
  await seen;
  clock.advance(5 * 60_000 - 1);
  await check(user, 7);
  expect(asked()).toBe(1);
  clock.advance(1);
  check(user, 7);
  expect(asked()).toBe(2);
});

test('what must be known now is asked again, unless that was a moment ago', async () => {
  const { check, question, asked, clock } = checking();
  const seen = check(user, 7);
  question(0)?.resolve(deal(7));
  await seen;
  await check.now(user, 7);
  expect(asked()).toBe(1);
  clock.advance(60_000);
  const now = check.now(user, 7);
  question(1)?.resolve({ ...deal(7), value: '250' });
  expect((await now).value).toBe('250');
  expect((await check(user, 7)).value).toBe('250');
  expect(asked()).toBe(2);
});

test.each([
  ['does not answer', 'pipedrive_unavailable', 2],
  ['says no', 'deal_not_found', 3],
] as const)('when Pipedrive %s, what was known counts accordingly', async (_, code, questions) => {
  const { check, question, asked, clock } = checking();
  const seen = check(user, 7);
  question(0)?.resolve(deal(7));
  await seen;
  clock.advance(60_000);
  const now = check.now(user, 7);
  question(1)?.reject(new AppError(code));
  await expect(now).rejects.toMatchObject({ code });
  check(user, 7).catch(() => null);
  expect(asked()).toBe(questions);
});

test('of two questions without an answer, neither stands in the way of what was known', async () => {
  const { check, question, asked, clock } = checking();
  const seen = check(user, 7);
  question(0)?.resolve(deal(7));
  await seen;
  clock.advance(60_000);
  const both = [check.fresh(user, 7), check.fresh(user, 7)];
  for (const [at, one] of both.entries()) {
    question(at + 1)?.reject(new AppError('pipedrive_unavailable'));
    await expect(one).rejects.toMatchObject({ code: 'pipedrive_unavailable' });
  }
  expect((await check(user, 7)).id).toBe(7);
  expect(asked()).toBe(3);
});

test('of two questions without an answer where nothing was known, neither is kept', async () => {
  const { check, question, asked } = checking();
  const both = [check.fresh(user, 7), check.fresh(user, 7)];
  for (const [at, one] of both.entries()) {
    question(at)?.reject(new AppError('pipedrive_unavailable'));
    await expect(one).rejects.toMatchObject({ code: 'pipedrive_unavailable' });
  }
  const again = check(user, 7);
  expect(asked()).toBe(3);
  question(2)?.resolve(deal(7));
  expect((await again).id).toBe(7);
});
