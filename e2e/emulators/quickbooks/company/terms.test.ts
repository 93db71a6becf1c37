import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Emulator, startForTest, type TestRealm } from '../testing/open-realm.ts';

let emulator: Emulator;
let us: TestRealm;

beforeAll(async () => {
  emulator = await startForTest();
  us = await emulator.openRealm('us');
});
afterAll(() => emulator.close());

test.each([0, 7])('creates a term of %i days', async (DueDays) => {
  const asked = { Name: `In ${DueDays} days`, Type: 'STANDARD', DueDays };
  expect(await us.call('POST', '/term', asked)).toMatchObject({
    status: 200,
    body: { Term: { Name: asked.Name, DueDays, Active: true } },
  });
});

test.each<[string, object, string]>([
  ['without days', { Name: 'Some day', Type: 'STANDARD' }, '2020'],
  ['with a used name', { Name: 'net 30', Type: 'STANDARD', DueDays: 31 }, '6240'],
])('refuses a term %s', async (_, body, fault) => {
  expect(await us.call('POST', '/term', body)).toMatchObject({ status: 400, fault });
});
