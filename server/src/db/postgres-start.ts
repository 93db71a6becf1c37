import { StartProblem } from '../start-problem.ts';

/** Returns the address of a database without user and password. */
export const addressOf = (url: string): string => {
  const { host, pathname } = new URL(url);
  return `postgres://${host}${pathname}`;
};

type Address = { at: string; user: string; name: string };

const addressParts = (url: string): Address => {
  const { host, pathname, username } = new URL(url);
  const user = decodeURIComponent(username);
  return { at: host || 'localhost', user, name: decodeURIComponent(pathname.slice(1)) || user };
};

/** Explanation by PostgreSQL error code. */
const sentences: Record<string, (address: Address) => string> = {
  '28P01': ({ at, user }) =>
    `PostgreSQL at ${at} rejects the user ${user} or the password in DATABASE_URL. Correct them.`,
  '28000': ({ at, user }) =>
    `PostgreSQL at ${at} does not let the user ${user} of DATABASE_URL connect. Correct DATABASE_URL, or allow the user in pg_hba.conf.`,
  '3D000': ({ at, name }) =>
    `The database ${name} of DATABASE_URL does not exist at ${at}. Create it, or choose another one.`,
  '42501': ({ name, user }) =>
    `The user ${user} of DATABASE_URL may not create tables in the database ${name}. Make the user its owner.`,
  '53300': ({ at }) =>
    `PostgreSQL at ${at} has no connection left. Raise max_connections, or stop what uses them.`,
  '25006': ({ at }) =>
    `PostgreSQL at ${at} is read-only. Let DATABASE_URL name the primary server.`,
  '57P03': ({ at }) => `PostgreSQL at ${at} is starting up or shutting down. Try again soon.`,
};

const unreachable = ({ at }: Address, code: string): string =>
  `PostgreSQL cannot be reached at ${at} (${code}). Start it, or correct DATABASE_URL.`;

/** Runs a step of opening the database. Throws StartProblem, without the password. */
export const explainConnectionError = async <T>(
  url: string,
  step: () => Promise<T>,
): Promise<T> => {
  try {
    return await step();
  } catch (error) {
    if (error instanceof StartProblem) throw error;
    const address = addressParts(url);
    const { code } = error as { code?: string };
    const sentence = sentences[code ?? '']?.(address);
    if (sentence) throw new StartProblem(sentence);
    if (code === undefined || !/^[0-9A-Z]{5}$/.test(code)) {
      throw new StartProblem(unreachable(address, code ?? 'no answer'));
    }
    throw new StartProblem(`PostgreSQL at ${address.at} cannot be opened (${code}).`);
  }
};
