import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from 'fastify';
import type { Emulator } from '../world/emulator.ts';
import type { World } from '../world/world.ts';
import { type BurstMeter, charge } from './budget.ts';
import { type Caller, callerOf } from './caller.ts';
import { blockedPage, Problem, tooManyBody, unauthorizedBody } from './problem.ts';
import { Query } from './query.ts';

/** One authorized API call. */
export interface Call {
  world: World;
  caller: Caller;
  params: Record<string, string>;
  query: Query;
  body: unknown;
  request: FastifyRequest;
  reply: FastifyReply;
  /** Origin of the API for the caller's company. */
  origin: string;
  changed(): void;
}

/** Response of an endpoint; fields beside `data` become top-level fields of the envelope. */
export interface Answer {
  data: unknown;
  additional_data?: unknown;
}

/** A file response without an envelope. */
export interface Download {
  bytes: Buffer;
  mediaType: string;
}

/**
 * Cost in tokens, and scopes of which one is required.
 * https://pipedrive.readme.io/docs/core-api-concepts-rate-limiting
 * https://pipedrive.readme.io/docs/marketplace-scopes-and-permissions-explanations
 */
export interface Terms {
  cost: number;
  scopes: string[];
}

export type Endpoint = (
  method: HTTPMethods,
  path: string,
  terms: Terms,
  answer: (call: Call) => Answer | Download | Promise<Answer>,
) => void;

/** Returns a function that registers endpoints with token, budget and scope checks and envelope. */
export function endpointsBelow(
  app: FastifyInstance,
  emulator: Emulator,
  meter: BurstMeter,
  prefixes: string[],
): Endpoint {
  return (method, path, terms, answer) => {
    for (const prefix of prefixes) {
      app.route({
        method,
        url: `${prefix}${path}`,
        handler: async (request, reply) => {
          const caller = callerOf(emulator.world, request);
          if (!caller) return unauthorized(reply);
          const charged = charge(emulator, meter, caller, terms.cost, reply);
          if (charged === 'blocked') return reply.code(403).type('text/html').send(blockedPage);
          if (charged === 'over_limit') return reply.code(429).send(tooManyBody);
          const call = toCall(emulator, caller, request, reply);
          try {
            requireScope(emulator.world, terms);
            const result = await answer(call);
            if ('bytes' in result) return reply.type(result.mediaType).send(result.bytes);
            return { success: true, ...result };
          } catch (error) {
            if (!(error instanceof Problem)) throw error;
            return reply.code(error.status).send(error.body());
          }
        },
      });
    }
  };
}

export function unauthorized(reply: FastifyReply): FastifyReply {
  return reply.code(401).header('x-401-by-gw', 'true').send(unauthorizedBody);
}

function toCall(
  emulator: Emulator,
  caller: Caller,
  request: FastifyRequest,
  reply: FastifyReply,
): Call {
  return {
    world: emulator.world,
    caller,
    params: request.params as Record<string, string>,
    query: new Query(request.query as Record<string, string | string[] | undefined>),
    body: request.body,
    request,
    reply,
    origin: emulator.origin,
    changed: () => emulator.changed(caller.companyId),
  };
}

function requireScope(world: World, terms: Terms): void {
  if (terms.scopes.length === 0) return;
  if (terms.scopes.some((scope) => world.app.scopes.includes(scope))) return;
  throw new Problem(403, 'Scope and URL mismatch', `Needs one of: ${terms.scopes.join(', ')}`);
}
