import { beforeEach, describe, expect, it } from 'vitest';
import { auditEntries } from '../audit/tables.ts';
import { returnFromIntuit } from '../connection/callback.ts';
import { liveConnection } from '../connection/store.ts';
import { beginConsent } from '../connection/ticket-store.ts';
import { forgetGrant } from '../install/store.ts';
import { hashOf } from '../oauth/secrets.ts';
import { readTokenResponse } from '../oauth/token-response.ts';
import { buildTestApp, type TestApp } from '../testing/build-test-app.ts';
import { openWindow } from '../testing/consent-pages.ts';
import { control } from '../testing/control.ts';
import { fillEveryTable } from '../testing/fill-every-table.ts';
import { installFor, makeConnectedCompany } from '../testing/make-company.ts';
import { runDue } from '../testing/run-due.ts';
import { companyRows } from '../testing/stored-rows.ts';
import { keptDays } from './contract.ts';
import { deleteCompany } from './store.ts';
import { companyDeletions } from './tables.ts';

type Company = Awaited<ReturnType<typeof makeConnectedCompany>>;

const dayMs = 24 * 3_600_000;
const keptMs = keptDays * dayMs;

let test: TestApp;
let company: Company;
beforeEach(async () => {
  test = await buildTestApp();
  company = await makeConnectedCompany(test.dependencies);
});

type User = Company['owner'];

const basic = Buffer.from(
  'demo-pipedrive-client:demo-pipedrive-secret-of-more-than-32-characters',
).toString('base64');

/** Sends Pipedrive's notification that a user uninstalled. */
const uninstallNotice = async ({ companyId, userId }: User) => {
  const answer = await test.app.inject({
    method: 'DELETE',
    url: '/oauth/pipedrive/callback',
    headers: { authorization: `Basic ${basic}` },
    payload: {
      client_id: 'demo-pipedrive-client',
      company_id: companyId,
      user_id: userId,
      timestamp: new Date(test.clock.now()).toISOString(),
    },
  });
  expect(answer.statusCode).toBe(204);
};

const planned = () => test.dependencies.db.select().from(companyDeletions);

const codeOf = async (user: User, action: `${string}/${string}`, input = {}) => {
  const { status, body } = await test.call(user, action, input);
  const { code = '' } = (body as { error?: { code: string } }).error ?? {};
  return `${status} ${code}`.trim();
};

const deleteLater = (user: User = company.owner) =>
  test.call(user, 'company-data/delete', { when: 'later' });

const isGone = async () => {
  const rows = Object.entries(await companyRows(test.dependencies.db, company.companyId));
  return rows.every(([name, { length }]) => length === 0 || /^(audit|company_del)/.test(name));
};

describe('uninstalling', () => {
  it('plans nothing while a colleague still has the app', async () => {
    await uninstallNotice(company.owner);
    expect(await planned()).toEqual([]);
  });

  it('plans the deletion for 30 days after the last user uninstalled', async () => {
    await uninstallNotice(company.owner);
    test.clock.advance(dayMs);
    const leftAt = test.clock.now();
    await uninstallNotice(company.colleague);
    expect(await planned()).toEqual([
      {
        companyId: company.companyId,
        requestedById: 0,
        requestedAt: leftAt,
        deleteAt: leftAt + 30 * dayMs,
        deleted: false,
      },
    ]);
    test.clock.advance(keptMs - 1);
    await runDue(test.dependencies, ['deletions']);
    expect(await isGone()).toBe(false);
    test.clock.advance(1);
    await runDue(test.dependencies, ['deletions']);
    expect(await isGone()).toBe(true);
  });

  it('plans the deletion when the last grant is removed', async () => {
    await forgetGrant(test.dependencies.db, company.colleague, test.clock.now());
    expect(await planned()).toEqual([]);
    await forgetGrant(test.dependencies.db, company.owner, test.clock.now());
    expect(await planned()).toHaveLength(1);
  });

  it('keeps everything for a user who installs again in time', async () => {
    const { companyId, realmId, owner, colleague } = company;
    await fillEveryTable(test.dependencies, { companyId, realmId, userId: owner.userId }, 'kept');
    /** All rows except those that uninstalling and installing change. */
    const kept = async () => {
      const all = await companyRows(test.dependencies.db, companyId);
      const { grants, audit_entries, connections, ...rows } = all;
      return { ...rows, entries: audit_entries?.slice(0, 3), connections: connections?.length };
    };
    const before = await kept();
    await uninstallNotice(colleague);
    await uninstallNotice(owner);
    test.clock.advance(keptMs - 1);
    await installFor(test.dependencies, colleague);
    test.clock.advance(keptMs);
    await runDue(test.dependencies, ['deletions']);
    expect(await kept()).toEqual(before);
    expect(Object.values(before).every((rows) => rows !== 0)).toBe(true);
    expect(await codeOf(company.colleague, 'connection/ticket')).toBe('200');
  });

  it('keeps a deletion planned by an admin, also after a new install', async () => {
    await deleteLater();
    const before = await planned();
    test.clock.advance(dayMs);
    await uninstallNotice(company.owner);
    await uninstallNotice(company.colleague);
    expect(await planned()).toEqual(before);
    await installFor(test.dependencies, company.owner);
    expect(await planned()).toEqual(before);
    expect(await codeOf(company.owner, 'connection/ticket')).toBe('409 deletion_planned');
  });

  it('plans nothing for a notification that arrives after the deletion', async () => {
    await test.call(company.owner, 'company-data/delete', { when: 'now' });
    const entries = () => test.dependencies.db.select().from(auditEntries);
    const before = await entries();
    await uninstallNotice(company.owner);
    test.clock.advance(keptMs);
    await runDue(test.dependencies, ['deletions']);
    await uninstallNotice(company.colleague);
    expect(await planned()).toEqual([]);
    expect(await entries()).toEqual(before);
  });
});

describe('deleting later', () => {
  it('disconnects QuickBooks at once and blocks connecting until it is cancelled', async () => {
    const early = await test.call(company.owner, 'connection/ticket');
    const deleteAt = new Date(test.clock.now() + keptMs).toISOString();
    expect(await deleteLater()).toMatchObject({ status: 200, body: {} });
    expect(await liveConnection(test.dependencies.db, company.companyId)).toBeNull();
    const shown = { keptDays: 30, laterAt: deleteAt, mayExport: false, mayDelete: true, deleteAt };
    expect((await test.call(company.owner, 'company-data/show')).body).toEqual(shown);
    for (const user of [company.owner, company.colleague]) {
      expect(await codeOf(user, 'connection/ticket')).toBe('409 deletion_planned');
    }
    const { url } = early.body as { url: string };
    const ticket = new URL(url).searchParams.get('ticket') ?? '';
    const issuedBefore = await openWindow(test.app).ask('/connect/look', { ticket });
    expect(issuedBefore).toMatchObject({ stage: 'expired' });

    const kept = await test.call(company.owner, 'company-data/keep');
    expect(kept.body).toEqual({ ...shown, deleteAt: null });
    expect(await codeOf(company.colleague, 'connection/ticket')).toBe('200');
    test.clock.advance(2 * keptMs);
    await runDue(test.dependencies, ['deletions']);
    expect(await isGone()).toBe(false);
    const entries = await test.dependencies.db.select().from(auditEntries);
    const actions = entries.map(({ action }) => action);
    expect(actions).toEqual(expect.arrayContaining(['deletion_planned', 'deletion_cancelled']));
  });

  it('deletes the data at the planned time', async () => {
    await deleteLater();
    test.clock.advance(keptMs);
    await runDue(test.dependencies, ['deletions']);
    expect(await isGone()).toBe(true);
  });

  it('deletes nothing before the planned time or after a cancellation', async () => {
    const { db, clock } = test.dependencies;
    const { companyId, owner } = company;
    await deleteLater();
    expect(await deleteCompany(db, companyId, clock.now())).toBeNull();
    expect(await isGone()).toBe(false);
    await test.call(owner, 'company-data/keep');
    expect(await deleteCompany(db, companyId, clock.now() + keptMs)).toBeNull();
    expect(await isGone()).toBe(false);
  });

  it('keeps the earlier time when repeated, and deletes at once when repeated with now', async () => {
    await deleteLater();
    const [before] = await planned();
    test.clock.advance(dayMs);
    await deleteLater();
    expect(await planned()).toMatchObject([{ deleteAt: before?.deleteAt }]);
    await test.call(company.owner, 'company-data/delete', { when: 'now' });
    expect(await isGone()).toBe(true);
  });

  it('revokes tokens that Intuit returns after the request', async () => {
    const { apiUrl } = test.dependencies.settings.quickbooks;
    const { realmId, owner } = company;
    await test.call(owner, 'connection/disconnect');
    const { url } = (await test.call(owner, 'connection/ticket')).body as { url: string };
    const ticket = new URL(url).searchParams.get('ticket') ?? '';
    const state = 'state';
    const bound = { cookieHash: hashOf('cookie'), stateHash: hashOf(state) };
    const now = test.clock.now();
    await beginConsent(
      test.dependencies.db,
      hashOf(ticket),
      { ...bound, expiresAt: now + dayMs },
      now,
    );
    let accessToken = '';
    const exchange = async () => {
      const tokens = readTokenResponse(await control(apiUrl, 'POST', 'grants', { realmId }), now);
      accessToken = tokens?.accessToken ?? '';
      await deleteLater();
      return tokens;
    };
    const browser = { ticket, cookieHash: bound.cookieHash, state };
    const query = { code: 'code', realmId };
    expect(await returnFromIntuit(test.dependencies, browser, query, exchange)).toBe('page');
    const headers = { authorization: `Bearer ${accessToken}` };
    const address = `${apiUrl}/v3/company/${realmId}/companyinfo/${realmId}`;
    expect((await fetch(address, { headers })).status).toBe(401);
    expect(await liveConnection(test.dependencies.db, company.companyId)).toBeNull();
  });
});

describe('permission to delete', () => {
  it('is given to admins only', async () => {
    const { colleague } = company;
    for (const when of ['now', 'later']) {
      expect(await codeOf(colleague, 'company-data/delete', { when })).toBe('403 not_admin');
    }
    await deleteLater();
    expect(await codeOf(colleague, 'company-data/keep')).toBe('403 not_admin');
    expect(await planned()).toHaveLength(1);
    expect((await test.call(colleague, 'company-data/show')).body).toMatchObject({
      mayDelete: false,
      mayExport: false,
      deleteAt: expect.any(String),
    });
  });

  it('covers only the company of the admin', async () => {
    const other = await makeConnectedCompany(test.dependencies);
    await test.call(other.owner, 'company-data/delete', { when: 'now' });
    expect(await isGone()).toBe(false);
    expect(await codeOf(company.owner, 'company-data/show')).toBe('200');
  });

  it('is unknown while Pipedrive is unavailable, which does not affect exporting', async () => {
    await control(test.dependencies.settings.pipedrive.oauthUrl, 'POST', 'faults', {
      match: { company: company.companyId },
      fault: 'status',
      status: 503,
      times: 10,
    });
    expect((await test.call(company.owner, 'company-data/show')).body).toMatchObject({
      mayDelete: null,
      mayExport: true,
    });
    expect(await codeOf(company.owner, 'company-data/delete', { when: 'now' })).toBe(
      '503 pipedrive_unavailable',
    );
    expect(await isGone()).toBe(false);
  });
});
