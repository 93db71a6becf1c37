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
import { activeConnection, connectionForRealm, ownedConnection } from './owned-connection.ts';
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

describe('who may see the books', () => {
  it('is the user who connected them', async () => {
    expect(await ownedConnection(test.as(company.owner))).toEqual({
      id: company.connectionId,
      realmId: company.realmId,
      realmName: expect.any(String),
      state: 'active',
      connectedAt: test.clock.now(),
    });
  });

  it('is not a colleague, who is told who holds them and since when', async () => {
    await expect(ownedConnection(test.as(company.colleague))).rejects.toMatchObject({
      code: 'not_owner',
      details: { owner: 'Holder', since: new Date(test.clock.now()).toISOString() },
    });
  });

  it('is nobody of another company, even with the same user id', async () => {
    const other = await makeConnectedCompany(test.dependencies);
    const theirs = await ownedConnection(test.as(other.owner));
    expect(theirs.realmId).toBe(other.realmId);
    const stranger = { companyId: other.companyId, userId: company.owner.userId };
    await expect(ownedConnection(test.as(stranger))).rejects.toMatchObject({
      code: 'not_installed',
    });
  });

  it('is nobody who has not installed, or whose install broke, before anything else is told', async () => {
    const other = await makeConnectedCompany(test.dependencies);
    const broken = { state: 'broken' as const };
    await transact(test.dependencies.db, async (tx) => {
      await tx.update(grants).set(broken).where(eq(grants.userId, other.colleague.userId));
    });
    const error = await ownedConnection(test.as(other.colleague)).catch((thrown) => thrown);
    expect(error).toMatchObject({ code: 'install_broken' });
    expect(error.details.owner).toBeUndefined();
  });

  it('is nobody while nothing is connected', async () => {
    const { owner } = await makeCompany(test.dependencies);
    await installFor(test.dependencies, owner);
    await expect(ownedConnection(test.as(owner))).rejects.toMatchObject({
      code: 'not_connected',
    });
  });

  it('remains the holder of a broken connection, who may look but not work', async () => {
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

describe('background work', () => {
  it('goes on only while these very books are connected and QuickBooks accepts us', async () => {
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
