import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildTestApp, type TestApp } from '../testing/build-test-app.ts';
import { connectWindow } from '../testing/connect-window.ts';
import { answerIntuit, openWindow } from '../testing/consent-pages.ts';
import { control } from '../testing/control.ts';
import { makeRealmIn, type TestCompany, type TestRealm } from '../testing/make-company.ts';
import { runDue } from '../testing/run-due.ts';
import { liveConnection, liveConnectionOfRealm } from './store.ts';

let test: TestApp;
let at: ReturnType<typeof connectWindow>;
beforeAll(async () => {
  test = await buildTestApp();
  at = connectWindow(test);
});
afterAll(() => test.app.close());

/** Consents to a realm of one's own, and changes the callback's `realmId` on the way back. */
const connectWith = async (
  user: TestCompany['owner'],
  { consented, claimed }: { consented: TestRealm; claimed: TestRealm },
) => {
  const window = openWindow(test.app);
  const ticket = await at.ticketFor(user);
  const back = new URL(await answerIntuit(await at.goOn(window, ticket), consented.realmId));
  back.searchParams.set('realmId', claimed.realmId);
  await window.get(back.href);
  return { page: () => at.look(window, ticket) };
};

const realm = () => makeRealmIn(test.dependencies);

const silence = (realmId: string, times = 50) =>
  control(test.dependencies.settings.quickbooks.apiUrl, 'POST', 'faults', {
    match: { realm: realmId },
    fault: 'status',
    status: 503,
    times,
  });

const answerAgain = ({ realmId }: TestRealm) =>
  control(test.dependencies.settings.quickbooks.apiUrl, 'DELETE', `faults?realm=${realmId}`);

const refusals = [
  { otherCompany: '401', code: 'realm_not_granted' },
  { otherCompany: '403', code: 'quickbooks_forbidden' },
] as const;

describe.each(refusals)('a realm that the token does not open ($otherCompany)', (refusal) => {
  const foreignBooks = async () => {
    const made = await realm();
    const { otherCompany } = refusal;
    const { apiUrl } = test.dependencies.settings.quickbooks;
    await control(apiUrl, 'POST', 'settings', { realmId: made.realmId, otherCompany });
    return made;
  };

  it('is not claimed by a stranger, and stays free for the company it belongs to', async () => {
    const [stranger, company] = await Promise.all([at.newCompany(), at.newCompany()]);
    const [consented, claimed] = await Promise.all([realm(), foreignBooks()]);
    const { page } = await connectWith(stranger.owner, { consented, claimed });
    expect(await page()).toMatchObject({
      stage: 'refused',
      error: { code: refusal.code },
      quickbooks: claimed.realmId,
    });
    expect(await liveConnectionOfRealm(test.dependencies.db, claimed.realmId)).toBeNull();
    await at.connect(company.owner, claimed.realmId);
    expect(await at.stateFor(company.owner)).toMatchObject({ company: claimed.name });
  });

  it('does not open the mirrored invoices of a disconnected realm to a colleague', async () => {
    const { owner, colleague, companyId } = await at.newCompany();
    const [consented, claimed] = await Promise.all([realm(), foreignBooks()]);
    await at.connect(owner, claimed.realmId);
    await test.call(owner, 'connection/disconnect');
    await connectWith(colleague, { consented, claimed });
    expect(await liveConnection(test.dependencies.db, companyId)).toBeNull();
    expect(await at.stateFor(colleague)).toMatchObject({ state: 'none' });
  });

  it('does not take the only connection of a company, nor replace one that works', async () => {
    const { owner, colleague, companyId } = await at.newCompany();
    const [mine, consented, claimed] = await Promise.all([realm(), realm(), foreignBooks()]);
    await connectWith(colleague, { consented, claimed });
    await at.connect(owner, mine.realmId);
    await connectWith(owner, { consented, claimed });
    const live = await liveConnection(test.dependencies.db, companyId);
    expect(live).toMatchObject({ ownerId: owner.userId, realmId: mine.realmId });
    await at.worksStill(mine.realmId, live?.id ?? '');
  });

  it('does not say whether another company is connected to it', async () => {
    const [stranger, company] = await Promise.all([at.newCompany(), at.newCompany()]);
    const [consented, claimed] = await Promise.all([realm(), foreignBooks()]);
    await at.connect(company.owner, claimed.realmId);
    const { page } = await connectWith(stranger.owner, { consented, claimed });
    expect(await page()).toMatchObject({ error: { code: refusal.code } });
    const live = await liveConnection(test.dependencies.db, company.companyId);
    await at.worksStill(claimed.realmId, live?.id ?? '');
  });
});

describe('a consent that QuickBooks does not answer for', () => {
  const waiting = async () => {
    const company = await at.newCompany();
    const made = await realm();
    await silence(made.realmId);
    const connected = await at.connect(company.owner, made.realmId);
    return { ...company, ...connected, made };
  };

  /** The background's check when at least these seconds have passed. */
  const recheckAfter = async (seconds: number) => {
    test.clock.advance(seconds * 1_000);
    await runDue(test.dependencies, ['consents']);
  };

  it('claims nothing, and is connected once QuickBooks answers', async () => {
    const { owner, page, made } = await waiting();
    expect(await page()).toMatchObject({ stage: 'checking', quickbooks: null });
    expect(await at.stateFor(owner)).toMatchObject({ state: 'none' });
    expect(await liveConnectionOfRealm(test.dependencies.db, made.realmId)).toBeNull();
    await recheckAfter(5);
    expect(await page()).toMatchObject({ stage: 'checking' });
    await answerAgain(made);
    await recheckAfter(10);
    expect(await page()).toMatchObject({ stage: 'connected', quickbooks: made.name });
    expect(await at.stateFor(owner)).toMatchObject({ state: 'active', company: made.name });
  });

  /** Counts the reads of this realm's name while `act` runs. */
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

  it('is checked less and less often, at least once a minute', async () => {
    const { made } = await waiting();
    const checkedAt: number[] = [];
    await readsDuring(made.realmId, async (reads) => {
      for (let seconds = 1; seconds <= 200; seconds += 1) {
        const before = reads();
        await recheckAfter(1);
        if (reads() > before) checkedAt.push(seconds);
      }
    });
    expect(checkedAt).toEqual([5, 15, 35, 75, 135, 195]);
  });

  it('is checked at once when the user consents again', async () => {
    const { owner, made } = await waiting();
    await recheckAfter(5);
    await recheckAfter(10);
    await answerAgain(made);
    await at.connect(owner, made.realmId);
    expect(await at.stateFor(owner)).toMatchObject({ state: 'active', company: made.name });
  });

  it('is checked once by two workers at a time', async () => {
    const { made } = await waiting();
    test.clock.advance(5_000);
    const reads = await readsDuring(made.realmId, async () => {
      await Promise.all([
        runDue(test.dependencies, ['consents']),
        runDue(test.dependencies, ['consents']),
      ]);
    });
    expect(reads).toBe(1);
  });

  it('gives way to a colleague who connects meanwhile', async () => {
    const { colleague, page, made } = await waiting();
    await answerAgain(made);
    await at.connect(colleague, (await realm()).realmId);
    await recheckAfter(5);
    expect(await page()).toMatchObject({ stage: 'refused', error: { code: 'connection_taken' } });
  });

  it('is dropped when its access token expires', async () => {
    const { owner, page, made } = await waiting();
    await answerAgain(made);
    test.clock.advance(60 * 60_000);
    await runDue(test.dependencies, ['consents']);
    await runDue(test.dependencies, ['consents']);
    expect(await page()).toMatchObject({ stage: 'expired' });
    expect(await at.stateFor(owner)).toMatchObject({ state: 'none' });
  });
});
