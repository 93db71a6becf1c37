import type { FastifyInstance } from 'fastify';
import { switchesFor, type Traffic, type World } from '../world.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** This call exceeds a rate limit of its company. */
    beyondLimit: boolean;
  }
}

export function noTraffic(): Traffic {
  const seen = {
    calls: 0,
    rejected: 0,
    mostInFlight: 0,
    mostPerSecond: 0,
    mostPerMinute: 0,
    mostBatchesPerMinute: 0,
  };
  return { inFlight: 0, calls: [], seen };
}

/**
 * Counts a call and returns whether it exceeds a limit.
 * https://developer.intuit.com/app/developer/qbo/docs/learn/limits-and-throttles
 */
function arrive(
  world: World,
  realm: string,
  batch: boolean,
): { traffic: Traffic; beyond: boolean } {
  const traffic = world.traffic.get(realm) ?? noTraffic();
  world.traffic.set(realm, traffic);
  const limits = switchesFor(world, world.companies[realm]);
  const at = Date.now();
  traffic.calls = traffic.calls.filter((call) => call.at > at - 60_000);
  const within = (ms: number, what: (call: Traffic['calls'][number]) => boolean) =>
    traffic.calls.filter((call) => call.at > at - ms && what(call)).length;
  const over = (limit: number | null, taken: number) => limit !== null && taken >= limit;
  const taken = ({ rejected }: { rejected: boolean }) => !rejected;
  const rejected =
    over(limits.requestsPerSecond, within(1_000, taken)) ||
    over(limits.requestsPerMinute, within(60_000, taken)) ||
    over(limits.concurrentRequests, traffic.inFlight) ||
    (batch &&
      over(
        limits.batchesPerMinute,
        within(60_000, (call) => call.batch && taken(call)),
      ));

  traffic.calls.push({ at, batch, rejected });
  traffic.inFlight += 1;
  const { seen } = traffic;
  seen.calls += 1;
  if (rejected) seen.rejected += 1;
  seen.mostInFlight = Math.max(seen.mostInFlight, traffic.inFlight);
  seen.mostPerSecond = Math.max(
    seen.mostPerSecond,
    within(1_000, () => true),
  );
  seen.mostPerMinute = Math.max(seen.mostPerMinute, traffic.calls.length);
  const batches = within(60_000, (call) => call.batch);
  seen.mostBatchesPerMinute = Math.max(seen.mostBatchesPerMinute, batches);
  return { traffic, beyond: rejected };
}

/** Tracks every API call from its arrival until its response is sent or its connection closes. */
export function watchTraffic(app: FastifyInstance, world: World): void {
  app.decorateRequest('beyondLimit', false);
  app.addHook('onRequest', async (request, reply) => {
    const { realm } = request.params as { realm?: string };
    if (!realm || !request.url.startsWith('/v3/company/')) return;
    const [path = ''] = request.url.split('?');
    const { traffic, beyond } = arrive(world, realm, path.endsWith('/batch'));
    request.beyondLimit = beyond;
    reply.raw.once('close', () => {
      traffic.inFlight -= 1;
    });
  });
}
