import { randomUUID } from 'node:crypto';
import { connectionName } from '../connection/store.ts';
import { connections } from '../connection/tables.ts';
import type { Dependencies } from '../context.ts';
import { transact } from '../db/transact.ts';
import { install } from '../install/install.ts';
import { readTokenResponse } from '../oauth/token-response.ts';
import type { PipedriveUser } from '../pipedrive/gateway.ts';
import { control } from './control.ts';

export type TestCompany = {
  companyId: number;
  /** The first user; the connection owner once the company is connected. */
  owner: PipedriveUser;
  /** The second user, who has no connection. */
  colleague: PipedriveUser;
  /** Deal ids by their names in the seed data: `withProducts`, `withoutProducts`, … */
  deals: Record<string, number>;
  fields: { taxId: string; poNumber: string };
};

type NewCompany = {
  companyId: number;
  users: number[];
  deals: Record<string, number>;
  fields: { taxId: string; poNumber: string };
};

/** Creates a Pipedrive company for this test only; none of its users has installed the app. */
export const makeCompany = async (
  { settings }: Pick<Dependencies, 'settings'>,
  like: 'harbour' | 'hillside' = 'harbour',
): Promise<TestCompany> => {
  const { oauthUrl } = settings.pipedrive;
  const made = await control<NewCompany>(oauthUrl, 'POST', 'companies', { like });
  const user = (index: number) => ({
    companyId: made.companyId,
    userId: made.users[index] ?? made.users[0] ?? 0,
  });
  return { ...made, owner: user(0), colleague: user(1) };
};

/** Installs the app for a user without showing Pipedrive's consent page. */
export const installFor = async (
  dependencies: Dependencies,
  user: PipedriveUser,
): Promise<void> => {
  const answer = await control(dependencies.settings.pipedrive.oauthUrl, 'POST', 'grants', user);
  const tokens = readTokenResponse(answer, dependencies.clock.now());
  if (!tokens || !(await install(dependencies, tokens))) throw new Error('The install failed');
};

export type RealmLike = 'us' | 'uk' | 'ca' | 'customNumbers' | 'au' | 'ie' | 'fr';
export type TestRealm = { realmId: string; name: string };

/** Creates a small QuickBooks company for this test only. */
export const makeRealmIn = (
  { settings }: Pick<Dependencies, 'settings'>,
  like: RealmLike = 'us',
  differs: { preferences?: Record<string, unknown>; name?: string } = {},
): Promise<TestRealm> =>
  control(settings.quickbooks.apiUrl, 'POST', 'realms', { like, ...differs });

/** Connects a realm to the user's company as that user; returns the connection's id. */
export const connectFor = async (
  { db, clock, settings, vault }: Pick<Dependencies, 'db' | 'clock' | 'settings' | 'vault'>,
  user: PipedriveUser,
  realm: TestRealm,
): Promise<string> => {
  const { realmId } = realm;
  const answer = await control(settings.quickbooks.apiUrl, 'POST', 'grants', { realmId });
  const tokens = readTokenResponse(answer, clock.now());
  if (!tokens?.refreshToken) throw new Error('No tokens');
  const { accessToken, refreshToken } = tokens;
  const id = randomUUID();
  await transact(db, async (tx) => {
    await tx.insert(connections).values({
      id,
      companyId: user.companyId,
      realmId,
      realmName: realm.name,
      ownerId: user.userId,
      ownerName: 'Holder',
      state: 'active',
      accessToken: vault.encrypt(accessToken, connectionName(id)),
      refreshToken: vault.encrypt(refreshToken, connectionName(id)),
      expiresAt: tokens.expiresAt,
      refreshExpiresAt: tokens.refreshExpiresAt,
      hardExpiresAt: tokens.hardExpiresAt,
      connectedAt: clock.now(),
      ownerCheckedAt: clock.now(),
    });
  });
  return id;
};

/**
 * Makes a company whose two users have installed the app, with its first user as owner of a
 * connection to a new realm.
 */
export const makeConnectedCompany = async (
  dependencies: Dependencies,
  { like = 'us', company = 'harbour' }: { like?: RealmLike; company?: 'harbour' | 'hillside' } = {},
): Promise<TestCompany & { realmId: string; connectionId: string }> => {
  const [made, realm] = await Promise.all([
    makeCompany(dependencies, company),
    makeRealmIn(dependencies, like),
  ]);
  await installFor(dependencies, made.owner);
  if (made.colleague.userId !== made.owner.userId) await installFor(dependencies, made.colleague);
  const connectionId = await connectFor(dependencies, made.owner, realm);
  return { ...made, realmId: realm.realmId, connectionId };
};
