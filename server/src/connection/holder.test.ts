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
import { activeConnection, connectionForRealm, holderConnection } from './holder.ts';
import { connections } from './tables.ts';

let test: TestApp;
let company: TestCompany & { realmId: string; connectionId: string };
beforeAll(async () => {
  test = await buildTestApp();
  company = await makeConnectedCompany(test.doors);
});
afterAll(() => test.app.close());

const setState = (id: string, state: 'active' | 'broken') =>
  transact(test.doors.db, async (tx) => {
    await tx.update(connections).set({ state }).where(eq(connections.id, id));
  });

describe('who may see the books', () => {
  it('is the user who connected them', async () => {
    expect(await holderConnection(test.as(company.holder))).toEqual({
      id: company.connectionId,
      realmId: company.realmId,
      realmName: expect.any(String),
      state: 'active',
      connectedAt: test.clock.now(),
    });
  });

  it('is not a colleague, who is told who holds them and since when', async () => {
    await expect(holderConnection(test.as(company.colleague))).rejects.toMatchObject({
      code: 'not_holder',
      details: { holder: 'Holder', since: new Date(test.clock.now()).toISOString() },
    });
  });

  it('is nobody of another company, even with the same user id', async () => {
    const other = await makeConnectedCompany(test.doors);
    const theirs = await holderConnection(test.as(other.holder));
    expect(theirs.realmId).toBe(other.realmId);
    const stranger = { companyId: other.companyId, userId: company.holder.userId };
    await expect(holderConnection(test.as(stranger))).rejects.toMatchObject({
      code: 'not_installed',
    });
  });

  it('is nobody who has not installed, or whose install broke, before anything else is told', async () => {
    const other = await makeConnectedCompany(test.doors);
    const broken = { state: 'broken' as const };
    await transact(test.doors.db, async (tx) => {
      await tx.update(grants).set(broken).where(eq(grants.userId, other.colleague.userId));
    });
    const error = await holderConnection(test.as(other.colleague)).catch((thrown) => thrown);
    expect(error).toMatchObject({ code: 'install_broken' });
    expect(error.details.holder).toBeUndefined();
  });

  it('is nobody while nothing is connected', async () => {
    const { holder } = await makeCompany(test.doors);
    await installFor(test.doors, holder);
    await expect(holderConnection(test.as(holder))).rejects.toMatchObject({
      code: 'not_connected',
    });
  });

  it('remains the holder of a broken connection, who may look but not work', async () => {
    const other = await makeConnectedCompany(test.doors);
    await setState(other.connectionId, 'broken');
    expect(await holderConnection(test.as(other.holder))).toMatchObject({ state: 'broken' });
    await expect(activeConnection(test.as(other.holder))).rejects.toMatchObject({
      code: 'connection_broken',
    });
    await expect(holderConnection(test.as(other.colleague))).rejects.toMatchObject({
      code: 'not_holder',
    });
  });
});

describe('background work', () => {
  it('goes on only while these very books are connected and QuickBooks accepts us', async () => {
    const other = await makeConnectedCompany(test.doors);
    const { companyId, connectionId, realmId } = other;
    const { db } = test.doors;
    expect(await connectionForRealm(db, companyId, realmId)).toMatchObject({
      id: connectionId,
      holderId: other.holder.userId,
    });
    expect(await connectionForRealm(db, companyId, company.realmId)).toBeNull();
    expect(await connectionForRealm(db, company.companyId, realmId)).toBeNull();
    await setState(connectionId, 'broken');
    expect(await connectionForRealm(db, companyId, realmId)).toBeNull();
  });
});
