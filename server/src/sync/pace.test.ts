import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { transact } from '../db/transact.ts';
import { backgroundJobs } from '../dependencies.ts';
import { meteredReads } from '../rate-limits/tables.ts';
import { startScheduler } from '../scheduler/scheduler.ts';
import { turns } from '../scheduler/tables.ts';
import { signedToken } from '../testing/build-test-app.ts';
import { classicBody, deliverWebhook, webhookEnv } from '../testing/deliver-webhook.ts';
import { type FeedFixture, openFeedFixture } from '../testing/feed-fixture.ts';
import { runDue } from '../testing/run-due.ts';
import { storedPace } from './pace.ts';
import { panelOpened, readAfterDowntime } from './restore-interval.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

let close: () => Promise<unknown> = async () => undefined;
afterEach(() => close());

/** A company whose server accepts webhooks; `quiet` lets an event arrive and two hours pass. */
const open = async (env: Record<string, string> = {}) => {
  const fixture = await openFeedFixture('us', { env: { ...webhookEnv, ...env } });
  const { dependencies, clock, realmKey } = fixture;
  const event = async (invoiceId = fixture.invoiceId) => {
    const changes = [{ name: 'Invoice', id: invoiceId, operation: 'Update' }];
    const answer = await deliverWebhook(fixture, classicBody(realmKey.realmId, changes));
    expect(answer.statusCode).toBe(200);
    await runDue(dependencies, ['events']);
  };
  return {
    ...fixture,
    event,
    async quiet() {
      await event();
      // What was created before is outside the overlap of the next read.
      await fixture.switches({ clockOffsetMs: 600_000 });
      for (let read = 0; read < 8; read += 1) await fixture.interval();
      await fixture.forgetCalls();
    },
    pace: async () => (await storedPace(dependencies.db, realmKey))?.pace,
    webhooks: async () => (await storedPace(dependencies.db, realmKey))?.webhooks,
    openPanel: () => panelOpened(dependencies, realmKey),
    untilDue: async () => (await fixture.feed()).nextDue - clock.now(),
  };
};

/** Goes to the tenth day of the next month, so that about two thirds of a month are left. */
const inMidMonth = ({ clock }: FeedFixture) => {
  const now = new Date(clock.now());
  clock.advance(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 10) - clock.now());
};

/** Lets users make this many metered reads this month. */
const useUp = async ({ dependencies, clock, realmKey }: FeedFixture, count: number) => {
  const month = new Date(clock.now()).toISOString().slice(0, 7);
  const used = { ...realmKey, month, cause: 'invoices.refresh', count };
  await transact(dependencies.db, (tx) => tx.insert(meteredReads).values(used));
  // Sums of the month are read every five minutes.
  clock.advance(6 * minute);
};

describe('a quiet company whose webhooks arrive', () => {
  it('is read twice a day at most, also with many linked invoices', async () => {
    const fixture = await open();
    const bill = { customerId: '1', currency: 'USD', due: '2099-01-01' };
    const many = Array.from({ length: 999 }, () => bill);
    await fixture.link(await fixture.accountant.bill(many));
    await fixture.quiet();
    expect(await fixture.pace()).toBe('quiet');
    await fixture.interval(day);
    await fixture.forgetCalls();
    for (let passed = 0; passed < 96; passed += 1) await fixture.interval();
    const calls = await fixture.calls();
    expect(calls).toContain('GET cdc');
    expect(calls.length).toBeLessThanOrEqual(2);
  }, 240_000);

  it('is read at once when a panel is opened, and then every 15 minutes', async () => {
    const fixture = await open();
    await fixture.quiet();
    await fixture.interval(5 * hour);
    expect(await fixture.calls()).toEqual([]);
    await fixture.pay(40);
    await fixture.openPanel();
    await runDue(fixture.dependencies, ['feed']);
    expect(await fixture.calls()).toEqual(['GET cdc']);
    expect(await fixture.row()).toMatchObject({ balance: '60.00' });
    expect(await fixture.untilDue()).toBe(15 * minute);
  });

  it('is read at once when a stream of changes is opened', async () => {
    const fixture = await open();
    close = () => fixture.app.close();
    await fixture.quiet();
    await fixture.interval(5 * hour);
    await fixture.app.listen({ port: 0, host: '127.0.0.1' });
    const { port } = fixture.app.server.address() as AddressInfo;
    const { settings, db } = fixture.dependencies;
    const stream = async (user: FeedFixture['company']['owner']) => {
      const token = await signedToken(settings, user, fixture.clock.now());
      return fetch(`http://127.0.0.1:${port}/api/live`, {
        headers: { authorization: `Bearer ${token}` },
      });
    };
    expect((await stream(fixture.company.colleague)).status).toBe(403);
    expect((await storedPace(db, fixture.realmKey))?.panelAt ?? null).toBeNull();
    await stream(fixture.company.owner);
    await expect.poll(fixture.untilDue).toBeLessThanOrEqual(0);
    await runDue(fixture.dependencies, ['feed']);
    expect(await fixture.calls()).toEqual(['GET cdc']);
  });

  it('is not read when its panel was opened a moment after the last read', async () => {
    const fixture = await open();
    await fixture.quiet();
    await fixture.interval(day);
    await fixture.forgetCalls();
    await fixture.interval(5 * minute);
    await fixture.openPanel();
    await fixture.interval(5 * minute);
    expect(await fixture.calls()).toEqual([]);
    await fixture.interval(6 * minute);
    expect(await fixture.calls()).toEqual(['GET cdc']);
  });

  it('is quiet again an hour after the panel was closed', async () => {
    const fixture = await open();
    await fixture.quiet();
    await fixture.openPanel();
    for (let read = 0; read < 8; read += 1) await fixture.interval();
    expect(await fixture.pace()).toBe('quiet');
  });

  it('keeps the usual interval while something changes', async () => {
    const fixture = await open();
    await fixture.quiet();
    fixture.clock.advance(day - 10 * minute);
    await fixture.event();
    await fixture.interval(10 * minute);
    expect(await fixture.pace()).toBe('patient');
    expect(await fixture.untilDue()).toBe(15 * minute);
  });

  it('is read at once after a time without a server', async () => {
    const fixture = await open();
    const { dependencies, clock } = fixture;
    await fixture.quiet();
    await transact(dependencies.db, (tx) =>
      tx.insert(turns).values({
        companyId: 0,
        realmId: '',
        job: 'retention',
        servedAt: clock.now(),
      }),
    );
    clock.advance(10 * minute);
    expect(await readAfterDowntime(dependencies)).toBe(false);
    clock.advance(10 * minute);
    expect(await readAfterDowntime(dependencies)).toBe(true);
    await runDue(dependencies, ['feed']);
    expect(await fixture.calls()).toEqual(['GET cdc']);
  });

  it('is read more often after the feed had a change without its event', async () => {
    const fixture = await open();
    await fixture.quiet();
    await fixture.pay(40);
    const { quickbooks } = fixture.dependencies;
    const { changesSince } = quickbooks;
    quickbooks.changesSince = async (...of) => {
      const changes = await changesSince(...of);
      const anHourAgo = fixture.clock.now() + (quickbooks.skewMs() ?? 0) - hour;
      const updatedAt = new Date(anHourAgo).toISOString();
      return { ...changes, invoices: changes.invoices.map((one) => ({ ...one, updatedAt })) };
    };
    await fixture.interval(day);
    quickbooks.changesSince = changesSince;
    expect(await fixture.webhooks()).toBe('unknown');
    await fixture.interval(5 * hour);
    expect(await fixture.untilDue()).toBe(15 * minute);
    await fixture.event();
    await fixture.interval();
    expect(await fixture.webhooks()).toBe('yes');
  });

  it.each(['another company', 'another realm'])(
    'stays quiet when %s opens a panel',
    async (who) => {
      const fixture = await open();
      await fixture.quiet();
      const { companyId, realmId } = fixture.realmKey;
      await fixture.interval(5 * hour);
      await panelOpened(
        fixture.dependencies,
        who === 'another company'
          ? { companyId: companyId + 1, realmId }
          : { companyId, realmId: `${realmId}0` },
      );
      await runDue(fixture.dependencies, ['feed']);
      expect(await fixture.calls()).toEqual([]);
    },
  );
});

describe('without proven webhooks', () => {
  it('a change is visible at most the interval and five seconds later', async () => {
    const everyMs = 2_000;
    const fixture = await open({ CHANGES_EVERY_MS: `${everyMs}`, RESOLVE_EVERY_MS: '250' });
    const { dependencies, clock } = fixture;
    const began = performance.now();
    const start = clock.now();
    const ticking = setInterval(() => {
      clock.advance(Math.round(start + performance.now() - began - clock.now()));
    }, 20);
    const background = startScheduler(dependencies, backgroundJobs);
    close = async () => {
      clearInterval(ticking);
      await background.stop();
      await fixture.app.close();
    };
    for (const balance of ['90.00', '80.00', '70.00']) {
      await fixture.pay(10);
      const paidAt = performance.now();
      await expect
        .poll(fixture.row, { interval: 50, timeout: everyMs + 5_000 })
        .toMatchObject({ balance });
      expect(performance.now() - paidAt).toBeLessThanOrEqual(everyMs + 5_000);
    }
  }, 60_000);

  it('a quiet company is read every 15 minutes', async () => {
    const fixture = await open();
    for (let read = 0; read < 8; read += 1) await fixture.interval();
    expect(await fixture.webhooks()).toBe('unknown');
    expect(await fixture.untilDue()).toBe(15 * minute);
  });

  it('the same holds when the installation accepts none', async () => {
    const fixture = await open({ INTUIT_WEBHOOK_VERIFIER_TOKEN: '' });
    await fixture.interval();
    expect(await fixture.webhooks()).toBe('no');
    expect(await fixture.untilDue()).toBe(15 * minute);
  });
});

describe('when the reads of the month do not suffice', () => {
  it('a company without an open panel waits longer, until one is opened', async () => {
    const fixture = await open({ QUICKBOOKS_READS_PER_MONTH: '1000' });
    inMidMonth(fixture);
    await fixture.event();
    await fixture.interval();
    expect(await fixture.pace()).toBe('patient');
    // Twenty days have 1,920 quarters of an hour.
    expect(await fixture.untilDue()).toBeGreaterThan(28 * minute);
    expect(await fixture.untilDue()).toBeLessThan(40 * minute);
    await fixture.openPanel();
    expect(await fixture.untilDue()).toBeLessThanOrEqual(15 * minute);
  });

  it('background reads stop while a fifth of each remaining day is left, and clicks go on', async () => {
    const fixture = await open({ QUICKBOOKS_READS_PER_MONTH: '1000' });
    inMidMonth(fixture);
    await fixture.interval();
    await useUp(fixture, 900);
    await fixture.pay(40);
    await fixture.forgetCalls();
    await fixture.interval(hour);
    expect(await fixture.calls()).toEqual([]);
    expect(await fixture.feed()).toMatchObject({ problem: { code: 'reads_used_up' } });
    await fixture.event();
    expect(await fixture.calls()).toEqual([]);
    await fixture.refresh();
    expect(await fixture.row()).toMatchObject({ balance: '60.00' });
    // A new month.
    await fixture.interval(31 * day);
    expect(await fixture.feed()).toMatchObject({ problem: null });
  });
});
