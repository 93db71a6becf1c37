import type { FastifyInstance } from 'fastify';
import type { Emulator } from '../world/emulator.ts';
import { activityEndpoints, activityTypeEndpoints } from './activities.ts';
import { BurstMeter } from './budget.ts';
import { contactEndpoints } from './contacts.ts';
import { dealProductEndpoints } from './deal-products.ts';
import { dealEndpoints } from './deals.ts';
import { endpointsBelow } from './endpoint.ts';
import { fieldEndpoints } from './fields.ts';
import { fileEndpoints } from './files.ts';
import { flowEndpoints } from './flow.ts';
import { searchEndpoints } from './item-search.ts';
import { noteEndpoints } from './notes.ts';
import { productEndpoints } from './products.ts';
import { userEndpoints } from './users.ts';
import { webhookEndpoints } from './webhooks.ts';

/** Registers the REST API: v2 below `/api/v2`, v1 below `/api/v1` and `/v1`. */
export function restRoutes(app: FastifyInstance, emulator: Emulator): void {
  const meter = new BurstMeter();
  const v1 = endpointsBelow(app, emulator, meter, ['/api/v1', '/v1']);
  const v2 = endpointsBelow(app, emulator, meter, ['/api/v2']);
  dealEndpoints(v2);
  dealProductEndpoints(v2);
  contactEndpoints(v2);
  productEndpoints(v2);
  fieldEndpoints(v2);
  searchEndpoints(v2);
  activityEndpoints(v2);
  activityTypeEndpoints(v1);
  userEndpoints(v1);
  noteEndpoints(v1);
  fileEndpoints(v1);
  flowEndpoints(v1);
  webhookEndpoints(v1);
}
