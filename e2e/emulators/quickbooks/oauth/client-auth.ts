import { timingSafeEqual } from 'node:crypto';
import type { App } from '../world.ts';

/** Checks the client credentials in the Basic header or in the form fields. */
export function isOurApp(
  app: App,
  header: string | undefined,
  form: Record<string, unknown>,
): boolean {
  const [id, key] = header?.startsWith('Basic ')
    ? fromBasic(header)
    : [form.client_id, form.client_secret];
  return same(id, app.clientId) && same(key, app.clientSecret);
}

function fromBasic(header: string): [string, string] {
  const text = Buffer.from(header.slice(6), 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return colon < 0 ? [text, ''] : [text.slice(0, colon), text.slice(colon + 1)];
}

function same(sent: unknown, expected: string): boolean {
  if (typeof sent !== 'string') return false;
  const [one, other] = [Buffer.from(sent), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
}
