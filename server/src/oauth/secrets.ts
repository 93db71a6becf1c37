import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** Returns 32 random bytes as base64url. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

/** SHA-256 in hex, for storing a secret that only needs to be compared. */
export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/** Compares in constant time. */
export const sameSecret = (one: string, other: string): boolean =>
  timingSafeEqual(Buffer.from(hashOf(one)), Buffer.from(hashOf(other)));

/** Value of the Authorization header (RFC 7617) for token and revocation endpoints. */
export const basicAuth = (clientId: string, clientSecret: string): string =>
  `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`;
