/** The stored tokens of one grant, encrypted. Instants are epoch milliseconds. */
export type TokenRow = {
  state: 'active' | 'broken';
  accessToken: string;
  refreshToken: string;
  expiresAt: number;
  version: number;
  leaseUntil: number | null;
};

export type EncryptedTokens = {
  accessToken: string;
  refreshToken: string;
  expiresAt: number;
  refreshExpiresAt: number | null;
  hardExpiresAt: number | null;
  apiDomain: string | null;
};

export type Lease = { id: string; now: number; until: number };

/**
 * Storage of the token refresher. Every write is a compare-and-set and returns whether it took
 * effect.
 */
export type TokenStore<K> = {
  /** Null when the grant does not exist or has ended. */
  read(key: K): Promise<TokenRow | null>;
  /** Takes the lease for a refresh, if the version is unchanged and no other lease is valid. */
  lease(key: K, version: number, lease: Lease): Promise<boolean>;
  release(key: K, leaseId: string): Promise<void>;
  /** Stores new tokens and makes the grant active, if the version is unchanged. */
  replace(key: K, version: number, tokens: EncryptedTokens): Promise<boolean>;
  /** Marks the grant broken, if the version is unchanged; does not change the version. */
  markBroken(key: K, version: number, now: number): Promise<boolean>;
};
