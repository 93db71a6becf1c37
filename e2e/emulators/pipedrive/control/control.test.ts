import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jwtVerify } from 'jose';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { startPipedrive } from '../start.ts';
import { startForTest, type TestCompany, type TestEmulator } from '../testing/start-for-test.ts';
import type { JournalEntry } from './journal.ts';

let emulator: TestEmulator;
let company: TestCompany;
let headers: Record<string, string>;
beforeAll(async () => {
  emulator = await startForTest();
  company = await emulator.newCompany();
  const { access_token } = await emulator.grant(company);
  headers = { authorization: `Bearer ${access_token}`, 'content-type': 'application/json' };
});
afterEach(() => emulator.control('DELETE', 'faults'));
afterAll(() => emulator.close());

const readDeal = () => fetch(`${emulator.url}/api/v2/deals/101`, { headers });
const writeNote = (content: string, signal?: AbortSignal) =>
  fetch(`${emulator.url}/v1/notes`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ content, deal_id: 101 }),
    signal,
  });
async function noteTexts(): Promise<string[]> {
  const { notes } = await emulator.control<{ notes: { content: string }[] }>(
    'GET',
    `notes?dealId=101&companyId=${company.companyId}`,
  );
  return notes.map((note) => note.content);
}

describe('a scheduled fault', () => {
  test('returns a status for the given number of calls', async () => {
    const match = { path: '/api/v2/deals', company: company.companyId };
    await emulator.control('POST', 'faults', { match, fault: 'status', status: 503, times: 2 });
    const statuses = [await readDeal(), await readDeal(), await readDeal()].map(
      (one) => one.status,
    );
    expect(statuses).toEqual([503, 503, 200]);
  });

  test('does not affect other companies, methods and paths', async () => {
    await emulator.control('POST', 'faults', { match: { company: 1 }, fault: 'status' });
    await emulator.control('POST', 'faults', { match: { method: 'POST' }, fault: 'status' });
    await emulator.control('POST', 'faults', {
      match: { path: '/deals/\\d+/x$' },
      fault: 'status',
    });
    expect((await readDeal()).status).toBe(200);
  });

  test('cuts the connection before the write', async () => {
    const match = { method: 'POST', path: '/v1/notes' };
    await emulator.control('POST', 'faults', { match, fault: 'reset-before', times: 1 });
    await expect(writeNote('before')).rejects.toThrow();
    expect(await noteTexts()).not.toContain('before');
  });

  test('cuts the connection after the write', async () => {
    const match = { method: 'POST', path: '/v1/notes' };
    await emulator.control('POST', 'faults', { match, fault: 'reset-after', times: 1 });
    await expect(writeNote('after')).rejects.toThrow();
    expect(await noteTexts()).toContain('after');
  });

  test('hangs without a write until the client disconnects', async () => {
    await emulator.control('POST', 'faults', {
      match: { method: 'POST' },
      fault: 'hang',
      times: 1,
    });
    await expect(writeNote('hung', AbortSignal.timeout(150))).rejects.toThrow();
    expect(await noteTexts()).not.toContain('hung');
  });

  test('writes and responds late', async () => {
    const fault = { match: { method: 'POST' }, fault: 'late', delayMs: 60_000, times: 1 };
    await emulator.control('POST', 'faults', fault);
    await expect(writeNote('late', AbortSignal.timeout(300))).rejects.toThrow();
    await expect.poll(noteTexts).toContain('late');
  });

  test('applies to the same share of calls for the same seed', async () => {
    const runs: number[][] = [];
    for (let run = 0; run < 2; run += 1) {
      await emulator.control('POST', 'faults', { match: {}, fault: 'status', share: 0.5, seed: 7 });
      const statuses: number[] = [];
      for (let n = 0; n < 12; n += 1) statuses.push((await readDeal()).status);
      runs.push(statuses);
      await emulator.control('DELETE', 'faults');
    }
    expect(runs[0]).toEqual(runs[1]);
    expect(new Set(runs[0])).toEqual(new Set([200, 500]));
  });
});

test('delays responses until the latency is removed', async () => {
  await emulator.control('POST', 'latency', { ms: 60_000, path: '/api/v2/deals' });
  const slow = fetch(`${emulator.url}/api/v2/deals/101`, {
    headers,
    signal: AbortSignal.timeout(150),
  });
  await expect(slow).rejects.toThrow();
  await emulator.control('POST', 'latency', { ms: 0, path: '/api/v2/deals' });
  expect((await readDeal()).status).toBe(200);
});

test('journals caller and call without secrets', async () => {
  await emulator.control('DELETE', 'journal');
  await writeNote('for the journal');
  await fetch(`${emulator.url}/oauth/token`, {
    method: 'POST',
    body: new URLSearchParams({ grant_type: 'refresh_token', refresh_token: 'very-secret' }),
  });
  const { calls } = await emulator.control<{ calls: JournalEntry[] }>('GET', 'journal');
  expect(calls).toMatchObject([
    {
      kind: 'api',
      method: 'POST',
      path: '/v1/notes',
      company: company.companyId,
      user: company.users[0],
      body: { content: 'for the journal', deal_id: 101 },
      status: 200,
    },
    { kind: 'oauth', path: '/oauth/token', status: 400, body: { refresh_token: '(secret)' } },
  ]);
  const later = await emulator.control<{ calls: unknown[] }>('GET', `journal?after=${calls[0]?.n}`);
  expect(later.calls).toHaveLength(1);
  const ofCompany = (companyId: number) =>
    emulator.control<{ calls: JournalEntry[] }>('GET', `journal?company=${companyId}`);
  expect((await ofCompany(company.companyId)).calls).toEqual(calls.slice(0, 1));
  expect((await ofCompany(company.companyId + 1)).calls).toEqual([]);
});

test('signs a token with company and user, and with another secret or expiry', async () => {
  const who = { companyId: company.companyId, userId: company.users[0] };
  const plain = await emulator.control<{ token: string }>('POST', 'signed-token', who);
  const key = new TextEncoder().encode('demo-pipedrive-secret-of-more-than-32-characters');
  const { payload, protectedHeader } = await jwtVerify(plain.token, key);
  expect(protectedHeader.alg).toBe('HS256');
  expect(payload).toMatchObject(who);
  expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(300);
  const odd = { ...who, secret: 'other', expiresIn: -60 };
  const { token } = await emulator.control<{ token: string }>('POST', 'signed-token', odd);
  await expect(jwtVerify(token, new TextEncoder().encode('other'))).rejects.toMatchObject({
    code: 'ERR_JWT_EXPIRED',
  });
});

test("creates companies with new users and the story's deals", async () => {
  const one = await emulator.newCompany('hillside');
  const two = await emulator.newCompany('hillside');
  expect(one.companyId).not.toBe(two.companyId);
  expect(one.users).not.toEqual(two.users);
  expect(one.deals).toEqual({ summerGala: 201, breakfastSeries: 202 });
});

test('restores the state from the data file', async () => {
  const dataFile = join(tmpdir(), `pipedrive-emulator-${randomUUID()}.json`);
  const first = await startPipedrive({ dataFile });
  await fetch(`${first.url}/control/deals/101`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ title: 'Renamed' }),
  });
  await first.close();
  const second = await startPipedrive({ dataFile });
  const page = await fetch(`${second.url}/deal/101`, { headers: { accept: 'application/json' } });
  expect(await page.json()).toMatchObject({ entity: { title: 'Renamed' } });
  await second.close();
  rmSync(dataFile);
});

test.each(['localhost', '127.0.0.1'])('responds at %s', async (host) => {
  const answer = await fetch(`${emulator.url.replace('localhost', host)}/control/settings`);
  expect(answer.status).toBe(200);
});
