import { randomUUID } from 'node:crypto';
import { connectionName } from '../connection/store.ts';
import { connections } from '../connection/tables.ts';
import type { Doors } from '../context.ts';
import { transact } from '../db/transact.ts';
import { install } from '../install/install.ts';
import { readTokenAnswer } from '../oauth/token-answer.ts';
import type { PipedriveUser } from '../pipedrive/gateway.ts';
import { control } from './control.ts';

export type TestCompany = {
  companyId: number;
  /** The first user; holds the connection once the company is connected. */
  holder: PipedriveUser;
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
  { settings }: Pick<Doors, 'settings'>,
  like: 'harbour' | 'hillside' = 'harbour',
): Promise<TestCompany> => {
  const { oauthUrl } = settings.pipedrive;
  const made = await control<NewCompany>(oauthUrl, 'POST', 'companies', { like });
  const user = (index: number) => ({
    companyId: made.companyId,
    userId: made.users[index] ?? made.users[0] ?? 0,
  });
  return { ...made, holder: user(0), colleague: user(1) };
};

/** Installs the app for a user, as if they had agreed on Pipedrive's consent page. */
export const installFor = async (doors: Doors, user: PipedriveUser): Promise<void> => {
  const answer = await control(doors.settings.pipedrive.oauthUrl, 'POST', 'grants', user);
  const tokens = readTokenAnswer(answer, doors.clock.now());
  if (!tokens || !(await install(doors, tokens))) throw new Error('The install failed');
};

export type BooksLike = 'us' | 'uk' | 'ca' | 'customNumbers';
export type TestBooks = { realmId: string; name: string };

/** A small QuickBooks company nobody else uses. */
export const makeBooksIn = (
  { settings }: Pick<Doors, 'settings'>,
  like: BooksLike = 'us',
  differs: { preferences?: Record<string, unknown>; name?: string } = {},
): Promise<TestBooks> =>
  control(settings.quickbooks.apiUrl, 'POST', 'realms', { like, ...differs });

/** Connects books to a user's company as that user; returns the connection's id. */
export const connectFor = async (
  { db, clock, settings, vault }: Pick<Doors, 'db' | 'clock' | 'settings' | 'vault'>,
  user: PipedriveUser,
  books: TestBooks,
): Promise<string> => {
  const { realmId } = books;
  const answer = await control(settings.quickbooks.apiUrl, 'POST', 'grants', { realmId });
  const tokens = readTokenAnswer(answer, clock.now());
  if (!tokens?.refreshToken) throw new Error('No tokens');
  const { accessToken, refreshToken } = tokens;
  const id = randomUUID();
  await transact(db, async (tx) => {
    await tx.insert(connections).values({
      id,
      companyId: user.companyId,
      realmId,
      realmName: books.name,
      holderId: user.userId,
      holderName: 'Holder',
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
  doors: Doors,
  { like = 'us', company = 'harbour' }: { like?: BooksLike; company?: 'harbour' | 'hillside' } = {},
): Promise<TestCompany & { realmId: string; connectionId: string }> => {
  const [made, books] = await Promise.all([makeCompany(doors, company), makeBooksIn(doors, like)]);
  await installFor(doors, made.holder);
  if (made.colleague.userId !== made.holder.userId) await installFor(doors, made.colleague);
  const connectionId = await connectFor(doors, made.holder, books);
  return { ...made, realmId: books.realmId, connectionId };
};
