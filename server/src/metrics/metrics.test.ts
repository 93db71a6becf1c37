import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connections } from '../connection/tables.ts';
import { transact } from '../db/transact.ts';
import { grants } from '../install/tables.ts';
import { turns } from '../scheduler/tables.ts';
import { buildTestApp } from '../testing/build-test-app.ts';
import { type DraftFixture, openDraftFixture } from '../testing/draft-fixture.ts';

const token = 'a-token-of-more-than-thirty-two-characters';

let fixture: DraftFixture;
beforeAll(async () => {
  fixture = await openDraftFixture('us', {
    env: { METRICS_TOKEN: token, QUICKBOOKS_TIMEOUT_MS: '3000' },
  });
});
afterAll(() => fixture.app.close());

const ask = (authorization = `Bearer ${token}`) =>
  fixture.app.inject({ url: '/metrics', headers: { authorization } });

/** Returns the values of a metric by the text of its labels, such as `vendor="quickbooks"`. */
const values = async (name: string): Promise<Record<string, number>> => {
  const lines = (await ask()).body.split('\n');
  const found = lines.flatMap((line) => {
    const [, metric, labels = '', value] = /^(\w+)(?:\{(.*)\})? (\S+)$/.exec(line) ?? [];
    return metric === name ? [[labels, Number(value)]] : [];
  });
  return Object.fromEntries(found);
};

describe('/metrics', () => {
  it('requires the token, and returns 404 without the setting', async () => {
    expect((await ask()).statusCode).toBe(200);
    expect((await ask('Bearer other')).statusCode).toBe(401);
    const without = await buildTestApp();
    expect((await without.app.inject({ url: '/metrics' })).statusCode).toBe(404);
    await without.app.close();
  });

  it('counts and times calls by vendor, verb and result', async () => {
    const { call, company } = fixture;
    const search = { context: { of: 'deal', id: company.deals.withProducts }, text: '', page: 0 };
    const count = 'dealbill_vendor_call_duration_seconds_count';
    const found = 'vendor="quickbooks",operation="searchItems",result="ok"';
    const before = (await values(count))[found] ?? 0;
    await call(company.owner, 'items/search', search);
    expect((await values(count))[found]).toBe(before + 1);
    const sum = (await values('dealbill_vendor_call_duration_seconds_sum'))[found];
    expect(sum).toBeGreaterThan(0);
    expect(
      (await values(count))['vendor="pipedrive",operation="deal",result="ok"'],
    ).toBeGreaterThan(0);

    await fixture.fault({ fault: 'status', status: 403 }, '');
    await call(company.owner, 'items/search', { ...search, text: 'Aa' });
    const unavailable = 'vendor="quickbooks",operation="searchItems",result="quickbooks_forbidden"';
    expect((await values(count))[unavailable]).toBe(1);
  });

  it('reports open operations and the age of the oldest', async () => {
    expect(await values('dealbill_operations')).toEqual({});
    await fixture.fault({ fault: 'reset-after' });
    await fixture.create(await fixture.form());
    fixture.clock.advance(90_000);
    expect(await values('dealbill_operations')).toEqual({ 'state="unconfirmed"': 1 });
    const ages = await values('dealbill_operations_oldest_age_seconds');
    expect(ages).toEqual({ 'state="unconfirmed"': 90 });
    const unclear = 'vendor="quickbooks",operation="createInvoice",result="unclear"';
    expect((await values('dealbill_vendor_call_duration_seconds_count'))[unclear]).toBe(1);
  });

  it('reports how long background work has been due', async () => {
    const { db } = fixture.dependencies;
    const dueAt = fixture.clock.now() - 42_000;
    const turn = { companyId: fixture.company.companyId, realmId: '', job: 'consents' as const };
    await transact(db, (tx) =>
      tx
        .insert(turns)
        .values({ ...turn, dueAt })
        .returning(),
    );
    const delays = await values('dealbill_scheduling_delay_seconds');
    expect(delays['job="consents"']).toBe(42);
  });

  it('reports the age of the oldest refresh token by vendor', async () => {
    const { db, clock } = fixture.dependencies;
    const issuedBefore = (ms: number) => ({ expiresAt: clock.now() + 3_600_000 - ms });
    await transact(db, async (tx) => {
      await tx.update(connections).set(issuedBefore(86_400_000));
      await tx.update(grants).set(issuedBefore(7_200_000));
    });
    expect(await values('dealbill_refresh_token_age_seconds')).toEqual({
      'vendor="quickbooks"': 86_400,
      'vendor="pipedrive"': 7_200,
    });
  });

  it('reports the metered reads of this month by cause', async () => {
    const cause = 'cause="items.search"';
    const stored = async () => {
      await fixture.dependencies.readMeter.flush();
      return (await values('dealbill_metered_reads'))[cause] ?? 0;
    };
    const before = await stored();
    const { call, company } = fixture;
    await call(company.owner, 'items/search', { context: { of: 'company' }, text: 'Aa', page: 0 });
    expect(await stored()).toBeGreaterThan(before);
    fixture.clock.advance(40 * 86_400_000);
    expect(await values('dealbill_metered_reads')).toEqual({});
  });

  it('reports the memory of the process and the delay of its event loop', async () => {
    expect(await values('nodejs_eventloop_lag_seconds')).toEqual({ '': expect.any(Number) });
    expect(await values('process_resident_memory_bytes')).toEqual({ '': expect.any(Number) });
  });

  it('contains no company, realm or user', async () => {
    const { companyId, owner, realmId } = fixture.company;
    const labels = (await ask()).body.replaceAll(/ \S+$/gm, '');
    for (const id of [companyId, owner.userId, realmId]) {
      expect(labels).not.toMatch(new RegExp(`"[^"]*\\b${id}\\b[^"]*"`));
    }
  });
});
