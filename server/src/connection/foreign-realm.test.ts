import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildTestApp, type TestApp } from '../testing/build-test-app.ts';
import { connectWindow } from '../testing/connect-window.ts';
import { answerIntuit, openWindow } from '../testing/consent-pages.ts';
import { control } from '../testing/control.ts';
import { makeBooksIn, type TestBooks, type TestCompany } from '../testing/make-company.ts';
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
  user: TestCompany['holder'],
  { consented, claimed }: { consented: TestBooks; claimed: TestBooks },
) => {
  const window = openWindow(test.app);
  const ticket = await at.ticketFor(user);
  const back = new URL(await answerIntuit(await at.goOn(window, ticket), consented.realmId));
  back.searchParams.set('realmId', claimed.realmId);
  await window.get(back.href);
  return { page: () => at.look(window, ticket) };
};

const books = () => makeBooksIn(test.doors);

const silence = (realmId: string, times = 50) =>
  control(test.doors.settings.quickbooks.apiUrl, 'POST', 'faults', {
    match: { realm: realmId },
    fault: 'status',
    status: 503,
    times,
  });

const answerAgain = ({ realmId }: TestBooks) =>
  control(test.doors.settings.quickbooks.apiUrl, 'DELETE', `faults?realm=${realmId}`);

const refusals = [
  { otherCompany: '401', code: 'realm_not_granted' },
  { otherCompany: '403', code: 'quickbooks_forbidden' },
] as const;

describe.each(refusals)('a realm that the token does not open ($otherCompany)', (refusal) => {
  const foreignBooks = async () => {
    const made = await books();
    const { otherCompany } = refusal;
    const { apiUrl } = test.doors.settings.quickbooks;
    await control(apiUrl, 'POST', 'settings', { realmId: made.realmId, otherCompany });
    return made;
  };

  it('is not claimed by a stranger, and stays free for the company it belongs to', async () => {
    const [stranger, company] = await Promise.all([at.newCompany(), at.newCompany()]);
    const [consented, claimed] = await Promise.all([books(), foreignBooks()]);
    const { page } = await connectWith(stranger.holder, { consented, claimed });
    expect(await page()).toMatchObject({
      stage: 'refused',
      error: { code: refusal.code },
      quickbooks: claimed.realmId,
    });
    expect(await liveConnectionOfRealm(test.doors.db, claimed.realmId)).toBeNull();
    await at.connect(company.holder, claimed.realmId);
    expect(await at.stateFor(company.holder)).toMatchObject({ company: claimed.name });
  });

  it('does not open the mirrored invoices of a disconnected realm to a colleague', async () => {
    const { holder, colleague, companyId } = await at.newCompany();
    const [consented, claimed] = await Promise.all([books(), foreignBooks()]);
    await at.connect(holder, claimed.realmId);
    await test.call(holder, 'connection/disconnect');
    await connectWith(colleague, { consented, claimed });
    expect(await liveConnection(test.doors.db, companyId)).toBeNull();
    expect(await at.stateFor(colleague)).toMatchObject({ state: 'none' });
  });

  it('does not take the only connection of a company, nor replace one that works', async () => {
    const { holder, colleague, companyId } = await at.newCompany();
    const [mine, consented, claimed] = await Promise.all([books(), books(), foreignBooks()]);
    await connectWith(colleague, { consented, claimed });
    await at.connect(holder, mine.realmId);
    await connectWith(holder, { consented, claimed });
    const live = await liveConnection(test.doors.db, companyId);
    expect(live).toMatchObject({ holderId: holder.userId, realmId: mine.realmId });
    await at.worksStill(mine.realmId, live?.id ?? '');
  });

  it('does not say whether another company is connected to it', async () => {
    const [stranger, company] = await Promise.all([at.newCompany(), at.newCompany()]);
    const [consented, claimed] = await Promise.all([books(), foreignBooks()]);
    await at.connect(company.holder, claimed.realmId);
    const { page } = await connectWith(stranger.holder, { consented, claimed });
    expect(await page()).toMatchObject({ error: { code: refusal.code } });
    const live = await liveConnection(test.doors.db, company.companyId);
    await at.worksStill(claimed.realmId, live?.id ?? '');
  });
});

describe('a consent that QuickBooks does not answer for', () => {
  const waiting = async () => {
    const company = await at.newCompany();
    const made = await books();
    await silence(made.realmId);
    const connected = await at.connect(company.holder, made.realmId);
    return { ...company, ...connected, made };
  };

  /** The background's check when at least these seconds have passed. */
  const recheckAfter = async (seconds: number) => {
    test.clock.advance(seconds * 1_000);
    await runDue(test.doors, ['consents']);
  };

  it('claims nothing, and is connected once QuickBooks answers', async () => {
    const { holder, page, made } = await waiting();
    expect(await page()).toMatchObject({ stage: 'checking', quickbooks: null });
    expect(await at.stateFor(holder)).toMatchObject({ state: 'none' });
    expect(await liveConnectionOfRealm(test.doors.db, made.realmId)).toBeNull();
    await recheckAfter(5);
    expect(await page()).toMatchObject({ stage: 'checking' });
    await answerAgain(made);
    await recheckAfter(10);
    expect(await page()).toMatchObject({ stage: 'connected', quickbooks: made.name });
    expect(await at.stateFor(holder)).toMatchObject({ state: 'active', company: made.name });
  });

  /** Counts the reads of this realm's name while `act` runs. */
  const readsDuring = async (realmId: string, act: (reads: () => number) => Promise<void>) => {
    const { quickbooks } = test.doors;
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
    const { holder, made } = await waiting();
    await recheckAfter(5);
    await recheckAfter(10);
    await answerAgain(made);
    await at.connect(holder, made.realmId);
    expect(await at.stateFor(holder)).toMatchObject({ state: 'active', company: made.name });
  });

  it('is checked once by two workers at a time', async () => {
    const { made } = await waiting();
    test.clock.advance(5_000);
    const reads = await readsDuring(made.realmId, async () => {
      await Promise.all([runDue(test.doors, ['consents']), runDue(test.doors, ['consents'])]);
    });
    expect(reads).toBe(1);
  });

  it('gives way to a colleague who connects meanwhile', async () => {
    const { colleague, page, made } = await waiting();
    await answerAgain(made);
    await at.connect(colleague, (await books()).realmId);
    await recheckAfter(5);
    expect(await page()).toMatchObject({ stage: 'refused', error: { code: 'connection_taken' } });
  });

  it('is dropped when its access token expires', async () => {
    const { holder, page, made } = await waiting();
    await answerAgain(made);
    test.clock.advance(60 * 60_000);
    await runDue(test.doors, ['consents']);
    await runDue(test.doors, ['consents']);
    expect(await page()).toMatchObject({ stage: 'expired' });
    expect(await at.stateFor(holder)).toMatchObject({ state: 'none' });
  });
});
