import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { transact } from '../db/transact.ts';
import { grants } from '../install/tables.ts';
import { buildTestApp, type TestApp } from '../testing/build-test-app.ts';
import {
  installFor,
  makeCompany,
  makeConnectedCompany,
  type TestCompany,
} from '../testing/make-company.ts';
import { activeConnection, connectionForRealm, ownedConnection } from './invoice-access.ts';
import { connections } from './tables.ts';

let test: TestApp;
let company: TestCompany & { realmId: string; connectionId: string };
beforeAll(async () => {
  test = await buildTestApp();
  company = await makeConnectedCompany(test.dependencies);
});
afterAll(() => test.app.close());

const setState = (id: string, state: 'active' | 'broken') =>
  transact(test.dependencies.db, async (tx) => {
    await tx.update(connections).set({ state }).where(eq(connections.id, id));
  });

describe('ownedConnection', () => {
  it('returns the connection to its owner', async () => {
    expect(await ownedConnection(test.as(company.owner))).toEqual({
      id: company.connectionId,
      realmId: company.realmId,
      realmName: expect.any(String),
      state: 'active',
      connectedAt: test.clock.now(),
      refreshExpiresAt: expect.any(Number),
      warningDismissedAt: null,
    });
  });

  it('throws not_owner for a colleague, with the owner and since when', async () => {
    await expect(ownedConnection(test.as(company.colleague))).rejects.toMatchObject({
      code: 'not_owner',
      details: { owner: 'Holder', since: new Date(test.clock.now()).toISOString() },
    });
  });

  it('throws not_installed for a user of another company with the same user id', async () => {
    const other = await makeConnectedCompany(test.dependencies);
    const owned = await ownedConnection(test.as(other.owner));
    expect(owned.realmId).toBe(other.realmId);
    const stranger = { companyId: other.companyId, userId: company.owner.userId };
    await expect(ownedConnection(test.as(stranger))).rejects.toMatchObject({
      code: 'not_installed',
    });
  });

  it('throws install_broken for a broken grant, without naming the owner', async () => {
    const other = await makeConnectedCompany(test.dependencies);
    const broken = { state: 'broken' as const };
    await transact(test.dependencies.db, async (tx) => {
      await tx.update(grants).set(broken).where(eq(grants.userId, other.colleague.userId));
    });
    const error = await ownedConnection(test.as(other.colleague)).catch((thrown) => thrown);
    expect(error).toMatchObject({ code: 'install_broken' });
    expect(error.details.owner).toBeUndefined();
  });

  it('throws not_connected while nothing is connected', async () => {
    const { owner } = await makeCompany(test.dependencies);
    await installFor(test.dependencies, owner);
    await expect(ownedConnection(test.as(owner))).rejects.toMatchObject({
      code: 'not_connected',
    });
  });

  it('returns a broken connection to its owner, while activeConnection throws', async () => {
    const other = await makeConnectedCompany(test.dependencies);
    await setState(other.connectionId, 'broken');
    expect(await ownedConnection(test.as(other.owner))).toMatchObject({ state: 'broken' });
    await expect(activeConnection(test.as(other.owner))).rejects.toMatchObject({
      code: 'connection_broken',
    });
    await expect(ownedConnection(test.as(other.colleague))).rejects.toMatchObject({
      code: 'not_owner',
    });
  });
});

describe('connectionForRealm', () => {
  it('returns only an active connection of this company to this realm', async () => {
    const other = await makeConnectedCompany(test.dependencies);
    const { companyId, connectionId, realmId } = other;
    const { db } = test.dependencies;
    expect(await connectionForRealm(db, companyId, realmId)).toMatchObject({
      id: connectionId,
      ownerId: other.owner.userId,
    });
    expect(await connectionForRealm(db, companyId, company.realmId)).toBeNull();
    expect(await connectionForRealm(db, company.companyId, realmId)).toBeNull();
    await setState(connectionId, 'broken');
    expect(await connectionForRealm(db, companyId, realmId)).toBeNull();
  });
});
