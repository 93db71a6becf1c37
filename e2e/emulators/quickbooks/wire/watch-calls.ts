import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Plan, scheduledAnswer } from '../api/planned-faults.ts';
import { latencyFor, takeFault } from '../control/fault-rules.ts';
import { type JournalEntry, redacted } from '../control/journal.ts';
import { grantOfRefreshToken } from '../oauth/grants.ts';
import type { Switches } from '../switches.ts';
import { now, switchesFor, type World } from '../world.ts';
import type { Answer } from './answer.ts';

declare module 'fastify' {
  interface FastifyRequest {
    plan: Plan;
    journalEntry: JournalEntry;
  }
}

/**
 * Journals every call outside /control, adds an `intuit_tid`, and applies scheduled latency and
 * faults: those before the work here or in `withPlan`, those after it before the response is sent.
 */
export function watchCalls(app: FastifyInstance, world: World): void {
  app.decorateRequest('plan');
  app.decorateRequest('journalEntry');

  app.addHook('preHandler', async (request, reply) => {
    if (request.url.startsWith('/control')) return;
    const [path = ''] = request.url.split('?');
    const realm = realmOf(world, request);
    const text = typeof request.body === 'string' ? request.body : '';
    const fault = takeFault(world.faults, { method: request.method, path, realm, text });
    request.plan = { latencyMs: latencyFor(world.latencies, path), fault };
    request.journalEntry = world.journal.add({
      time: new Date(now(world)).toISOString(),
      method: request.method,
      path,
      query: Object.fromEntries(Object.entries(redacted(request.query) ?? {})),
      contentType: request.headers['content-type'] ?? null,
      realm,
      body: redacted(request.body),
      status: null,
      tid: newTid(now(world)),
      fault: fault?.fault ?? null,
      replayed: false,
      notes: [],
    });
    reply.header('intuit_tid', request.journalEntry.tid).header('qbo-version', '1975.275');
    if (fault?.retryAfter) reply.header('retry-after', fault.retryAfter);
    if (path.startsWith('/v3/')) {
      const switches = switchesFor(world, world.companies[realm ?? '']);
      const refused = refusedAddress(request.url, switches);
      if (refused) return reply.code(refused.status).type(refused.contentType).send(refused.body);
    }
    await beforeWork(world, request, reply, path);
  });

  app.addHook('onSend', async (request, reply) => {
    const fault = request.plan?.fault;
    if (fault?.fault === 'late') await sleep(fault.delayMs ?? 0);
    if (fault?.fault === 'reset-after') cut(reply);
  });

  app.addHook('onResponse', async (request, reply) => {
    if (request.journalEntry && request.plan.fault?.fault !== 'reset-after')
      request.journalEntry.status = reply.statusCode;
  });
}

/** Applies faults before the work. API calls apply `status`, `slow` and latency in `withPlan`. */
async function beforeWork(
  world: World,
  request: FastifyRequest,
  reply: FastifyReply,
  path: string,
) {
  const { fault, latencyMs } = request.plan;
  if (fault?.fault === 'hang') return void reply.hijack();
  if (fault?.fault === 'reset-before') {
    if (latencyMs > 0) await sleep(latencyMs);
    reply.hijack();
    return cut(reply);
  }
  if (path.startsWith('/v3/company/')) return;
  const delay = latencyMs + (fault?.fault === 'slow' ? (fault.delayMs ?? 0) : 0);
  if (delay > 0) await sleep(delay);
  if (fault?.fault !== 'status' || fault.committed) return;
  const answer = scheduledAnswer(fault, now(world), 'json');
  await reply.code(answer.status).type(answer.contentType).send(answer.body);
}

/** The realm of a call: from its path, or from its refresh token or authorization code. */
function realmOf(world: World, request: FastifyRequest): string | null {
  const { realm } = request.params as { realm?: string };
  if (realm || !request.url.startsWith('/oauth2/')) return realm ?? null;
  const form = new Map(Object.entries(request.body ?? {}));
  const grant = grantOfRefreshToken(world, String(form.get('refresh_token') ?? ''));
  return grant?.realmId ?? world.codes.get(String(form.get('code') ?? ''))?.realmId ?? null;
}

function cut(reply: FastifyReply): void {
  reply.raw.socket?.destroy();
}

/** Creates an id such as `1-69f0a24d-0a1b2c3d4e5f60718293a4b5`, the format of `intuit_tid`. */
function newTid(at: number): string {
  const seconds = Math.floor(at / 1000).toString(16);
  return `1-${seconds}-${randomUUID().replaceAll('-', '').slice(0, 24)}`;
}

/** Characters that a URL must escape (RFC 3986, 2.2 and 2.3); lenient clients do not. */
const neverPlain = /[[\]{}|^`"<>\\]/;

/**
 * The HTML response of a strict proxy that rejects the URL; null when it accepts it.
 * `longestAddress` counts path and query.
 */
function refusedAddress(
  url: string,
  { strictAddresses, longestAddress }: Pick<Switches, 'strictAddresses' | 'longestAddress'>,
): Answer | null {
  if (longestAddress !== null && url.length > longestAddress)
    return page(414, 'Request-URI Too Large');
  return strictAddresses && neverPlain.test(url) ? page(400, 'Bad Request') : null;
}

function page(status: number, title: string): Answer {
  const body = `<html><head><title>${status} ${title}</title></head><body><h1>${title}</h1></body></html>`;
  return { status, contentType: 'text/html', body };
}
