import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { webhookSettingsSchema } from '../webhooks/settings.ts';
import type { World } from '../world.ts';

/** An event of the portal's _Send test events_, or one that never happened. */
const event = z.strictObject({
  realmId: z.string(),
  entity: z.string(),
  entityId: z.string(),
  operation: z.enum(['Create', 'Update', 'Delete', 'Void', 'Merge', 'Emailed']),
  at: z.number().optional(),
  deletedId: z.string().optional(),
});

/** Configures webhooks as the developer portal does, and shows the deliveries. */
export function webhookControl(app: FastifyInstance, world: World): void {
  const { webhooks } = world;

  app.get('/control/webhooks', async () => {
    const { verifierToken, ...settings } = webhooks.settings;
    return { settings, deliveries: webhooks.records };
  });

  app.post('/control/webhooks', async (request) => {
    Object.assign(webhooks.settings, webhookSettingsSchema.partial().parse(request.body));
    // Remembers the state of companies that no change was reported of yet.
    world.changed();
    return { ok: true };
  });

  app.post('/control/webhooks/events', async (request) => {
    const events = z.array(event).parse(request.body);
    webhooks.add(events.map((one) => ({ at: Date.now(), ...one })));
    return { events: events.length };
  });
}
