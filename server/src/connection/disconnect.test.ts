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

const call = (connectionId: string, realmId: string) =>
  test.doors.quickbooks.readBooks({ connectionId, realmId });

it('disconnecting empties the tokens, tells Intuit, and leaves the way free for a colleague', async () => {
  const { holder, colleague, companyId, connectionId, realmId } = await makeConnectedCompany(
    test.doors,
  );
  const sealed = (await lastConnection(test.doors.db, companyId))?.accessToken ?? '';
  const token = test.doors.vault.open(sealed, connectionName(connectionId)) ?? '';
  const answer = await test.call(holder, 'connection/disconnect');
  expect(answer.body).toEqual({
    state: 'none',
    holder: null,
    company: null,
    since: null,
    refused: null,
  });
  expect(await lastConnection(test.doors.db, companyId)).toMatchObject({
    state: 'ended',
    accessToken: '',
    refreshToken: '',
    endedAt: test.clock.now(),
  });
  await expect(call(connectionId, realmId)).rejects.toMatchObject({ code: 'not_connected' });
  const { apiUrl } = test.doors.settings.quickbooks;
  const atIntuit = await fetch(`${apiUrl}/v3/company/${realmId}/companyinfo/${realmId}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  expect(atIntuit.status).toBe(401);
  const entries = await test.doors.db
    .select()
    .from(auditEntries)
    .where(eq(auditEntries.companyId, companyId));
  expect(entries.at(-1)).toMatchObject({ action: 'disconnected', realmId, userId: holder.userId });
  expect((await test.call(colleague, 'connection/ticket')).status).toBe(200);
});

it('disconnecting works while Intuit is down', async () => {
  const down = await buildTestApp({ env: { INTUIT_REVOKE_URL: 'http://127.0.0.1:1/revoke' } });
  const { holder, companyId } = await makeConnectedCompany(down.doors);
  const answer = await down.call(holder, 'connection/disconnect');
  expect(answer.body).toMatchObject({ state: 'none' });
  expect((await lastConnection(down.doors.db, companyId))?.refreshToken).toBe('');
  await down.app.close();
});

it('a colleague and another company cannot disconnect, nor look behind the holder', async () => {
  const [mine, other] = await Promise.all([
    makeConnectedCompany(test.doors),
    makeConnectedCompany(test.doors),
  ]);
  const refused = await test.call(mine.colleague, 'connection/disconnect');
  expect(refused).toMatchObject({ status: 403, body: { error: { code: 'not_holder' } } });
  expect((await test.call(mine.colleague, 'connection/state')).body).toEqual({
    state: 'active',
    holder: { name: 'Holder', isYou: false },
    company: null,
    since: expect.any(String),
    refused: null,
  });
  await test.call(other.holder, 'connection/disconnect');
  expect((await test.call(mine.holder, 'connection/state')).body).toMatchObject({
    state: 'active',
    holder: { isYou: true },
  });
});

it('keeps only the hash of a ticket', async () => {
  const { holder } = await makeConnectedCompany(test.doors);
  const { url } = (await test.call(holder, 'connection/ticket')).body as { url: string };
  const ticket = new URL(url).searchParams.get('ticket') ?? '';
  expect(ticket.length).toBeGreaterThan(40);
  const rows = await test.doors.db.select().from(connectTickets);
  expect(rows.map((row) => row.ticketHash)).toContain(hashOf(ticket));
  expect(JSON.stringify(rows)).not.toContain(ticket);
});
