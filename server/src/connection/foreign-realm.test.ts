import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildTestApp, type TestApp } from '../testing/build-test-app.ts';
import { connectWindow } from '../testing/connect-window.ts';
import { answerIntuit, openWindow } from '../testing/consent-pages.ts';
import { control } from '../testing/control.ts';
import { makeRealmIn, type TestCompany, type TestRealm } from '../testing/make-company.ts';
import { runDue } from '../testing/run-due.ts';
import { liveConnection, liveConnectionOfRealm } from './store.ts';

let test: TestApp;
let flow: ReturnType<typeof connectWindow>;
beforeAll(async () => {
  test = await buildTestApp();
  flow = connectWindow(test);
});
afterAll(() => test.app.close());

/** Consents to one realm and replaces `realmId` in the callback by another. */
const connectWith = async (
  user: TestCompany['owner'],
  { consented, claimed }: { consented: TestRealm; claimed: TestRealm },
) => {
  const window = openWindow(test.app);
  const ticket = await flow.ticketFor(user);
  const back = new URL(
    await answerIntuit(await flow.continueToIntuit(window, ticket), consented.realmId),
  );
  back.searchParams.set('realmId', claimed.realmId);
  await window.get(back.href);
  return { page: () => flow.readPage(window, ticket) };
};

const realm = () => makeRealmIn(test.dependencies);

const makeUnavailable = (realmId: string, times = 50) =>
  control(test.dependencies.settings.quickbooks.apiUrl, 'POST', 'faults', {
    match: { realm: realmId },
    fault: 'status',
    status: 503,
    times,
  });

const makeAvailable = ({ realmId }: TestRealm) =>
  control(test.dependencies.settings.quickbooks.apiUrl, 'DELETE', `faults?realm=${realmId}`);

const refusals = [
  { otherCompany: '401', code: 'realm_not_granted' },
  { otherCompany: '403', code: 'quickbooks_forbidden' },
] as const;

describe.each(refusals)('a realm that QuickBooks refuses with $otherCompany', (refusal) => {
  const makeForeignRealm = async () => {
    const created = await realm();
    const { otherCompany } = refusal;
    const { apiUrl } = test.dependencies.settings.quickbooks;
    await control(apiUrl, 'POST', 'settings', { realmId: created.realmId, otherCompany });
    return created;
  };

  it('cannot be claimed by a stranger and stays available to its company', async () => {
    const [stranger, company] = await Promise.all([flow.newCompany(), flow.newCompany()]);
    const [consented, claimed] = await Promise.all([realm(), makeForeignRealm()]);
    const { page } = await connectWith(stranger.owner, { consented, claimed });
    expect(await page()).toMatchObject({
      stage: 'refused',
      error: { code: refusal.code },
      quickbooks: claimed.realmId,
    });
    expect(await liveConnectionOfRealm(test.dependencies.db, claimed.realmId)).toBeNull();
    await flow.connect(company.owner, claimed.realmId);
    expect(await flow.stateFor(company.owner)).toMatchObject({ company: claimed.name });
  });

  it('gives a colleague no access to the mirrored invoices of a disconnected realm', async () => {
    const { owner, colleague, companyId } = await flow.newCompany();
    const [consented, claimed] = await Promise.all([realm(), makeForeignRealm()]);
    await flow.connect(owner, claimed.realmId);
    await test.call(owner, 'connection/disconnect');
    await connectWith(colleague, { consented, claimed });
    expect(await liveConnection(test.dependencies.db, companyId)).toBeNull();
    expect(await flow.stateFor(colleague)).toMatchObject({ state: 'none' });
  });

  it('neither blocks nor replaces the connection of the company', async () => {
    const { owner, colleague, companyId } = await flow.newCompany();
    const [own, consented, claimed] = await Promise.all([realm(), realm(), makeForeignRealm()]);
    await connectWith(colleague, { consented, claimed });
    await flow.connect(owner, own.realmId);
    await connectWith(owner, { consented, claimed });
    const live = await liveConnection(test.dependencies.db, companyId);
    expect(live).toMatchObject({ ownerId: owner.userId, realmId: own.realmId });
    await flow.expectWorking(own.realmId, live?.id ?? '');
  });

  it('does not reveal whether another company is connected to it', async () => {
    const [stranger, company] = await Promise.all([flow.newCompany(), flow.newCompany()]);
    const [consented, claimed] = await Promise.all([realm(), makeForeignRealm()]);
    await flow.connect(company.owner, claimed.realmId);
    const { page } = await connectWith(stranger.owner, { consented, claimed });
    expect(await page()).toMatchObject({ error: { code: refusal.code } });
    const live = await liveConnection(test.dependencies.db, company.companyId);
    await flow.expectWorking(claimed.realmId, live?.id ?? '');
  });
});

describe('a consent while QuickBooks is unavailable', () => {
  const makeUnconfirmed = async () => {
    const company = await flow.newCompany();
    const created = await realm();
    await makeUnavailable(created.realmId);
    const connected = await flow.connect(company.owner, created.realmId);
    return { ...company, ...connected, created };
  };

  /** Advances the clock and runs the due background checks. */
  const recheckAfter = async (seconds: number) => {
    test.clock.advance(seconds * 1_000);
    await runDue(test.dependencies, ['consents']);
  };

  it('claims nothing, and connects when QuickBooks responds again', async () => {
    const { owner, page, created } = await makeUnconfirmed();
    expect(await page()).toMatchObject({ stage: 'checking', quickbooks: null });
    expect(await flow.stateFor(owner)).toMatchObject({ state: 'none' });
    expect(await liveConnectionOfRealm(test.dependencies.db, created.realmId)).toBeNull();
    await recheckAfter(5);
    expect(await page()).toMatchObject({ stage: 'checking' });
    await makeAvailable(created);
    await recheckAfter(10);
    expect(await page()).toMatchObject({ stage: 'connected', quickbooks: created.name });
    expect(await flow.stateFor(owner)).toMatchObject({ state: 'active', company: created.name });
  });

  /** Counts the CompanyInfo reads of this realm while `act` runs. */
  const readsDuring = async (realmId: string, act: (reads: () => number) => Promise<void>) => {
    const { quickbooks } = test.dependencies;
    const { companyName } = quickbooks;
    let reads = 0;
    quickbooks.companyName = (realm) => {
      if (realm.realmId === realmId) reads += 1;
      return companyName(realm);
    };
    await act(() => reads).finally(() => {
      quickbooks.companyName = companyName;
    });
    return reads;
  };

  it('is checked with growing delays of at most one minute', async () => {
    const { created } = await makeUnconfirmed();
    const checkedAt: number[] = [];
    await readsDuring(created.realmId, async (reads) => {
      for (let seconds = 1; seconds <= 200; seconds += 1) {
        const before = reads();
        await recheckAfter(1);
        if (reads() > before) checkedAt.push(seconds);
      }
    });
    expect(checkedAt).toEqual([5, 15, 35, 75, 135, 195]);
  });

  it('connects at once when the user consents again', async () => {
    const { owner, created } = await makeUnconfirmed();
    await recheckAfter(5);
    await recheckAfter(10);
    await makeAvailable(created);
    await flow.connect(owner, created.realmId);
    expect(await flow.stateFor(owner)).toMatchObject({ state: 'active', company: created.name });
  });

  it('is checked once when two workers run at the same time', async () => {
    const { created } = await makeUnconfirmed();
    test.clock.advance(5_000);
    const reads = await readsDuring(created.realmId, async () => {
      await Promise.all([
        runDue(test.dependencies, ['consents']),
        runDue(test.dependencies, ['consents']),
      ]);
    });
    expect(reads).toBe(1);
  });

  it('is refused when a colleague connects meanwhile', async () => {
    const { colleague, page, created } = await makeUnconfirmed();
    await makeAvailable(created);
    await flow.connect(colleague, (await realm()).realmId);
    await recheckAfter(5);
    expect(await page()).toMatchObject({ stage: 'refused', error: { code: 'connection_taken' } });
  });

  it('expires with its access token', async () => {
    const { owner, page, created } = await makeUnconfirmed();
    await makeAvailable(created);
    test.clock.advance(60 * 60_000);
    await runDue(test.dependencies, ['consents']);
    await runDue(test.dependencies, ['consents']);
    expect(await page()).toMatchObject({ stage: 'expired' });
    expect(await flow.stateFor(owner)).toMatchObject({ state: 'none' });
  });
});
