import type { FastifyInstance } from 'fastify';
import type { Emulator } from '../world/emulator.ts';
import type { Fault } from './fault-plan.ts';

/** Control endpoints for reset, latency, faults, journal and settings; no authentication. */
export function controlRoutes(app: FastifyInstance, emulator: Emulator): void {
  app.post('/control/reset', async () => {
    emulator.reset();
    return { ok: true };
  });

  app.post('/control/latency', async (request) => {
    const { ms, path } = request.body as { ms: number; path?: string };
    const { faults } = emulator;
    faults.latencies = faults.latencies.filter((one) => one.path !== path);
    if (ms > 0) faults.latencies.push({ ms, path });
    return { latencies: faults.latencies };
  });

  app.post('/control/faults', async (request) => {
    const given = [request.body as Fault | Fault[]].flat();
    emulator.faults.faults.push(...given.map((one) => ({ ...one, match: one.match ?? {} })));
    return { faults: emulator.faults.faults };
  });
  app.get('/control/faults', async () => ({ faults: emulator.faults.faults }));
  app.delete('/control/faults', async () => {
    emulator.faults.faults = [];
    return { faults: [] };
  });

  app.get('/control/journal', async (request) => {
    const { after, kind, company } = request.query as Record<string, string | undefined>;
    const calls = emulator.journal.since(Number(after ?? 0), kind);
    return { calls: company ? calls.filter((call) => `${call.company}` === company) : calls };
  });
  app.delete('/control/journal', async () => {
    emulator.journal.clear();
    return { calls: [] };
  });

  app.get('/control/webhooks', async () => ({
    webhooks: emulator.world.webhooks,
    deliveries: emulator.webhooks.deliveries,
  }));
  /** Deletes a webhook, as Pipedrive does after three days without success. */
  app.post('/control/webhooks/forget', async (request) => {
    const { id } = request.body as { id: number };
    const { world } = emulator;
    world.webhooks = world.webhooks.filter((one) => one.id !== id);
    return { webhooks: world.webhooks.length };
  });

  app.post('/control/settings', async (request) => {
    Object.assign(emulator.world.settings, request.body);
    emulator.changed(null);
    return emulator.world.settings;
  });
  app.get('/control/settings', async () => emulator.world.settings);
}
