/**
 * Supplies a gateway with access tokens. `K` identifies the grant: a Pipedrive user, or the id of a
 * QuickBooks connection. Both methods throw `AppError` when the grant is missing or no longer
 * valid.
 */
export type Access<K> = {
  /** Returns a token that is valid for at least another minute; refreshes it when necessary. */
  token(key: K): Promise<string>;
  /** Returns a different token after the vendor answered `refused` with 401. */
  tokenAfter(key: K, refused: string): Promise<string>;
};
