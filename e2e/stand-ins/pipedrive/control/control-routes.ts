import type { FastifyInstance } from 'fastify';
import type { StandIn } from '../world/stand-in.ts';
import type { Fault } from './fault-plan.ts';

/** Reset, latency, faults, journal and switches. Nothing here asks who is calling. */
export function controlRoutes(app: FastifyInstance, standIn: StandIn): void {
  app.post('/control/reset', async () => {
    standIn.reset();
    return { ok: true };
  });

  app.post('/control/latency', async (request) => {
    const { ms, path } = request.body as { ms: number; path?: string };
    const { faults } = standIn;
    faults.latencies = faults.latencies.filter((one) => one.path !== path);
    if (ms > 0) faults.latencies.push({ ms, path });
    return { latencies: faults.latencies };
  });

  app.post('/control/faults', async (request) => {
    const given = [request.body as Fault | Fault[]].flat();
    standIn.faults.faults.push(...given.map((one) => ({ ...one, match: one.match ?? {} })));
    return { faults: standIn.faults.faults };
  });
  app.get('/control/faults', async () => ({ faults: standIn.faults.faults }));
  app.delete('/control/faults', async () => {
    standIn.faults.faults = [];
    return { faults: [] };
  });

  app.get('/control/journal', async (request) => {
    const { after, kind, company } = request.query as Record<string, string | undefined>;
    const calls = standIn.journal.since(Number(after ?? 0), kind);
    return { calls: company ? calls.filter((call) => `${call.company}` === company) : calls };
  });
  app.delete('/control/journal', async () => {
    standIn.journal.clear();
    return { calls: [] };
  });

  app.post('/control/settings', async (request) => {
    Object.assign(standIn.world.settings, request.body);
    standIn.changed(null);
    return standIn.world.settings;
  });
  app.get('/control/settings', async () => standIn.world.settings);
}
