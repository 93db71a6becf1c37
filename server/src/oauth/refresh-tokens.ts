import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { type AppError, isAppError } from '../app-error.ts';
import type { Clock } from '../clock.ts';
import type { Vault } from '../db/encrypted.ts';
import type { Log } from '../diagnostics/logger.ts';
import type { Access } from './access-tokens.ts';
import type { RefreshAnswer } from './token-endpoint.ts';
import type { SealedTokens, TokenRow, TokenStore } from './token-store.ts';

/** How long a token must still be good to be handed out. */
const goodForMs = 60_000;
const pauseMs = 150;

export type Keeping<K> = {
  store: TokenStore<K>;
  refresh(refreshToken: string): Promise<RefreshAnswer>;
  vault: Vault;
  clock: Clock;
  log: Log;
  /** Names the grant: in the log, within the process, and as the place that its tokens are sealed for. */
  name(key: K): string;
  /** Longer than one call to the token endpoint can take. */
  leaseMs: number;
  errors: { missing(): AppError; broken(): AppError; unavailable(): AppError };
};

/** Tokens that came with a response and could not be stored yet, for the version they were asked for. */
type Unstored = { version: number; tokens: SealedTokens; accessToken: string };

/** Until the database stores again; a refresh token that is not stored is lost with the process. */
const storeAgainMs = [200, 500, 1_000, 2_000, 5_000];

/**
 * Keeps access tokens fresh: one refresh at a time per grant, in this process and in all others, by a lease in
 * its row. A response is stored before it is used, and only over the version it was asked for. While it cannot
 * be stored it is kept in memory and stored again, and no other refresh is begun. A response that never came
 * costs nothing: Intuit changes a refresh token about once a day only.
 */
export const makeTokenRefresher = <K>(keeping: Keeping<K>): Access<K> => {
  const { store, vault, clock, log, errors } = keeping;
  const running = new Map<string, Promise<string>>();
  const unstored = new Map<string, Unstored>();

  const workingRow = async (key: K): Promise<TokenRow> => {
    const row = await store.read(key);
    if (!row) throw errors.missing();
    if (row.state === 'broken') throw errors.broken();
    return row;
  };

  /** A token of the row. One that does not open any more, its key being lost, is as good as refused. */
  const opened = async (key: K, row: TokenRow, which: 'accessToken' | 'refreshToken') => {
    const grant = keeping.name(key);
    const token = vault.open(row[which], grant);
    if (token !== null) return token;
    await store.breakOff(key, row.version, clock.now());
    log.error({ grant }, 'a stored token cannot be opened: is a key missing in ENCRYPTION_KEYS?');
    throw errors.broken();
  };

  /** Stores what a refresh brought. The access token, or null when somebody else got ahead. */
  const storeNow = async (key: K): Promise<string | null> => {
    const grant = keeping.name(key);
    const waiting = unstored.get(grant);
    if (!waiting) return null;
    try {
      const kept = await store.keep(key, waiting.version, waiting.tokens);
      if (unstored.get(grant) === waiting) unstored.delete(grant);
      return kept ? waiting.accessToken : null;
    } catch (error) {
      log.error({ grant, err: error }, 'new tokens cannot be stored yet');
      throw errors.unavailable();
    }
  };

  const storeLater = (key: K, tried: number): void => {
    const again = () => storeNow(key).catch(() => storeLater(key, tried + 1));
    setTimeout(() => void again(), storeAgainMs[tried] ?? 10_000).unref();
  };

  /** The new access token, or null when somebody else got ahead and the row tells more. */
  const exchange = async (key: K, row: TokenRow): Promise<string | null> => {
    const now = clock.now();
    const owner = randomUUID();
    const lease = { owner, now, until: now + keeping.leaseMs };
    if (!(await store.lease(key, row.version, lease))) return null;
    const grant = keeping.name(key);
    const refreshToken = await opened(key, row, 'refreshToken');
    const answer = await keeping.refresh(refreshToken);
    if (answer.kind === 'tokens') {
      const { tokens } = answer;
      const sealed = {
        ...tokens,
        accessToken: vault.seal(tokens.accessToken, grant),
        refreshToken: vault.seal(tokens.refreshToken ?? refreshToken, grant),
      };
      const { accessToken } = tokens;
      unstored.set(grant, { version: row.version, tokens: sealed, accessToken });
      return storeNow(key).catch((error: unknown) => {
        storeLater(key, 0);
        throw error;
      });
    }
    if (answer.kind === 'refused') {
      // Somebody whose lease ran out may have been answered all the same: then the version moved.
      if (!(await store.breakOff(key, row.version, clock.now()))) return null;
      log.warn({ grant }, 'the grant works no more: its refresh token was refused');
      throw errors.broken();
    }
    await store.release(key, owner);
    throw errors.unavailable();
  };

  const renewed = async (key: K, refused: string | null): Promise<string> => {
    const looks = Math.ceil(keeping.leaseMs / pauseMs) + 5;
    for (let look = 0; look < looks; look++) {
      if (unstored.has(keeping.name(key))) {
        const stored = await storeNow(key);
        if (stored) return stored;
      }
      const row = await workingRow(key);
      const token = await opened(key, row, 'accessToken');
      if (token !== refused && row.expiresAt > clock.now() + goodForMs) return token;
      if ((row.leaseUntil ?? 0) > clock.now()) await pause(pauseMs);
      else {
        const fresh = await exchange(key, row);
        if (fresh) return fresh;
      }
    }
    throw errors.unavailable();
  };

  /** One renewal at a time per grant in this process; the others wait for its outcome. */
  const together = (key: K, refused: string | null): Promise<string> => {
    const name = keeping.name(key);
    const started = running.get(name) ?? renewed(key, refused).finally(() => running.delete(name));
    running.set(name, started);
    return started;
  };

  return {
    async token(key) {
      const row = await workingRow(key);
      if (row.expiresAt > clock.now() + goodForMs) return opened(key, row, 'accessToken');
      try {
        return await together(key, null);
      } catch (error) {
        const stillGood = row.expiresAt > clock.now() + 5_000;
        if (stillGood && isAppError(error, errors.unavailable().code)) {
          return opened(key, row, 'accessToken');
        }
        throw error;
      }
    },
    async tokenAfter(key, refused) {
      const token = await together(key, refused);
      return token === refused ? renewed(key, refused) : token;
    },
  };
};
