import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { transact } from '../db/transact.ts';
import { type Distribution, delaysSince, quantile, utcDay } from '../diagnostics/event-delays.ts';
import { eventDelays } from '../diagnostics/tables.ts';
import { meteredReads } from '../rate-limits/tables.ts';
import type { Output } from '../shared/contract/contract.ts';
import { signedToken } from '../testing/build-test-app.ts';
import { classicBody, deliverWebhook, webhookEnv } from '../testing/deliver-webhook.ts';
import { openFeedFixture } from '../testing/feed-fixture.ts';
import { runDue } from '../testing/run-due.ts';
import type { usage } from './contract.ts';

type Shown = Output<(typeof usage)['show']>;

const minute = 60_000;

let close: () => Promise<unknown> = async () => undefined;
afterEach(() => close());

const open = async (env: Record<string, string> = webhookEnv) => {
  const fixture = await openFeedFixture('us', { env });
  const { dependencies, company, realmKey } = fixture;
  close = () => fixture.app.close();
  return {
    ...fixture,
    async show(user = company.owner) {
      await dependencies.readMeter.flush();
      await dependencies.eventDelays.flush();
      return (await fixture.call(user, 'usage/show')) as { status: number; body: Shown };
    },
    /** Pays 10.00 in QuickBooks, and delivers the event of the invoice. */
    async payAndDeliver(lastUpdated?: string) {
      await fixture.pay(10);
      const change = { name: 'Invoice', id: fixture.invoiceId, operation: 'Update' };
      const event = { ...change, ...(lastUpdated && { lastUpdated }) };
      await deliverWebhook(fixture, classicBody(realmKey.realmId, [event]));
    },
    work: () => runDue(dependencies, ['events']),
  };
};

describe('the usage of QuickBooks', () => {
  it("says what the company's reads of the month were for", async () => {
    const fixture = await open();
    const before = (await fixture.show()).body;
    await fixture.refresh();
    await fixture.interval();
    await fixture.payAndDeliver();
    await fixture.work();
    const { body } = await fixture.show();
    const more = (purpose: string) => {
      const of = ({ purposes }: Shown) =>
        purposes.find((one) => one.purpose === purpose)?.reads ?? 0;
      return of(body) - of(before);
    };
    expect(more('invoices')).toBeGreaterThan(0);
    expect(more('changes')).toBe(1);
    expect(more('events')).toBeGreaterThan(0);
    const sum = body.purposes.reduce((total, { reads }) => total + reads, 0);
    expect(body.reads).toBe(sum);
  });

  it('contains other companies only in the share of the installation', async () => {
    const fixture = await open({ ...webhookEnv, QUICKBOOKS_READS_PER_MONTH: '10000' });
    const { db } = fixture.dependencies;
    const { reads, purposes } = (await fixture.show()).body;
    const month = utcDay(fixture.clock.now()).slice(0, 7);
    const others = { companyId: fixture.realmKey.companyId + 1, realmId: '1', month };
    await transact(db, (tx) =>
      tx.insert(meteredReads).values({ ...others, cause: 'lists', count: 9_900 }),
    );
    fixture.clock.advance(6 * minute);
    const { body } = await fixture.show();
    expect(body.reads).toBe(reads);
    expect(body.purposes).toEqual(purposes);
    expect(body.installation.usedPercent).toBeGreaterThanOrEqual(99);
    expect(body.installation.forecastPercent).toBeGreaterThan(body.installation.usedPercent);
  });

  it('is closed to a colleague', async () => {
    const fixture = await open();
    const { status, body } = await fixture.show(fixture.company.colleague);
    expect(status).toBe(403);
    expect(body).toMatchObject({ error: { code: 'not_owner' } });
  });

  it('says whether webhooks arrive, and where to send them', async () => {
    const fixture = await open();
    await fixture.interval();
    const { webhooks } = (await fixture.show()).body;
    expect(webhooks).toMatchObject({ arrive: 'unknown', since: expect.any(String) });
    expect(new URL(webhooks.address).pathname).toBe('/webhooks/quickbooks');
    await fixture.payAndDeliver();
    await fixture.work();
    await fixture.interval();
    expect((await fixture.show()).body.webhooks.arrive).toBe('yes');
  });

  it('says that the installation accepts no webhooks', async () => {
    const fixture = await open({ INTUIT_WEBHOOK_VERIFIER_TOKEN: '' });
    const { webhooks, feed } = (await fixture.show()).body;
    expect(webhooks).toMatchObject({ arrive: 'off', since: null });
    expect(feed).toMatchObject({ pace: 'usual', intervalMs: 15 * minute });
  });
});

describe('the freshness', () => {
  it('is measured from the event to the stream, with the delay of Intuit apart', async () => {
    const fixture = await open();
    const { app, dependencies, clock, company } = fixture;
    expect((await fixture.show()).body.freshness).toMatchObject({ events: 0, display: null });
    await app.listen({ port: 0, host: '127.0.0.1' });
    const { port } = app.server.address() as AddressInfo;
    const token = await signedToken(dependencies.settings, company.owner, clock.now());
    const stream = await fetch(`http://127.0.0.1:${port}/api/live`, {
      headers: { authorization: `Bearer ${token}` },
    });
    // An event from before our own change of the invoice would need no read.
    clock.advance(2 * minute);
    await fixture.payAndDeliver(new Date(clock.now() - 50_000).toISOString());
    clock.advance(1_500);
    await fixture.work();
    const { freshness, example } = (await fixture.show()).body;
    expect(freshness).toEqual({
      days: 7,
      events: 1,
      delivery: { medianMs: 60_000, p95Ms: 60_000 },
      reading: { medianMs: 2_000, p95Ms: 2_000 },
      display: { medianMs: 2_000, p95Ms: 2_000 },
    });
    const number = (await fixture.row())?.number;
    expect(example).toMatchObject({ number, shownAt: new Date(clock.now()).toISOString() });
    await stream.body?.cancel();
  });

  it('counts no display while no panel of the company is open', async () => {
    const fixture = await open();
    await fixture.payAndDeliver();
    await fixture.work();
    expect((await fixture.show()).body.freshness).toMatchObject({ events: 1, display: null });
  });

  it('forgets what is older than seven days, and deletes it after 35', async () => {
    const fixture = await open();
    const { db } = fixture.dependencies;
    await fixture.payAndDeliver();
    await fixture.work();
    fixture.clock.advance(7 * 24 * 60 * minute);
    expect((await fixture.show()).body.freshness.events).toBe(0);
    await runDue(fixture.dependencies, ['retention']);
    expect(await db.select().from(eventDelays)).not.toEqual([]);
    fixture.clock.advance(30 * 24 * 60 * minute);
    await runDue(fixture.dependencies, ['retention']);
    expect(await db.select().from(eventDelays)).toEqual([]);
  });

  it('is counted by bucket, day and company, and not for companies that have left', async () => {
    const fixture = await open();
    const { db, eventDelays: delays } = fixture.dependencies;
    const other = { companyId: fixture.realmKey.companyId + 1, realmId: '7' };
    for (const ms of [10, 240, 900, 999_999_999]) delays.count(fixture.realmKey, 'reading', ms);
    delays.count(other, 'reading', 10);
    await delays.flush();
    delays.count(fixture.realmKey, 'reading', 10);
    await delays.flush();
    const today = utcDay(fixture.clock.now());
    expect((await delaysSince(db, fixture.realmKey, today)).reading).toMatchObject([
      { limitMs: 250, count: 3 },
      { limitMs: 1_000, count: 1 },
      { limitMs: 86_400_000, count: 1 },
    ]);
    expect((await delaysSince(db, other, today)).reading).toEqual([]);
  });
});

describe('quantile', () => {
  const distribution: Distribution = [
    { limitMs: 250, count: 50 },
    { limitMs: 500, count: 45 },
    { limitMs: 1_000, count: 5 },
  ];

  it.each([
    [0.5, 250],
    [0.51, 500],
    [0.95, 500],
    [0.96, 1_000],
  ])('of %d is %d', (share, limitMs) => {
    expect(quantile(distribution, share)).toBe(limitMs);
  });

  it('is unknown without events', () => {
    expect(quantile([], 0.5)).toBeNull();
  });
});
