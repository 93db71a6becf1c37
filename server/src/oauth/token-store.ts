/** One grant's tokens as a table keeps them, sealed. Instants are epoch milliseconds. */
export type TokenRow = {
  state: 'active' | 'broken';
  accessToken: string;
  refreshToken: string;
  expiresAt: number;
  version: number;
  leaseUntil: number | null;
};

export type SealedTokens = {
  accessToken: string;
  refreshToken: string;
  expiresAt: number;
  refreshExpiresAt: number | null;
  apiDomain: string | null;
};

export type Lease = { owner: string; now: number; until: number };

/** What the keeper asks of a table. Every write compares and sets, and says whether it took effect. */
export type TokenStore<K> = {
  /** Null when there is no such grant, or it has ended. */
  read(key: K): Promise<TokenRow | null>;
  /** Takes the right to refresh, if the version is still this one and nobody has it. */
  lease(key: K, version: number, lease: Lease): Promise<boolean>;
  release(key: K, owner: string): Promise<void>;
  /** Stores an answer and makes the grant active, if the version is still this one. */
  keep(key: K, version: number, tokens: SealedTokens): Promise<boolean>;
  /** Marks the grant broken, if the version is still this one; the version stays. */
  breakOff(key: K, version: number, now: number): Promise<boolean>;
};
