import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { connections } from '../connection/tables.ts';
import { transact } from '../db/transact.ts';
import { turns } from '../scheduler/tables.ts';
import { breakStorage } from '../testing/break-storage.ts';
import { buildTestApp, type TestApp } from '../testing/build-test-app.ts';
import {
  classicBody,
  deliverWebhook,
  signatureOf,
  webhookEnv,
} from '../testing/deliver-webhook.ts';
import { webhookEvents } from './tables.ts';

const samples = join(import.meta.dirname, 'samples');
const names = globSync('*.body', { cwd: samples }).map((file) => basename(file, '.body'));

type Sample = { verifierToken: string; headers: Record<string, string> };

const sample = (name: string): Sample & { body: Buffer } => ({
  ...(JSON.parse(readFileSync(join(samples, `${name}.meta.json`), 'utf8')) as Sample),
  body: readFileSync(join(samples, `${name}.body`)),
});

/** Realms of the samples, each connected by a company. */
const realmIds = ['310687', '4620816365049179780', '1185883450', '1269959970', '9341455322581846'];

const connectRealms = ({ dependencies }: TestApp) =>
  transact(dependencies.db, (tx) =>
    tx.insert(connections).values(
      realmIds.map((realmId, index) => ({
        id: `connection ${index}`,
        companyId: index + 1,
        realmId,
        realmName: `Company ${index}`,
        ownerId: 1,
        ownerName: 'Owner',
        state: 'active' as const,
        accessToken: '',
        refreshToken: '',
        expiresAt: 0,
        connectedAt: 0,
      })),
    ),
  );

const openApp = async (env: Record<string, string> = webhookEnv) => {
  const test = await buildTestApp({ env });
  await connectRealms(test);
  return test;
};

let test: TestApp;
beforeEach(async () => {
  test = await openApp();
});

const stored = (of = test) =>
  of.dependencies.db.select().from(webhookEvents).orderBy(webhookEvents.id);

const body = (...ids: string[]) =>
  classicBody(
    '310687',
    ids.map((id) => ({ name: 'Invoice', id, operation: 'Update', lastUpdated: '2026-09-02' })),
  );

describe('a delivery', () => {
  const counts: Record<string, number> = {
    'classic-two-realms': 3,
    'bad-signature': 0,
    'classic-dotnet-sdk': 2,
    'classic-empty': 0,
    'cloud-dotnet-sdk': 0,
    'cloud-voska': 0,
    'empty-array': 0,
  };

  it.each(names)('is answered and stored as its sample expects: %s', async (name) => {
    const { verifierToken, headers, body } = sample(name);
    const app = await openApp({ INTUIT_WEBHOOK_VERIFIER_TOKEN: verifierToken });
    const response = await deliverWebhook(app, body, headers);
    expect(response.statusCode).toBe(name === 'bad-signature' ? 401 : 200);
    expect(await stored(app)).toHaveLength(counts[name] ?? 1);
  });

  it('is stored for the companies of its realms, and makes their work due', async () => {
    const { headers, body } = sample('classic-two-realms');
    await deliverWebhook(test, body, headers);
    const now = test.clock.now();
    const row = { receivedAt: now, nextAt: now, appliedAt: null, tries: 0 };
    expect(await stored()).toMatchObject([
      { ...row, companyId: 1, realmId: '310687', entity: 'Invoice', entityId: '145' },
      { ...row, companyId: 2, realmId: '4620816365049179780', entity: 'Payment', entityId: '301' },
      { ...row, companyId: 2, realmId: '4620816365049179780', entity: 'Invoice', entityId: '9' },
    ]);
    expect(await test.dependencies.db.select().from(turns).orderBy(turns.companyId)).toMatchObject([
      { companyId: 1, realmId: '310687', job: 'events', dueAt: now },
      { companyId: 2, realmId: '4620816365049179780', job: 'events', dueAt: now },
    ]);
  });

  it('is stored once when it comes again', async () => {
    for (let time = 0; time < 3; time += 1) {
      expect((await deliverWebhook(test, body('145', '145', '146'))).statusCode).toBe(200);
    }
    await Promise.all([1, 2, 3].map(() => deliverWebhook(test, body('147'))));
    expect((await stored()).map(({ entityId }) => entityId)).toEqual(['145', '146', '147']);
  });

  it.each([
    'application/json',
    'application/cloudevents+json',
    'application/cloudevents-batch+json; charset=utf-8',
    'application/vnd.intuit.events.v2+json',
    'text/plain',
    'application/x-www-form-urlencoded',
    'events',
    undefined,
  ])('is read whatever its content type is: %s', async (contentType) => {
    const answer = await deliverWebhook(test, body('145'), { 'content-type': contentType });
    expect(answer.statusCode).toBe(200);
    expect(await stored()).toHaveLength(1);
  });

  it.each(['', '[]', '{"eventNotifications":[]}'])('may be empty: %s', async (empty) => {
    expect((await deliverWebhook(test, empty)).statusCode).toBe(200);
    expect(await stored()).toEqual([]);
  });

  it('of a realm that nobody connected is acknowledged and dropped', async () => {
    const change = { name: 'Invoice', id: '1', operation: 'Update' };
    expect((await deliverWebhook(test, classicBody('77', [change]))).statusCode).toBe(200);
    expect(await stored()).toEqual([]);
  });

  it('of more events than are stored at once is acknowledged', async () => {
    const ids = Array.from({ length: 5_100 }, (_, index) => `${index + 1}`);
    expect((await deliverWebhook(test, body(...ids))).statusCode).toBe(200);
    expect(await stored()).toHaveLength(5_000);
    expect(test.logged.join()).toContain('"left":100');
  });
});

describe('a refused delivery', () => {
  const refused = async (
    status: number,
    payload: string | Buffer,
    headers: Record<string, string | undefined> = {},
  ) => {
    expect((await deliverWebhook(test, payload, headers)).statusCode).toBe(status);
    expect(await stored()).toEqual([]);
  };

  it('has a changed byte', () =>
    refused(401, body('146'), { 'intuit-signature': signatureOf(body('145')) }));

  it('differs only in white space', () =>
    refused(401, ` ${body('145')}`, { 'intuit-signature': signatureOf(body('145')) }));

  it('has no signature', () => refused(401, body('145'), { 'intuit-signature': undefined }));

  it.each([
    '',
    'none',
    'A'.repeat(44),
    `${'A'.repeat(43)}=`,
    signatureOf(body('145')).slice(0, -1),
  ])('has a wrong signature: %s', (signature) =>
    refused(401, body('145'), { 'intuit-signature': signature }),
  );

  it('is too large', () => refused(422, 'x'.repeat(2_000_001)));

  it('is signed but not JSON', () => refused(422, '{"eventNotifications":'));

  it('comes while the database does not work, and is stored when it is repeated', async () => {
    const repair = await breakStorage(test.dependencies.db, 'read_only');
    await Promise.all(['145', '146'].map((id) => refused(503, body(id))));
    await repair();
    expect((await deliverWebhook(test, body('145'))).statusCode).toBe(200);
    expect(await stored()).toHaveLength(1);
  });

  it('comes before the verifier token is set', async () => {
    test = await openApp({});
    const answer = await deliverWebhook(test, body('145'));
    expect(answer.statusCode).toBe(503);
    expect(answer.body).toContain('INTUIT_WEBHOOK_VERIFIER_TOKEN is not set');
    expect(await stored()).toEqual([]);
  });
});

describe('a burst of deliveries', () => {
  const deliverMany = (many: number) =>
    Promise.all(Array.from({ length: many }, (_, index) => deliverWebhook(test, body(`${index}`))));

  it('meets no rate limit of other routes', async () => {
    test = await openApp({ ...webhookEnv, RATE_LIMIT_PER_MINUTE: '1' });
    const answers = await deliverMany(100);
    expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([200]));
  });

  it('shares commits', async () => {
    const commits = vi.spyOn(test.dependencies.db.writer, 'run');
    const answers = await deliverMany(300);
    expect(answers.every(({ statusCode }) => statusCode === 200)).toBe(true);
    expect(await stored()).toHaveLength(300);
    expect(commits.mock.calls.length).toBeLessThan(150);
  });
});
