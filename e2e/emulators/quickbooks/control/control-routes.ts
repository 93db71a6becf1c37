import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { noTraffic } from '../api/traffic.ts';
import { ApiFault } from '../wire/faults.ts';
import { resetWorld, type World } from '../world.ts';
import { entityControl } from './entity-control.ts';
import { faultRuleSchema, newFaultRule } from './fault-rules.ts';
import { realmControl } from './realm-control.ts';
import { transactionControl } from './transaction-control.ts';
import { webhookControl } from './webhook-control.ts';

/** `?after=` returns calls after the n-th; `?realm=` limits to one company, to isolate tests. */
const listFilter = z.object({ after: z.coerce.number().default(0), realm: z.string().optional() });

const latency = z.strictObject({ ms: z.number().int().nonnegative(), path: z.string().optional() });

/** Control API for tests and the demo; no authentication, not part of the imitated API. */
export function controlRoutes(app: FastifyInstance, world: World): void {
  app.register(async (control) => {
    control.setErrorHandler((error, _request, reply) => {
      if (error instanceof z.ZodError)
        return reply.code(400).send({ error: z.prettifyError(error) });
      if (error instanceof ApiFault) return reply.code(400).send({ error: error.message });
      return reply
        .code(500)
        .send({ error: error instanceof Error ? error.message : String(error) });
    });

    control.post('/control/reset', async () => {
      resetWorld(world);
      return { ok: true };
    });

    control.post('/control/latency', async (request) => {
      const rule = latency.parse(request.body);
      world.latencies = world.latencies.filter((one) => one.path !== rule.path);
      if (rule.ms > 0) world.latencies.push(rule);
      return { latencies: world.latencies };
    });

    control.post('/control/faults', async (request) => {
      const rule = newFaultRule(faultRuleSchema.parse(request.body));
      world.faults.push(rule);
      return { scheduled: world.faults.length };
    });
    control.get('/control/faults', async () =>
      world.faults.map(({ random, left, ...rule }) => ({
        ...rule,
        left: Number.isFinite(left) ? left : null,
      })),
    );
    control.delete('/control/faults', async (request) => {
      const { realm } = listFilter.parse(request.query);
      world.faults = realm ? world.faults.filter((rule) => rule.match.realm !== realm) : [];
      return { scheduled: world.faults.length };
    });

    control.get('/control/journal', async (request) => {
      const { after, realm } = listFilter.parse(request.query);
      return world.journal.after(after, realm);
    });
    control.delete('/control/journal', async (request) => {
      world.journal.clear(listFilter.parse(request.query).realm);
      return { ok: true };
    });

    /** Call statistics of a company since the last `DELETE`. */
    control.get('/control/traffic', async (request) => {
      const { realm = '' } = listFilter.parse(request.query);
      return (world.traffic.get(realm) ?? noTraffic()).seen;
    });
    control.delete('/control/traffic', async (request) => {
      const { realm } = listFilter.parse(request.query);
      for (const [of, traffic] of world.traffic) {
        // `inFlight` is not reset: those calls are still running.
        if (!realm || of === realm) Object.assign(traffic, { calls: [], seen: noTraffic().seen });
      }
      return { ok: true };
    });

    realmControl(control, world);
    entityControl(control, world);
    transactionControl(control, world);
    webhookControl(control, world);
  });
}
