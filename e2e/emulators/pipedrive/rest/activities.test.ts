import { v1, v2 } from 'pipedrive';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { clientsOf } from '../testing/clients.ts';
import { startForTest, type TestEmulator } from '../testing/start-for-test.ts';

let emulator: TestEmulator;
beforeAll(async () => {
  emulator = await startForTest();
});
afterAll(() => emulator.close());

const open = async (like: 'harbour' | 'hillside' = 'harbour') => {
  const clients = await clientsOf(emulator, like);
  const call = async (method: string, path: string, body?: object) => {
    const answer = await fetch(`${emulator.url}/api/v2${path}`, {
      method,
      headers: {
        authorization: `Bearer ${clients.accessToken}`,
        ...(body && { 'content-type': 'application/json' }),
      },
      body: body ? JSON.stringify(body) : null,
    });
    return { status: answer.status, body: await answer.json() };
  };
  return { ...clients, call };
};

test('adds an activity to a deal, lists it, marks it as done and deletes it', async () => {
  const { second, call, company } = await open();
  const api = new v2.ActivitiesApi(second);
  const added = await api.addActivity({
    AddActivityRequest: {
      subject: 'Call about 1042',
      type: 'call',
      deal_id: 101,
      due_date: '2026-12-01',
      note: '<a href="https://qb.example/1" onclick="x()">Open</a>',
    },
  });
  const id = added.data?.id ?? 0;
  expect(added.data).toMatchObject({ done: false, deal_id: 101, due_date: '2026-12-01' });
  expect(added.data?.note).not.toContain('onclick');
  expect((await api.getActivities({ deal_id: 101 })).data).toMatchObject([{ id }]);
  expect((await api.getActivities({ deal_id: 101, done: true })).data).toEqual([]);
  expect((await call('PATCH', `/activities/${id}`, { done: true })).body.data).toMatchObject({
    done: true,
    subject: 'Call about 1042',
  });
  const seen = await emulator.control<{ activities: unknown[] }>(
    'GET',
    `activities?dealId=101&companyId=${company.companyId}`,
  );
  expect(seen.activities).toMatchObject([{ id, done: true }]);
  expect((await call('DELETE', `/activities/${id}`)).status).toBe(200);
  expect((await call('GET', `/activities/${id}`)).status).toBe(404);
});

test.each([
  ['an unknown parameter', { person_id: 3 }],
  ['a wrong type', { done: 'yes' }],
  ['an unknown activity type', { type: 'carrier pigeon' }],
  ['a user of another company', { owner_id: 1 }],
  ['a date with a time', { due_date: '2026-12-01T10:00:00Z' }],
  ['a subject of 256 characters', { subject: 'x'.repeat(256) }],
])('rejects %s and stores nothing', async (_, body) => {
  const { call } = await open();
  const { status, body: answer } = await call('POST', '/activities', { deal_id: 101, ...body });
  expect([status, answer.code]).toEqual([400, 'ERR_SCHEMA_VALIDATION_FAILED']);
  expect((await call('GET', '/activities?deal_id=101')).body.data).toEqual([]);
});

test('returns 404 for a deal or an activity of another company', async () => {
  const { call } = await open();
  const other = await open('hillside');
  const { id } = (await call('POST', '/activities', { subject: 'A', deal_id: 101 })).body.data;
  expect((await other.call('PATCH', `/activities/${id}`, { done: true })).status).toBe(404);
  expect((await other.call('POST', '/activities', { deal_id: 101 })).status).toBe(404);
});

test('lists the types of activities', async () => {
  const { first } = await open();
  const types = (await new v1.ActivityTypesApi(first).getActivityTypes()).data;
  expect(types?.map((type) => type.key_string)).toContain('task');
});
