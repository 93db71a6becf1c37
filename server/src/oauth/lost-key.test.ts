import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { auditEntries } from '../audit/tables.ts';
import { consents } from '../connection/consent-jobs.ts';
import { openConsent, sealConsent } from '../connection/pending-consent.ts';
import { connections, connectTickets } from '../connection/tables.ts';
import { transact } from '../db/transact.ts';
import { grantOf } from '../install/store.ts';
import { grants } from '../install/tables.ts';
import { makeDue } from '../scheduler/turns.ts';
import { buildTestApp, type TestApp } from '../testing/build-test-app.ts';
import { installFor, makeConnectedCompany } from '../testing/make-company.ts';
import { runDue } from '../testing/run-due.ts';

let before: TestApp;
/** The same database after a start without the key that sealed what is in it. */
let test_: TestApp;
let company: Awaited<ReturnType<typeof makeConnectedCompany>>;

/** What was handed back to Intuit, whose revocation endpoint this stands for. */
let revoked: unknown[];
const intuit = createServer(async (request, response) => {
  revoked.push(((await json(request)) as { token: string }).token);
  response.end('{}');
});
beforeAll(() => once(intuit.listen(0, '127.0.0.1'), 'listening'));
afterAll(() => intuit.close());

const keyed = (id: string, digit: string) => ({
  ENCRYPTION_KEYS: `${id}:${digit.repeat(64)}`,
  INTUIT_REVOKE_URL: `http://127.0.0.1:${(intuit.address() as AddressInfo).port}`,
});

beforeEach(async () => {
  revoked = [];
  before = await buildTestApp({ env: keyed('lost', 'a') });
  company = await makeConnectedCompany(before.dependencies);
  test_ = await buildTestApp({ env: keyed('new', 'b'), db: before.dependencies.db });
});
afterEach(() => before.dependencies.db.close());

const dealId = () => company.deals.withProducts ?? 0;

const ask = (action: `${string}/${string}`, input: object = {}) =>
  test_.call(company.owner, action, input);

describe('when the key is lost', () => {
  test('a user is asked to install again, and may then go on', async () => {
    const answer = await ask('invoices/list', {
      context: { of: 'deal', id: dealId() },
    });
    expect(answer.status).toBe(403);
    expect(answer.body).toMatchObject({
      error: {
        code: 'install_broken',
        details: { installUrl: expect.stringContaining('/oauth/pipedrive/start') },
      },
    });
    await installFor(test_.dependencies, company.owner);
    expect(
      (
        await ask('invoices/list', {
          context: { of: 'deal', id: dealId() },
        })
      ).status,
    ).toBe(200);
  });

  test('the connection asks for a new consent, and the audit log says so once', async () => {
    await installFor(test_.dependencies, company.owner);
    for (const _ of [1, 2]) {
      const answer = await ask('items/search', {
        context: { of: 'deal', id: dealId() },
        text: '',
        page: 0,
      });
      expect(answer.status).toBe(409);
      expect(answer.body).toMatchObject({ error: { code: 'connection_broken' } });
    }
    expect((await ask('connection/state')).body).toMatchObject({ state: 'broken' });
    const broken = eq(auditEntries.action, 'connection_broken');
    const entries = await test_.dependencies.db.select().from(auditEntries).where(broken);
    expect(entries).toHaveLength(1);
    expect(test_.logged.join('')).toContain('is a key missing');
  });

  test('one can disconnect; what cannot be opened is forgotten, not revoked', async () => {
    const answer = await ask('connection/disconnect');
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ state: 'none' });
    expect(revoked).toEqual([]);
  });

  test('an uninstall forgets the user all the same', async () => {
    const { clientId, clientSecret } = test_.dependencies.settings.pipedrive;
    const answer = await test_.app.inject({
      method: 'DELETE',
      url: '/oauth/pipedrive/callback',
      headers: {
        authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`,
      },
      payload: {
        client_id: clientId,
        company_id: company.companyId,
        user_id: company.owner.userId,
      },
    });
    expect(answer.statusCode).toBe(204);
    expect(await grantOf(test_.dependencies.db, company.owner)).toBeNull();
  });

  test('consents left lying by others are still cleared away', async () => {
    const { vault } = before.dependencies;
    for (const [ticketHash, sealedBy] of [
      ['one', vault],
      ['two', test_.dependencies.vault],
    ] as const) {
      const tokens = { accessToken: 'a', expiresAt: 1, refreshExpiresAt: null };
      const pending = sealConsent(sealedBy, ticketHash, {
        realmId: '1',
        tokens: { ...tokens, refreshToken: `of ${ticketHash}` },
      });
      const row = { companyId: 1, userId: 2, expiresAt: 1, stage: 'other_company' as const };
      await transact(test_.dependencies.db, async (tx) => {
        await tx.insert(connectTickets).values({ ticketHash, pending, ...row });
        await makeDue(tx, { companyId: 1, realmId: '', job: 'consents' }, 1, 1);
      });
    }
    // A process that is killed on its way to Intuit leaves them to the next.
    const killed = new Error('killed');
    const slice = {
      goesOn: () => true,
      noResponse: () => undefined,
      item: () => Promise.reject(killed),
    };
    const key = { companyId: 1, realmId: '', job: 'consents' as const };
    await expect(consents.work(test_.dependencies, key, slice)).rejects.toBe(killed);
    await runDue(test_.dependencies, ['consents']);
    expect(revoked).toEqual(['of two']);
    expect(await test_.dependencies.db.select().from(connectTickets)).toHaveLength(0);
  });
});

describe('a token moved to another row', () => {
  const stolen = async () => {
    const other = await makeConnectedCompany(before.dependencies);
    return { other, db: before.dependencies.db };
  };

  test('does not open there: a connection', async () => {
    const { other, db } = await stolen();
    const rows = await db.select().from(connections);
    const theirs = rows.find((row) => row.id === other.connectionId);
    await transact(db, async (tx) => {
      await tx.update(connections).set({ accessToken: theirs?.accessToken });
    });
    const realm = { connectionId: company.connectionId, realmId: company.realmId };
    await expect(before.dependencies.quickbooks.readCompanyProfile(realm)).rejects.toMatchObject({
      code: 'connection_broken',
    });
  });

  test('does not open there: a grant', async () => {
    const { other, db } = await stolen();
    const theirs = await grantOf(db, other.owner);
    await transact(db, async (tx) => {
      await tx.update(grants).set({ accessToken: theirs?.accessToken });
    });
    await expect(before.dependencies.pipedrive.someDeal(company.owner)).rejects.toMatchObject({
      code: 'install_broken',
    });
  });

  test('does not open there: a waiting consent', () => {
    const { vault } = before.dependencies;
    const tokens = { accessToken: 'a', refreshToken: 'r', expiresAt: 1, refreshExpiresAt: null };
    const pending = sealConsent(vault, 'one', { realmId: '1', tokens });
    expect(openConsent(vault, { ticketHash: 'one', pending })?.realmId).toBe('1');
    expect(openConsent(vault, { ticketHash: 'two', pending })).toBeNull();
  });
});
