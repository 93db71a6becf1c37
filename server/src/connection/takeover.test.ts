import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditEntries } from '../audit/tables.ts';
import { transact } from '../db/transact.ts';
import { grants } from '../install/tables.ts';
import { basicAuth } from '../oauth/secrets.ts';
import { operations } from '../operations/tables.ts';
import type { PipedriveUser } from '../pipedrive/gateway.ts';
import { buildTestApp, type TestApp } from '../testing/build-test-app.ts';
import { connectWindow } from '../testing/connect-window.ts';
import { answerIntuit, openWindow } from '../testing/consent-pages.ts';
import { control } from '../testing/control.ts';
import { installFor, makeRealmIn } from '../testing/make-company.ts';
import { runDue } from '../testing/run-due.ts';
import type { ConnectionState } from './contract.ts';
import { liveConnection } from './store.ts';
import { connections } from './tables.ts';

let test: TestApp;
let flow: ReturnType<typeof connectWindow>;
beforeAll(async () => {
  test = await buildTestApp({ env: { PIPEDRIVE_TIMEOUT_MS: '1000' } });
  flow = connectWindow(test);
});
afterAll(() => test.app.close());

type Deactivated = 'rejected' | 'rejected_by_api' | 'work';

const setUser = (
  { userId }: PipedriveUser,
  to: { admin?: boolean; deactivated?: Deactivated | null },
) => control(test.dependencies.settings.pipedrive.oauthUrl, 'POST', `users/${userId}`, to);

const pipedriveFault = (companyId: number, fault: object) =>
  control(test.dependencies.settings.pipedrive.oauthUrl, 'POST', 'faults', {
    match: { company: companyId },
    times: 20,
    ...fault,
  });

const stateFor = async (user: PipedriveUser) => (await flow.stateFor(user)) as ConnectionState;

/** The last verdict is older than ten minutes, so the next visit asks Pipedrive again. */
const later = () => test.clock.advance(10 * 60_000);

/** A company whose owner has connected a realm; the colleague is no admin. */
const connected = async () => {
  const company = await flow.newCompany();
  const realm = await makeRealmIn(test.dependencies);
  await flow.connect(company.owner, realm.realmId);
  return { ...company, ...realm };
};

/** The same after the owner was deactivated and some time has passed. */
const abandoned = async (deactivated: Deactivated = 'rejected') => {
  const company = await connected();
  await setUser(company.owner, { deactivated });
  later();
  return company;
};

const tryTicket = async (user: PipedriveUser) => (await test.call(user, 'connection/ticket')).body;

const taken = { error: { code: 'connection_taken' } };

describe('a connection whose owner has left Pipedrive', () => {
  it.each([
    ['rejected', 'inactive'],
    ['rejected_by_api', 'inactive'],
    ['work', 'inactive'],
  ] as const)('can be taken over, with tokens that are %s', async (deactivated, status) => {
    const company = await abandoned(deactivated);
    expect((await stateFor(company.colleague)).takeover).toEqual({ status, right: 'allowed' });
    const before = await liveConnection(test.dependencies.db, company.companyId);
    const window = await flow.connect(company.colleague, company.realmId);
    expect(await window.page()).toMatchObject({ stage: 'connected', quickbooks: company.name });
    const after = await liveConnection(test.dependencies.db, company.companyId);
    expect(after).toMatchObject({
      ownerId: company.colleague.userId,
      realmId: company.realmId,
      state: 'active',
      formerOwnerId: company.owner.userId,
    });
    expect(after?.id).not.toBe(before?.id);
    await flow.expectWorking(company.realmId, after?.id ?? '');
    expect(await stateFor(company.colleague)).toMatchObject({
      owner: { isYou: true },
      company: company.name,
      takeover: null,
    });
  });

  it.each(['rejected', 'rejected_by_api'] as const)(
    'can be taken over without the scope users:read, when the tokens are %s',
    async (deactivated) => {
      const company = await abandoned(deactivated);
      await pipedriveFault(company.companyId, {
        match: { company: company.companyId, path: `/api/v1/users/${company.owner.userId}` },
        fault: 'status',
        status: 403,
        body: { success: false, error: 'Scope and URL mismatch' },
      });
      expect((await stateFor(company.colleague)).takeover).toEqual({
        status: 'rejected',
        right: 'allowed',
      });
    },
  );

  it('shows the taker the page of the company to choose, and whose connection it is', async () => {
    const company = await abandoned();
    const ticket = await flow.ticketFor(company.colleague);
    const live = await liveConnection(test.dependencies.db, company.companyId);
    expect(await flow.readPage(openWindow(test.app), ticket)).toMatchObject({
      stage: 'ask',
      before: company.name,
      takesOverFrom: live?.ownerName,
      renews: false,
    });
  });

  it('refuses another QuickBooks company and revokes its consent', async () => {
    const company = await abandoned();
    const other = await makeRealmIn(test.dependencies);
    const window = await flow.connect(company.colleague, other.realmId);
    expect(await window.page()).toMatchObject({
      stage: 'refused',
      error: { code: 'takeover_other_realm' },
    });
    const live = await liveConnection(test.dependencies.db, company.companyId);
    expect(live).toMatchObject({ ownerId: company.owner.userId, realmId: company.realmId });
    await flow.expectWorking(company.realmId, live?.id ?? '');
  });

  it('continues open operations with the new owner and keeps everything by realm', async () => {
    const company = await abandoned();
    const { companyId, realmId, owner, colleague } = company;
    const operation = {
      companyId,
      realmId,
      kind: 'deal_note' as const,
      subject: 'deal_note' as const,
      userId: owner.userId,
      body: null,
      data: { html: 'x' },
      sentAt: 1,
      lastSentAt: 1,
    };
    await transact(test.dependencies.db, async (tx) => {
      const states = ['waiting', 'done'] as const;
      for (const state of states) {
        const id = `${state} ${companyId}`;
        const row = { ...operation, id, subjectId: id, requestId: id, state };
        await tx.insert(operations).values(row);
      }
    });
    await flow.connect(colleague, realmId);
    const rows = await test.dependencies.db
      .select({ state: operations.state, userId: operations.userId })
      .from(operations)
      .where(and(eq(operations.companyId, companyId)));
    expect(new Map(rows.map(({ state, userId }) => [state, userId]))).toEqual(
      new Map([
        ['waiting', colleague.userId],
        ['done', owner.userId],
      ]),
    );
  });

  it('records who left and who took over', async () => {
    const company = await abandoned();
    await stateFor(company.colleague);
    await flow.connect(company.colleague, company.realmId);
    const entries = await test.dependencies.db
      .select()
      .from(auditEntries)
      .where(eq(auditEntries.companyId, company.companyId));
    expect(entries.filter(({ action }) => /owner_lost|taken_over/.test(action))).toMatchObject([
      { action: 'owner_lost', userId: company.owner.userId, details: { status: 'inactive' } },
      {
        action: 'taken_over',
        userId: company.colleague.userId,
        subject: company.name,
        details: { status: 'inactive' },
      },
    ]);
  });

  it('tells the former owner who took over, once they are active again', async () => {
    const company = await abandoned();
    await flow.connect(company.colleague, company.realmId);
    await setUser(company.owner, { deactivated: null });
    await installFor(test.dependencies, company.owner);
    const state = await stateFor(company.owner);
    expect(state).toMatchObject({
      owner: { isYou: false },
      company: null,
      health: null,
      takenOverAt: new Date(test.clock.now()).toISOString(),
    });
    expect(await tryTicket(company.owner)).toMatchObject(taken);
  });

  it('is found by background work once a day', async () => {
    const company = await connected();
    await setUser(company.owner, { deactivated: 'rejected' });
    test.clock.advance(25 * 60 * 60_000);
    await runDue(test.dependencies, ['connection_health']);
    const live = await liveConnection(test.dependencies.db, company.companyId);
    expect(live).toMatchObject({ ownerStatus: 'inactive', adminInstalled: false });
  });
});

describe('who may take over', () => {
  it('is an admin only, while one has installed the app', async () => {
    const company = await abandoned();
    const admin = await thirdUser(company);
    await setUser(admin, { admin: true });
    await installFor(test.dependencies, admin);
    expect((await stateFor(company.colleague)).takeover).toMatchObject({ right: 'denied' });
    expect(await tryTicket(company.colleague)).toMatchObject(taken);
    expect((await stateFor(admin)).takeover).toMatchObject({ right: 'allowed' });
    const window = await flow.connect(admin, company.realmId);
    expect(await window.page()).toMatchObject({ stage: 'connected' });
  });

  it('is another user when the only other admin was deactivated too', async () => {
    const company = await connected();
    const admin = await thirdUser(company);
    await setUser(admin, { admin: true, deactivated: 'work' });
    await installFor(test.dependencies, admin);
    await setUser(company.owner, { deactivated: 'rejected' });
    later();
    expect((await stateFor(company.colleague)).takeover).toMatchObject({ right: 'allowed' });
    expect((await stateFor(admin)).takeover).toMatchObject({ right: 'denied' });
  });

  it('is nobody while the owner is active', async () => {
    const company = await connected();
    await setUser(company.colleague, { admin: true });
    later();
    expect((await stateFor(company.colleague)).takeover).toBeNull();
    expect(await tryTicket(company.colleague)).toMatchObject(taken);
  });

  it('is nobody who has not installed the app, nor a user of another company', async () => {
    const company = await abandoned();
    const stranger = await connected();
    const { userId } = stranger.owner;
    const forged = { companyId: company.companyId, userId };
    expect(await tryTicket(forged)).toMatchObject({ error: { code: 'not_installed' } });
    expect((await stateFor(stranger.colleague)).takeover).toBeNull();
  });

  it.each([
    ['an outage', { fault: 'status', status: 503 }],
    ['a time-out', { fault: 'hang' }],
    ['a lost connection', { fault: 'reset-before' }],
    ['the rate limit', { fault: 'status', status: 429 }],
    ['the HTML 403 of the proxy', { fault: 'status', status: 403, body: '<html></html>' }],
  ])(
    'is nobody because of %s',
    async (_, fault) => {
      const company = await connected();
      await setUser(company.colleague, { admin: true });
      later();
      await pipedriveFault(company.companyId, fault);
      expect((await stateFor(company.colleague)).takeover).toBeNull();
      expect(await tryTicket(company.colleague)).toMatchObject(taken);
      const live = await liveConnection(test.dependencies.db, company.companyId);
      expect(live?.ownerStatus).toBe('active');
    },
    60_000,
  );

  it('is nobody because our key for the owner’s token was lost', async () => {
    const company = await connected();
    await transact(test.dependencies.db, async (tx) => {
      const ofOwner = and(
        eq(grants.companyId, company.companyId),
        eq(grants.userId, company.owner.userId),
      );
      await tx.update(grants).set({ refreshToken: 'lost:1:2', state: 'broken' }).where(ofOwner);
    });
    later();
    expect((await stateFor(company.colleague)).takeover).toBeNull();
  });

  it('asks Pipedrive at most every ten minutes when colleagues open panels', async () => {
    const company = await connected();
    later();
    const { oauthUrl } = test.dependencies.settings.pipedrive;
    const calls = async () => {
      const path = `journal?kind=api&company=${company.companyId}`;
      return (await control<{ calls: unknown[] }>(oauthUrl, 'GET', path)).calls.length;
    };
    await stateFor(company.colleague);
    const once = await calls();
    await Promise.all([stateFor(company.colleague), stateFor(company.colleague)]);
    expect(await calls()).toBe(once);
  });
});

describe('a takeover in progress', () => {
  it('ends when the owner becomes active before the consent', async () => {
    const company = await abandoned();
    const window = openWindow(test.app);
    const ticket = await flow.ticketFor(company.colleague);
    const consentPage = await flow.continueToIntuit(window, ticket);
    await setUser(company.owner, { deactivated: null });
    await window.get(await answerIntuit(consentPage, company.realmId));
    expect(await flow.readPage(window, ticket)).toMatchObject({
      stage: 'refused',
      error: { code: 'connection_taken' },
    });
    const live = await liveConnection(test.dependencies.db, company.companyId);
    expect(live?.ownerId).toBe(company.owner.userId);
    await flow.expectWorking(company.realmId, live?.id ?? '');
  });

  it('continues while Pipedrive does not answer, because the right was checked before', async () => {
    const company = await abandoned();
    const window = openWindow(test.app);
    const ticket = await flow.ticketFor(company.colleague);
    const consentPage = await flow.continueToIntuit(window, ticket);
    await pipedriveFault(company.companyId, { fault: 'status', status: 503, times: 6 });
    await window.get(await answerIntuit(consentPage, company.realmId));
    expect(await flow.readPage(window, ticket)).toMatchObject({ stage: 'connected' });
  });

  it('does not begin while Pipedrive does not answer', async () => {
    const company = await abandoned();
    await stateFor(company.colleague);
    await pipedriveFault(company.companyId, { fault: 'status', status: 503 });
    expect(await tryTicket(company.colleague)).toMatchObject({
      error: { code: 'pipedrive_unavailable' },
    });
  });

  it('is refused with a ticket that was issued for another connection', async () => {
    const company = await abandoned();
    const window = openWindow(test.app);
    const ticket = await flow.ticketFor(company.colleague);
    const consentPage = await flow.continueToIntuit(window, ticket);
    await transact(test.dependencies.db, async (tx) => {
      const ofCompany = eq(connections.companyId, company.companyId);
      await tx
        .update(connections)
        .set({ id: `new ${company.companyId}` })
        .where(ofCompany);
    });
    await window.get(await answerIntuit(consentPage, company.realmId));
    expect(await flow.readPage(window, ticket)).toMatchObject({
      stage: 'refused',
      error: { code: 'connection_taken' },
    });
  });

  it('makes only one of two users the owner', async () => {
    const company = await abandoned();
    const other = await thirdUser(company);
    await installFor(test.dependencies, other);
    const results = await Promise.all([
      flow.connect(company.colleague, company.realmId),
      flow.connect(other, company.realmId),
    ]);
    const stages = await Promise.all(results.map(async ({ page }) => (await page()).stage));
    expect(stages.toSorted()).toEqual(['connected', 'refused']);
  });
});

describe('an owner who has uninstalled', () => {
  it('has no connection any more, so a colleague connects as usual', async () => {
    const company = await connected();
    const { clientId, clientSecret } = test.dependencies.settings.pipedrive;
    const { companyId, owner } = company;
    const notice = await test.app.inject({
      method: 'DELETE',
      url: '/oauth/pipedrive/callback',
      headers: { authorization: basicAuth(clientId, clientSecret) },
      payload: { client_id: clientId, company_id: companyId, user_id: owner.userId },
    });
    expect(notice.statusCode).toBe(204);
    expect(await stateFor(company.colleague)).toMatchObject({ state: 'none', takeover: null });
    const window = await flow.connect(company.colleague, company.realmId);
    expect(await window.page()).toMatchObject({ stage: 'connected' });
  });
});

/** A further user of the company, made an ordinary one. */
const thirdUser = async ({ companyId }: { companyId: number }): Promise<PipedriveUser> => {
  const { oauthUrl } = test.dependencies.settings.pipedrive;
  const { id } = await control<{ id: number }>(oauthUrl, 'POST', 'users', { companyId });
  return { companyId, userId: id };
};
