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
  /** The first user; holds the connection once the company is connected. */
  owner: PipedriveUser;
  /** The second user, who holds nothing. */
  colleague: PipedriveUser;
  /** Deal ids by the story's names: `withProducts`, `withoutProducts`, … */
  deals: Record<string, number>;
  fields: { taxId: string; poNumber: string };
};

type NewCompany = {
  companyId: number;
  users: number[];
  deals: Record<string, number>;
  fields: { taxId: string; poNumber: string };
};

/** A Pipedrive company nobody else uses; nobody there has installed the app. */
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

/** Installs the app for a user, as if they had agreed on Pipedrive's consent page. */
export const installFor = async (
  dependencies: Dependencies,
  user: PipedriveUser,
): Promise<void> => {
  const answer = await control(dependencies.settings.pipedrive.oauthUrl, 'POST', 'grants', user);
  const tokens = readTokenResponse(answer, dependencies.clock.now());
  if (!tokens || !(await install(dependencies, tokens))) throw new Error('The install failed');
};

export type RealmLike = 'us' | 'uk' | 'ca' | 'customNumbers';
export type TestRealm = { realmId: string; name: string };

/** A small QuickBooks company nobody else uses. */
export const makeRealmIn = (
  { settings }: Pick<Dependencies, 'settings'>,
  like: RealmLike = 'us',
  differs: { preferences?: Record<string, unknown>; name?: string } = {},
): Promise<TestRealm> =>
  control(settings.quickbooks.apiUrl, 'POST', 'realms', { like, ...differs });

/** Connects books to a user's company as that user; returns the connection's id. */
export const connectFor = async (
  { db, clock, settings, vault }: Pick<Dependencies, 'db' | 'clock' | 'settings' | 'vault'>,
  user: PipedriveUser,
  books: TestRealm,
): Promise<string> => {
  const { realmId } = books;
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
      realmName: books.name,
      ownerId: user.userId,
      ownerName: 'Holder',
      state: 'active',
      accessToken: vault.seal(accessToken, connectionName(id)),
      refreshToken: vault.seal(refreshToken, connectionName(id)),
      expiresAt: tokens.expiresAt,
      refreshExpiresAt: tokens.refreshExpiresAt,
      connectedAt: clock.now(),
    });
  });
  return id;
};

/** A company whose two users have installed the app, and whose first holds a connection to new books. */
export const makeConnectedCompany = async (
  dependencies: Dependencies,
  { like = 'us', company = 'harbour' }: { like?: RealmLike; company?: 'harbour' | 'hillside' } = {},
): Promise<TestCompany & { realmId: string; connectionId: string }> => {
  const [made, books] = await Promise.all([
    makeCompany(dependencies, company),
    makeRealmIn(dependencies, like),
  ]);
  await installFor(dependencies, made.owner);
  if (made.colleague.userId !== made.owner.userId) await installFor(dependencies, made.colleague);
  const connectionId = await connectFor(dependencies, made.owner, books);
  return { ...made, realmId: books.realmId, connectionId };
};
