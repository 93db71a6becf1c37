import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { transact } from '../db/transact.ts';
import type { Metrics } from '../diagnostics/observe-calls.ts';
import type { PipedriveUser } from '../pipedrive/gateway.ts';
import { signedToken } from '../testing/build-test-app.ts';
import { type InvoiceFixture, openInvoiceFixture } from '../testing/invoice-fixture.ts';
import { announceChange } from './changes.ts';
import { makeStreams } from './streams.ts';

let fixture: InvoiceFixture;
let url: string;
const clients: AbortController[] = [];

beforeEach(async () => {
  // A heartbeat every 100 ms.
  fixture = await openInvoiceFixture('us', { env: { IDLE_TIMEOUT_MS: '400' } });
  await fixture.app.listen({ port: 0, host: '127.0.0.1' });
  url = `http://127.0.0.1:${(fixture.app.server.address() as AddressInfo).port}/api/live`;
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.abort();
  await fixture.app.close();
});

/** Opens a stream; `changes` are the deals of the events received so far. */
const open = async (user: PipedriveUser = fixture.company.owner) => {
  const token = await signedToken(fixture.dependencies.settings, user, fixture.clock.now());
  const client = new AbortController();
  clients.push(client);
  const response = await fetch(url, {
    headers: { authorization: `Bearer ${token}`, 'accept-encoding': 'gzip, br' },
    signal: client.signal,
  });
  let text = '';
  const read = async () => {
    for await (const bytes of response.body ?? []) text += Buffer.from(bytes).toString();
  };
  const ended = response.ok ? read() : Promise.resolve();
  ended.catch(() => null);
  const changes = () =>
    [...text.matchAll(/^event: changed\ndata: (.*)\n\n/gm)].map(
      ([, data]) => (JSON.parse(data ?? '') as { dealIds: number[] | null }).dealIds,
    );
  return { response, ended, client, changes, received: () => text };
};

const announce = (companyId: number, realmId: string, dealIds: number[]) =>
  transact(fixture.dependencies.db, async (tx) =>
    announceChange(tx, { companyId, realmId, dealIds }),
  );

/** Changes with deals: not the notice that everything may have changed, sent after connecting. */
const named = (changes: (number[] | null)[]) => changes.filter((dealIds) => dealIds !== null);

describe('the stream of changes', () => {
  it('is neither compressed nor collected by proxies', async () => {
    const { response } = await open();
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache, no-store, no-transform',
      'x-accel-buffering': 'no',
      'x-content-type-options': 'nosniff',
    });
    expect(response.headers.has('content-encoding')).toBe(false);
  });

  it('names the deal whose invoice changed, once the change is stored', async () => {
    const { changes } = await open();
    const { dealId } = fixture;
    await fixture.pay(40);
    expect(named(changes())).toEqual([]);
    await fixture.refresh();
    await expect.poll(() => named(changes())).toEqual([[dealId]]);
    // Another read finds the same.
    await fixture.refresh();
    await announce(fixture.company.companyId, fixture.company.realmId, [1]);
    await expect.poll(() => named(changes())).toEqual([[dealId], [1]]);
  });

  it.each(['void', 'send', 'edit', 'delete'] as const)(
    'names the deal after %s',
    async (action) => {
      const { changes } = await open();
      await fixture.act(action);
      await expect.poll(() => named(changes()).flat()).toContain(fixture.dealId);
    },
  );

  it('contains no change of another company or of another realm', async () => {
    const { companyId, realmId } = fixture.company;
    const { changes } = await open();
    await announce(companyId + 1, realmId, [1]);
    await announce(companyId, 'another realm', [2]);
    await announce(companyId, realmId, [3]);
    await expect.poll(() => named(changes())).toEqual([[3]]);
  });

  it('is closed to a colleague and without a token', async () => {
    const { response } = await open(fixture.company.colleague);
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ error: { code: 'not_owner' } });
    expect((await fetch(url)).status).toBe(401);
  });

  it('sends heartbeats', async () => {
    const { received } = await open();
    await expect.poll(() => received().split(':\n\n').length).toBeGreaterThan(3);
  });

  it('ends when the token expires, and contains nothing that happened afterwards', async () => {
    const { companyId, realmId } = fixture.company;
    const { changes, ended } = await open();
    await announce(companyId, realmId, [1]);
    await expect.poll(() => named(changes())).toEqual([[1]]);
    fixture.clock.advance(305_000);
    await announce(companyId, realmId, [2]);
    await ended;
    expect(named(changes())).toEqual([[1]]);
  });

  it('ends by its heartbeat when nothing changes after the token has expired', async () => {
    const { ended } = await open();
    fixture.clock.advance(305_000);
    await ended;
  });

  it('ends at shutdown, which does not wait for it', async () => {
    const { ended } = await open();
    await fixture.app.close();
    await ended;
  });

  it('is limited per user, and free again after one was closed', async () => {
    const opened = await Promise.all(Array.from({ length: 20 }, () => open()));
    expect(opened.map(({ response }) => response.status)).toEqual(Array(20).fill(200));
    const { response } = await open();
    expect(response.status).toBe(429);
    expect(response.headers.get('retry-after')).toBe('60');
    expect(await response.json()).toMatchObject({ error: { code: 'too_many_streams' } });
    opened[0]?.client.abort();
    await expect.poll(async () => (await open()).response.status).toBe(200);
  });
});

it('counts the open streams for the metrics', async () => {
  const open: number[] = [];
  const metrics = { observeStreams: (count: number) => open.push(count) } as Partial<Metrics>;
  const streams = makeStreams({ ...fixture.dependencies, metrics: metrics as Metrics });
  const owner = { companyId: 1, userId: 1, realmId: '9', expiresAt: fixture.clock.now() + 1_000 };
  const body = streams.open(owner);
  streams.open(owner);
  body.destroy();
  await once(body, 'close');
  await streams.close();
  expect(open).toEqual([1, 2, 1, 0]);
});

describe('streams', () => {
  const owner = (userId = 1, companyId = 1) => {
    const expiresAt = fixture.clock.now() + 1_000;
    return { companyId, userId, realmId: '9', expiresAt };
  };

  it('are limited per company', async () => {
    const streams = makeStreams(fixture.dependencies);
    for (let userId = 1; userId <= 100; userId += 1) streams.open(owner(userId));
    expect(() => streams.open(owner(101))).toThrow('too_many_streams');
    streams.open(owner(1, 2));
    await streams.close();
  });

  it('end when their client does not read', async () => {
    const streams = makeStreams(fixture.dependencies);
    const body = streams.open(owner());
    const closed = once(body, 'close');
    const dealIds = Array.from({ length: 200 }, (_, n) => 1_000_000 + n);
    while (!body.destroyed) await announce(1, '9', dealIds);
    await closed;
    await streams.close();
  });
});
