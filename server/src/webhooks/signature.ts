import { createHmac, timingSafeEqual } from 'node:crypto';

/** Base64 of the 32 bytes of an HMAC-SHA256. */
const wellFormed = /^[\w+/]{43}=$/;

/** Whether the header can be a signature at all; checked before the body is read. */
export const isWellFormed = (header: unknown): header is string =>
  typeof header === 'string' && wellFormed.test(header);

/**
 * Whether `intuit-signature` is the HMAC-SHA256 of exactly these bytes. Compares in constant time.
 * https://developer.intuit.com/app/developer/qbo/docs/develop/webhooks
 */
export const isSignedBy = (verifierToken: string, body: Buffer, signature: string): boolean => {
  const expected = createHmac('sha256', verifierToken).update(body).digest();
  const given = Buffer.from(signature, 'base64');
  return given.length === expected.length && timingSafeEqual(given, expected);
};
