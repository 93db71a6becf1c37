import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { transact } from '../db/transact.ts';
import { buildTestApp, type TestApp } from '../testing/build-test-app.ts';
import { answerPipedrive, openWindow } from '../testing/consent-pages.ts';
import { makeCompany } from '../testing/make-company.ts';
import { runDue } from '../testing/run-due.ts';
import { testAppUrl } from '../testing/test-settings.ts';
import { addState, takeState } from './state-store.ts';
import { grantOf } from './store.ts';
import { installStates } from './tables.ts';

let test: TestApp;
beforeEach(async () => {
  test = await buildTestApp({ env: { RATE_LIMIT_PER_MINUTE: '240' } });
});
afterEach(async () => {
  await test.app.close();
});

const pipedrive = '/oauth/pipedrive/callback';
const quickbooks = '/oauth/quickbooks/callback';
const failed = `${testAppUrl}/install?result=failed`;

/**
 * Failed exchanges in the log; all codes here are invalid, so each call to a token endpoint is one.
 */
const failedExchanges = () =>
  test.logged.filter((line) => line.includes('"operation":"exchangeCode"')).length;

describe('a callback without a valid state', () => {
  it('calls no token endpoint, whatever its state and cookie', async () => {
    const call = (url: string, cookies = {}) => test.app.inject({ url, cookies });
    const cookies = { 'dealbill-pipedrive-state': 'invented' };
    expect((await call(`${pipedrive}?code=1&state=invented`)).headers.location).toBe(failed);
    const callbackResponse = await call(`${pipedrive}?code=1&state=invented`, cookies);
    expect(callbackResponse.headers.location).toBe(failed);
    const started = openWindow(test.app);
    const page = new URL(String((await started.get('/oauth/pipedrive/start')).headers.location));
    const state = page.searchParams.get('state');
    expect((await call(`${pipedrive}?code=1&state=${state}`)).headers.location).toBe(failed);
    await call(`${quickbooks}?code=1&state=invented&realmId=1`, {
      'dealbill-quickbooks-state': 'invented',
    });
    expect(failedExchanges()).toBe(0);
  });

  it('calls no token endpoint when a state is used again', async () => {
    const { owner } = await makeCompany(test.dependencies);
    const window = openWindow(test.app);
    const start = String((await window.get('/oauth/pipedrive/start')).headers.location);
    const state = new URL(start).searchParams.get('state') ?? '';
    const back = await answerPipedrive(start, owner);
    await window.get(back);
    expect(await grantOf(test.dependencies.db, owner)).not.toBeNull();
    const again = await test.app.inject({
      url: new URL(back).pathname + new URL(back).search,
      cookies: { 'dealbill-pipedrive-state': state },
    });
    expect(again.headers.location).toBe(failed);
    expect(failedExchanges()).toBe(0);
  });
});

describe('consents', () => {
  it('share a rate limit by address on all routes, below that of other calls', async () => {
    const urls = [
      '/oauth/pipedrive/start',
      `${pipedrive}?code=1&state=2`,
      `${quickbooks}?code=1`,
      '/oauth/quickbooks/disconnected?realmId=1',
    ];
    const statuses: number[] = [];
    for (let n = 0; n < 13; n += 1) {
      const url = urls[n % urls.length] ?? '';
      statuses.push((await test.app.inject({ url })).statusCode);
    }
    expect(statuses.slice(0, 12).every((status) => status < 400)).toBe(true);
    expect(statuses[12]).toBe(429);
    const other = await test.app.inject({ url: urls[0] ?? '', remoteAddress: '203.0.113.8' });
    expect(other.statusCode).toBe(302);
    expect((await test.app.inject('/install')).statusCode).not.toBe(429);
  });

  it('request no scope at Pipedrive, so that the registered scopes apply', async () => {
    const start = await test.app.inject('/oauth/pipedrive/start');
    expect(new URL(String(start.headers.location)).searchParams.has('scope')).toBe(false);
  });
});

describe('unused states', () => {
  const storedStates = () => test.dependencies.db.select().from(installStates);

  it('expire and are deleted', async () => {
    const { db, clock } = test.dependencies;
    const state = await addState(db, clock.now());
    test.clock.advance(30 * 60_000);
    expect(await takeState(db, state, clock.now())).toBe(false);
    await runDue(test.dependencies, ['states']);
    expect(await storedStates()).toHaveLength(0);
  });

  it('are limited to the newest 10,000', async () => {
    const { db, clock } = test.dependencies;
    test.clock.advance(60_000);
    const states = Array.from({ length: 10_050 }, (_, index) => ({
      stateHash: `hash ${index}`,
      expiresAt: clock.now() + 1 + index,
    }));
    await transact(db, async (tx) => {
      await tx.insert(installStates).values(states);
    });
    const newest = await addState(db, clock.now());
    await runDue(test.dependencies, ['states']);
    expect(await storedStates()).toHaveLength(10_000);
    expect(await takeState(db, newest, clock.now())).toBe(true);
  });
});
