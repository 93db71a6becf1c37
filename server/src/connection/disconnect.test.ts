import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { auditEntries } from '../audit/tables.ts';
import { hashOf } from '../oauth/secrets.ts';
import { buildTestApp, type TestApp } from '../testing/build-test-app.ts';
import { makeConnectedCompany } from '../testing/make-company.ts';
import { connectionName, lastConnection } from './store.ts';
import { connectTickets } from './tables.ts';

let test: TestApp;
beforeAll(async () => {
  test = await buildTestApp();
});
afterAll(() => test.app.close());

const readProfile = (connectionId: string, realmId: string) =>
  test.dependencies.quickbooks.readCompanyProfile({ connectionId, realmId });

it('clears and revokes the tokens, and lets a colleague connect', async () => {
  const { owner, colleague, companyId, connectionId, realmId } = await makeConnectedCompany(
    test.dependencies,
  );
  const encrypted = (await lastConnection(test.dependencies.db, companyId))?.accessToken ?? '';
  const token = test.dependencies.vault.decrypt(encrypted, connectionName(connectionId)) ?? '';
  const response = await test.call(owner, 'connection/disconnect');
  expect(response.body).toEqual({
    state: 'none',
    owner: null,
    company: null,
    since: null,
    refused: null,
    connected: false,
    health: null,
    takeover: null,
    takenOverAt: null,
  });
  expect(await lastConnection(test.dependencies.db, companyId)).toMatchObject({
    state: 'ended',
    accessToken: '',
    refreshToken: '',
    endedAt: test.clock.now(),
  });
  await expect(readProfile(connectionId, realmId)).rejects.toMatchObject({ code: 'not_connected' });
  const { apiUrl } = test.dependencies.settings.quickbooks;
  const profileResponse = await fetch(`${apiUrl}/v3/company/${realmId}/companyinfo/${realmId}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  expect(profileResponse.status).toBe(401);
  const entries = await test.dependencies.db
    .select()
    .from(auditEntries)
    .where(eq(auditEntries.companyId, companyId));
  expect(entries.at(-1)).toMatchObject({ action: 'disconnected', realmId, userId: owner.userId });
  expect((await test.call(colleague, 'connection/ticket')).status).toBe(200);
});

it('disconnects while Intuit is unavailable', async () => {
  const app = await buildTestApp({ env: { INTUIT_REVOKE_URL: 'http://127.0.0.1:1/revoke' } });
  const { owner, companyId } = await makeConnectedCompany(app.dependencies);
  const response = await app.call(owner, 'connection/disconnect');
  expect(response.body).toMatchObject({ state: 'none' });
  expect((await lastConnection(app.dependencies.db, companyId))?.refreshToken).toBe('');
  await app.app.close();
});

it('refuses a colleague and another company, and hides the company name from them', async () => {
  const [own, other] = await Promise.all([
    makeConnectedCompany(test.dependencies),
    makeConnectedCompany(test.dependencies),
  ]);
  const response = await test.call(own.colleague, 'connection/disconnect');
  expect(response).toMatchObject({ status: 403, body: { error: { code: 'not_owner' } } });
  expect((await test.call(own.colleague, 'connection/state')).body).toEqual({
    state: 'active',
    owner: { name: 'Holder', isYou: false },
    company: null,
    since: expect.any(String),
    refused: null,
    connected: false,
    health: null,
    takeover: null,
    takenOverAt: null,
  });
  await test.call(other.owner, 'connection/disconnect');
  expect((await test.call(own.owner, 'connection/state')).body).toMatchObject({
    state: 'active',
    owner: { isYou: true },
  });
});

it('stores only the hash of a ticket', async () => {
  const { owner } = await makeConnectedCompany(test.dependencies);
  const { url } = (await test.call(owner, 'connection/ticket')).body as { url: string };
  const ticket = new URL(url).searchParams.get('ticket') ?? '';
  expect(ticket.length).toBeGreaterThan(40);
  const rows = await test.dependencies.db.select().from(connectTickets);
  expect(rows.map((row) => row.ticketHash)).toContain(hashOf(ticket));
  expect(JSON.stringify(rows)).not.toContain(ticket);
});
