import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { type AppError, isAppError } from '../app-error.ts';
import type { Clock } from '../clock.ts';
import type { Vault } from '../db/encrypted.ts';
import type { Log } from '../diagnostics/logger.ts';
import type { Access } from './access-tokens.ts';
import type { RefreshResult } from './token-endpoint.ts';
import type { EncryptedTokens, TokenRow, TokenStore } from './token-store.ts';

/** Minimum remaining lifetime of a token we return. */
const minimumLifeMs = 60_000;
const leasePollMs = 150;

export type RefresherOptions<K> = {
  store: TokenStore<K>;
  refresh(refreshToken: string): Promise<RefreshResult>;
  vault: Vault;
  clock: Clock;
  log: Log;
  /** Identifies the grant in the log and in memory; also the row name of its tokens (`Vault`). */
  name(key: K): string;
  /** Must exceed the longest possible call to the token endpoint. */
  leaseMs: number;
  errors: { missing(): AppError; broken(): AppError; unavailable(): AppError };
};

/** Tokens that were received but not stored yet; `version` is the row version they replace. */
type Unstored = { version: number; tokens: EncryptedTokens; accessToken: string };

/**
 * Delays between attempts to store tokens; a token that is never stored is lost with the process.
 */
const storeRetryMs = [200, 500, 1_000, 2_000, 5_000];

/**
 * Refreshes access tokens, one refresh at a time per grant across processes: a lease in the row and
 * compare-and-set by version. New tokens are stored before use; while storing fails, they stay in
 * memory, storing is retried and no other refresh starts.
 */
export const makeTokenRefresher = <K>(options: RefresherOptions<K>): Access<K> => {
  const { store, vault, clock, log, errors } = options;
  const running = new Map<string, Promise<string>>();
  const unstored = new Map<string, Unstored>();

  const activeRow = async (key: K): Promise<TokenRow> => {
    const row = await store.read(key);
    if (!row) throw errors.missing();
    if (row.state === 'broken') throw errors.broken();
    return row;
  };

  /** Decrypts a token of the row. When its key is lost, marks the grant broken, as if refused. */
  const decryptToken = async (key: K, row: TokenRow, column: 'accessToken' | 'refreshToken') => {
    const grant = options.name(key);
    const token = vault.decrypt(row[column], grant);
    if (token !== null) return token;
    await store.markBroken(key, row.version, clock.now());
    log.error(
      { grant },
      'a stored token cannot be decrypted: is a key missing in ENCRYPTION_KEYS?',
    );
    throw errors.broken();
  };

  /**
   * Stores received tokens. Returns the access token, or null when another process stored newer
   * ones.
   */
  const storeNow = async (key: K): Promise<string | null> => {
    const grant = options.name(key);
    const pending = unstored.get(grant);
    if (!pending) return null;
    try {
      const stored = await store.replace(key, pending.version, pending.tokens);
      if (unstored.get(grant) === pending) unstored.delete(grant);
      return stored ? pending.accessToken : null;
    } catch (error) {
      log.error({ grant, err: error }, 'new tokens cannot be stored yet');
      throw errors.unavailable();
    }
  };

  const storeLater = (key: K, attempt: number): void => {
    const retry = () => storeNow(key).catch(() => storeLater(key, attempt + 1));
    setTimeout(() => void retry(), storeRetryMs[attempt] ?? 10_000).unref();
  };

  /**
   * Returns the new access token, or null when another process was first and the row must be
   * re-read.
   */
  const exchange = async (key: K, row: TokenRow): Promise<string | null> => {
    const now = clock.now();
    const lease = { id: randomUUID(), now, until: now + options.leaseMs };
    if (!(await store.lease(key, row.version, lease))) return null;
    const grant = options.name(key);
    const refreshToken = await decryptToken(key, row, 'refreshToken');
    const result = await options.refresh(refreshToken);
    if (result.kind === 'tokens') {
      const { tokens } = result;
      const encrypted = {
        ...tokens,
        accessToken: vault.encrypt(tokens.accessToken, grant),
        refreshToken: vault.encrypt(tokens.refreshToken ?? refreshToken, grant),
      };
      const { accessToken } = tokens;
      unstored.set(grant, { version: row.version, tokens: encrypted, accessToken });
      return storeNow(key).catch((error: unknown) => {
        storeLater(key, 0);
        throw error;
      });
    }
    if (result.kind === 'refused') {
      // A process whose lease expired may still have received tokens; then the version has changed.
      if (!(await store.markBroken(key, row.version, clock.now()))) return null;
      log.warn({ grant }, 'the grant is broken: its refresh token was refused');
      throw errors.broken();
    }
    await store.release(key, lease.id);
    throw errors.unavailable();
  };

  const renew = async (key: K, refused: string | null): Promise<string> => {
    const attempts = Math.ceil(options.leaseMs / leasePollMs) + 5;
    for (let attempt = 0; attempt < attempts; attempt++) {
      if (unstored.has(options.name(key))) {
        const stored = await storeNow(key);
        if (stored) return stored;
      }
      const row = await activeRow(key);
      const token = await decryptToken(key, row, 'accessToken');
      if (token !== refused && row.expiresAt > clock.now() + minimumLifeMs) return token;
      if ((row.leaseUntil ?? 0) > clock.now()) await pause(leasePollMs);
      else {
        const fresh = await exchange(key, row);
        if (fresh) return fresh;
      }
    }
    throw errors.unavailable();
  };

  /** Shares one renewal per grant among all callers in this process. */
  const renewOnce = (key: K, refused: string | null): Promise<string> => {
    const grant = options.name(key);
    const renewal = running.get(grant) ?? renew(key, refused).finally(() => running.delete(grant));
    running.set(grant, renewal);
    return renewal;
  };

  return {
    async token(key) {
      const row = await activeRow(key);
      if (row.expiresAt > clock.now() + minimumLifeMs) return decryptToken(key, row, 'accessToken');
      try {
        return await renewOnce(key, null);
      } catch (error) {
        const stillValid = row.expiresAt > clock.now() + 5_000;
        if (stillValid && isAppError(error, errors.unavailable().code)) {
          return decryptToken(key, row, 'accessToken');
        }
        throw error;
      }
    },
    async tokenAfter(key, refused) {
      const token = await renewOnce(key, refused);
      return token === refused ? renew(key, refused) : token;
    },
  };
};
