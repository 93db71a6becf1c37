import * as z from 'zod';
import { AppError } from '../app-error.ts';
import { callPipedrive, type PipedriveAccount } from './call.ts';
import { faultOf } from './faults.ts';
import type { PipedriveGateway, PipedriveUser } from './gateway.ts';

/** Translates a row of GET /v1/webhooks; `active` ones only are listed. */
export const webhookOf = (data: unknown): { id: number; url: string } =>
  z
    .object({ id: z.coerce.number().int(), subscription_url: z.string().catch('') })
    .transform(({ id, subscription_url: url }) => ({ id, url }))
    .parse(data);

const created = z.object({ data: z.object({ id: z.coerce.number().int() }) });

/** The message of an error; `errors` names the refused parameters instead. */
const message = z
  .object({ error: z.string().optional(), errors: z.unknown().optional() })
  .catch({});

/**
 * Registers a webhook (POST /v1/webhooks, version 2.0). Pipedrive answers 400 to an address that it
 * cannot reach and to an object that it does not know.
 * https://developers.pipedrive.com/docs/api/v1/Webhooks#addWebhook
 */
export const createWebhook = async (
  account: PipedriveAccount,
  user: PipedriveUser,
  webhook: Parameters<PipedriveGateway['createWebhook']>[1],
): ReturnType<PipedriveGateway['createWebhook']> => {
  const outcome = await callPipedrive(account, user, {
    method: 'POST',
    path: '/v1/webhooks',
    body: {
      name: `Dealbill ${webhook.action} ${webhook.object}`,
      subscription_url: webhook.url,
      event_action: webhook.action,
      event_object: webhook.object,
      http_auth_user: webhook.user,
      http_auth_password: webhook.password,
      version: '2.0',
    },
  });
  if (outcome.kind === 'none') throw new AppError('pipedrive_unavailable');
  if (outcome.status === 400 || outcome.status === 422) {
    const { error, errors } = message.parse(outcome.body);
    const said = error ?? JSON.stringify(errors ?? '');
    return { kind: 'refused', said: said.slice(0, 500), codes: [] };
  }
  const fault = faultOf(outcome, 'not_found');
  if (fault) throw fault;
  const answer = created.safeParse(outcome.body).data;
  if (!answer) throw new AppError('pipedrive_unavailable');
  return { kind: 'done', id: answer.data.id };
};

/** Deletes a webhook (DELETE /v1/webhooks/{id}); one that does not exist counts as deleted. */
export const deleteWebhook = async (
  account: PipedriveAccount,
  user: PipedriveUser,
  webhookId: number,
): Promise<void> => {
  const path = `/v1/webhooks/${webhookId}`;
  const outcome = await callPipedrive(account, user, { method: 'DELETE', path });
  if (outcome.kind === 'none') throw new AppError('pipedrive_unavailable');
  const fault = faultOf(outcome, 'not_found');
  if (fault && fault.code !== 'not_found') throw fault;
};
