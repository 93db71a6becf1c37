/**
 * Where a gateway gets access tokens. `K` names the grant: a user's in Pipedrive, a connection's in
 * QuickBooks. Both throw `AppError` when there is none, or none that works any more.
 */
export type Access<K> = {
  /** A token that is good for at least another minute, refreshed when need be. */
  token(key: K): Promise<string>;
  /** Another one, after `refused` was answered with 401. */
  tokenAfter(key: K, refused: string): Promise<string>;
};
