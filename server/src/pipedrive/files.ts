import * as z from 'zod';
import { AppError } from '../app-error.ts';
import { callPipedrive, type PipedriveAccount } from './call.ts';
import { faultOf } from './faults.ts';
import type { PipedriveGateway, PipedriveUser } from './gateway.ts';

/** Name of a file from GET /v1/deals/{id}/files. */
export const fileNameOf = (data: unknown): string => {
  const { name, file_name: stored } = z
    .object({ name: z.string().nullish(), file_name: z.string().nullish() })
    .parse(data);
  return name ?? stored ?? '';
};

const refusal = z.object({ error: z.string().catch('') }).catch({ error: '' });

/**
 * Uploads a file to a deal (POST /v1/files, multipart,
 * https://developers.pipedrive.com/docs/api/v1/openapi.yaml). Never sends twice.
 */
export const addFile = async (
  account: PipedriveAccount,
  user: PipedriveUser,
  dealId: number,
  { name, bytes, mediaType }: Parameters<PipedriveGateway['addFile']>[2],
): ReturnType<PipedriveGateway['addFile']> => {
  const body = new FormData();
  body.set('deal_id', String(dealId));
  body.set('file', new File([new Uint8Array(bytes)], name, { type: mediaType }));
  const outcome = await callPipedrive(account, user, { method: 'POST', path: '/v1/files', body });
  if (outcome.kind === 'none') {
    if (outcome.sent) return { kind: 'unclear' };
    throw new AppError('pipedrive_unavailable');
  }
  if (outcome.status >= 500) return { kind: 'unclear' };
  if (outcome.status === 400 || outcome.status === 413 || outcome.status === 422) {
    throw new AppError('pipedrive_forbidden', { details: said(outcome.body) });
  }
  const fault = faultOf(outcome, 'deal_not_found');
  if (fault?.code === 'pipedrive_forbidden') {
    throw new AppError('pipedrive_forbidden', { details: said(outcome.body) });
  }
  if (fault) throw fault;
  return { kind: 'done' };
};

/** Pipedrive's message, for example that the storage of the plan is full. */
const said = (body: unknown) => ({ said: refusal.parse(body).error.slice(0, 500) });
