import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { auditEntries } from '../audit/tables.ts';
import { consents } from '../connection/consent-jobs.ts';
import { decryptConsent, encryptConsent } from '../connection/pending-consent.ts';
import { connections, connectTickets } from '../connection/tables.ts';
import { transact } from '../db/transact.ts';
import { grantOf } from '../install/store.ts';
import { grants } from '../install/tables.ts';
import { makeDue } from '../scheduler/turns.ts';
import { buildTestApp, type TestApp } from '../testing/build-test-app.ts';
import { installFor, makeConnectedCompany } from '../testing/make-company.ts';
import { runDue } from '../testing/run-due.ts';

let appWithKey: TestApp;
/** The same database, opened by a server without the key that encrypted its tokens. */
let app: TestApp;
let company: Awaited<ReturnType<typeof makeConnectedCompany>>;

/** Tokens received by this replacement of Intuit's revocation endpoint. */
let revoked: unknown[];
const intuit = createServer(async (request, response) => {
  revoked.push(((await json(request)) as { token: string }).token);
  response.end('{}');
});
beforeAll(() => once(intuit.listen(0, '127.0.0.1'), 'listening'));
afterAll(() => intuit.close());

const environment = (id: string, digit: string) => ({
  ENCRYPTION_KEYS: `${id}:${digit.repeat(64)}`,
  INTUIT_REVOKE_URL: `http://127.0.0.1:${(intuit.address() as AddressInfo).port}`,
});

beforeEach(async () => {
  revoked = [];
  appWithKey = await buildTestApp({ env: environment('lost', 'a') });
  company = await makeConnectedCompany(appWithKey.dependencies);
  app = await buildTestApp({ env: environment('new', 'b'), db: appWithKey.dependencies.db });
});
afterEach(() => appWithKey.dependencies.db.close());

const dealId = () => company.deals.withProducts ?? 0;

const call = (action: `${string}/${string}`, input: object = {}) =>
  app.call(company.owner, action, input);

describe('when the encryption key is lost', () => {
  test('returns install_broken until the user installs again', async () => {
    const response = await call('invoices/list', {
      context: { of: 'deal', id: dealId() },
    });
    expect(response.status).toBe(403);
    expect(response.body).toMatchObject({
      error: {
        code: 'install_broken',
        details: { installUrl: expect.stringContaining('/oauth/pipedrive/start') },
      },
    });
    await installFor(app.dependencies, company.owner);
    expect(
      (
        await call('invoices/list', {
          context: { of: 'deal', id: dealId() },
        })
      ).status,
    ).toBe(200);
  });

  test('marks the connection broken and writes one audit entry', async () => {
    await installFor(app.dependencies, company.owner);
    for (const _ of [1, 2]) {
      const response = await call('items/search', {
        context: { of: 'deal', id: dealId() },
        text: '',
        page: 0,
      });
      expect(response.status).toBe(409);
      expect(response.body).toMatchObject({ error: { code: 'connection_broken' } });
    }
    expect((await call('connection/state')).body).toMatchObject({ state: 'broken' });
    const broken = eq(auditEntries.action, 'connection_broken');
    const entries = await app.dependencies.db.select().from(auditEntries).where(broken);
    expect(entries).toHaveLength(1);
    expect(app.logged.join('')).toContain('is a key missing');
  });

  test('disconnects without revoking a token that cannot be decrypted', async () => {
    const response = await call('connection/disconnect');
    expect(response.status).toBe(200);
    expect(response.body).toMatchObject({ state: 'none' });
    expect(revoked).toEqual([]);
  });

  test('deletes the grant at an uninstall', async () => {
    const { clientId, clientSecret } = app.dependencies.settings.pipedrive;
    const response = await app.app.inject({
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
    expect(response.statusCode).toBe(204);
    expect(await grantOf(app.dependencies.db, company.owner)).toBeNull();
  });

  test('deletes expired tickets, and revokes only consents it can decrypt', async () => {
    const { vault } = appWithKey.dependencies;
    for (const [ticketHash, vaultUsed] of [
      ['one', vault],
      ['two', app.dependencies.vault],
    ] as const) {
      const tokens = {
        accessToken: 'a',
        expiresAt: 1,
        refreshExpiresAt: null,
        hardExpiresAt: null,
      };
      const pending = encryptConsent(vaultUsed, ticketHash, {
        realmId: '1',
        tokens: { ...tokens, refreshToken: `of ${ticketHash}` },
      });
      const row = { companyId: 1, userId: 2, expiresAt: 1, stage: 'other_company' as const };
      await transact(app.dependencies.db, async (tx) => {
        await tx.insert(connectTickets).values({ ticketHash, pending, ...row });
        await makeDue(tx, { companyId: 1, realmId: '', job: 'consents' }, 1, 1);
      });
    }
    // A process that is killed before the revocation leaves the tickets to the next one.
    const killed = new Error('killed');
    const slice = {
      goesOn: () => true,
      noResponse: () => undefined,
      item: () => Promise.reject(killed),
    };
    const key = { companyId: 1, realmId: '', job: 'consents' as const };
    await expect(consents.work(app.dependencies, key, slice)).rejects.toBe(killed);
    await runDue(app.dependencies, ['consents']);
    expect(revoked).toEqual(['of two']);
    expect(await app.dependencies.db.select().from(connectTickets)).toHaveLength(0);
  });
});

describe('a token copied to another row', () => {
  const makeOther = async () => {
    const other = await makeConnectedCompany(appWithKey.dependencies);
    return { other, db: appWithKey.dependencies.db };
  };

  test('cannot be decrypted there: connection', async () => {
    const { other, db } = await makeOther();
    const rows = await db.select().from(connections);
    const otherRow = rows.find((row) => row.id === other.connectionId);
    await transact(db, async (tx) => {
      await tx.update(connections).set({ accessToken: otherRow?.accessToken });
    });
    const realm = { connectionId: company.connectionId, realmId: company.realmId };
    await expect(
      appWithKey.dependencies.quickbooks.readCompanyProfile(realm),
    ).rejects.toMatchObject({
      code: 'connection_broken',
    });
  });

  test('cannot be decrypted there: grant', async () => {
    const { other, db } = await makeOther();
    const otherRow = await grantOf(db, other.owner);
    await transact(db, async (tx) => {
      await tx.update(grants).set({ accessToken: otherRow?.accessToken });
    });
    await expect(appWithKey.dependencies.pipedrive.someDeal(company.owner)).rejects.toMatchObject({
      code: 'install_broken',
    });
  });

  test('cannot be decrypted there: pending consent', () => {
    const { vault } = appWithKey.dependencies;
    const tokens = {
      accessToken: 'a',
      refreshToken: 'r',
      expiresAt: 1,
      refreshExpiresAt: null,
      hardExpiresAt: null,
    };
    const pending = encryptConsent(vault, 'one', { realmId: '1', tokens });
    expect(decryptConsent(vault, { ticketHash: 'one', pending })?.realmId).toBe('1');
    expect(decryptConsent(vault, { ticketHash: 'two', pending })).toBeNull();
  });
});
