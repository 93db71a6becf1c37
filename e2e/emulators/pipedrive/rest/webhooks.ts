import type { Webhook } from '../world/rows.ts';
import { instant } from '../world/time.ts';
import type { Call, Endpoint } from './endpoint.ts';
import { notFound, Problem } from './problem.ts';

/** https://developers.pipedrive.com/changelog/post/introducing-new-oauth-scopes-for-webhooks */
const read = ['webhooks:read', 'webhooks:full', 'admin'];
const full = ['webhooks:full', 'admin'];

const actions = ['create', 'change', 'delete', '*'];

/** The documentation of May 2026 also names objects that the API description does not. */
const objects = [
  'activity',
  'deal',
  'lead',
  'note',
  'organization',
  'person',
  'pipeline',
  'product',
  'stage',
  'user',
  'deal_product',
  'dealField',
  '*',
];

/** Webhooks per app and user. https://pipedrive.readme.io/docs/webhooks-for-apps */
const mostPerUser = 40;

/**
 * v1 endpoints for the app's own webhooks, which no page of Pipedrive shows.
 * https://developers.pipedrive.com/docs/api/v1/Webhooks
 */
export function webhookEndpoints(v1: Endpoint): void {
  v1('GET', '/webhooks', { cost: 10, scopes: read }, (call) => ({ data: own(call).map(answerOf) }));
  v1('POST', '/webhooks', { cost: 10, scopes: full }, (call) => {
    const webhook = toWebhook(call);
    call.world.webhooks.push(webhook);
    call.changed();
    call.reply.code(201);
    return { data: answerOf(webhook) };
  });
  v1('DELETE', '/webhooks/:id', { cost: 6, scopes: full }, (call) => {
    const webhook = own(call).find(({ id }) => id === Number(call.params.id));
    if (!webhook) throw notFound('Webhook not found.');
    call.world.webhooks = call.world.webhooks.filter((one) => one !== webhook);
    call.changed();
    return { data: { id: webhook.id } };
  });
}

/** These endpoints name the refused parameters; others answer with `error`. */
class RefusedWebhook extends Problem {
  readonly parameter: string;

  constructor(parameter: string, said: string) {
    super(400, said);
    this.parameter = parameter;
  }

  override body(): Record<string, unknown> {
    return { status: 'error', success: false, errors: { [this.parameter]: [this.message] } };
  }
}

function own({ world, caller }: Call): Webhook[] {
  return world.webhooks.filter(
    (one) => one.company_id === caller.companyId && one.user_id === caller.userId,
  );
}

function toWebhook(call: Call): Webhook {
  const body = (call.body ?? {}) as Record<string, unknown>;
  const text = (name: string) => (typeof body[name] === 'string' ? (body[name] as string) : '');
  const refuse = (name: string, said: string) => new RefusedWebhook(name, said);
  const url = text('subscription_url');
  if (!URL.canParse(url)) throw refuse('subscription_url', 'is not a valid URL');
  if (!call.world.settings.webhookUrlsReachable) throw refuse('subscription_url', 'is unreachable');
  if (!text('name')) throw refuse('name', 'is required');
  if (!actions.includes(text('event_action'))) throw refuse('event_action', 'is unknown');
  if (!objects.includes(text('event_object'))) throw refuse('event_object', 'is unknown');
  const knowsFields = call.world.settings.fieldWebhooks;
  if (!knowsFields && text('event_object') === 'dealField')
    throw refuse('event_object', 'is unknown');
  if (own(call).length >= mostPerUser) throw refuse('webhook', 'limit reached');
  return {
    company_id: call.caller.companyId,
    id: ++call.world.lastId,
    user_id: call.caller.userId,
    name: text('name'),
    subscription_url: url,
    event_action: text('event_action'),
    event_object: text('event_object'),
    http_auth_user: text('http_auth_user') || null,
    http_auth_password: text('http_auth_password') || null,
    version: text('version') || '2.0',
    add_time: instant(),
  };
}

function answerOf({ http_auth_password: _, ...webhook }: Webhook): Record<string, unknown> {
  return {
    ...webhook,
    type: 'application',
    is_active: 1,
    admin_id: webhook.user_id,
    last_delivery_time: null,
    last_http_status: null,
    remove_time: null,
    remove_reason: null,
  };
}
