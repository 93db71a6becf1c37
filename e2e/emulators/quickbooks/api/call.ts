import type { FastifyRequest } from 'fastify';
import type { Realm } from '../company/realm.ts';
import type { Switches } from '../switches.ts';
import type { Format } from '../wire/answer.ts';
import type { World } from '../world.ts';

/** One Accounting API call that the gateway has accepted. */
export interface Call {
  world: World;
  realm: Realm;
  switches: Switches;
  query: Record<string, string | undefined>;
  body: unknown;
  format: Format;
}

/**
 * JSON only when the request accepts it; XML is the default.
 * https://developer.intuit.com/app/developer/qbo/docs/learn/rest-api-features
 */
export function formatFor(request: FastifyRequest): Format {
  const query = request.query as Record<string, unknown>;
  const accepts = request.headers.accept ?? '';
  return query.format === 'json' || accepts.includes('json') || accepts.includes('pdf')
    ? 'json'
    : 'xml';
}
