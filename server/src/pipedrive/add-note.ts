import * as z from 'zod';
import { AppError } from '../app-error.ts';
import { callPipedrive, type PipedriveAccount } from './call.ts';
import { faultOf } from './faults.ts';
import type { PipedriveGateway, PipedriveUser } from './gateway.ts';

const noteCreated = z.object({ data: z.object({ id: z.number().int() }) });

/**
 * Adds a note to a deal (POST /v1/notes,
 * https://developers.pipedrive.com/docs/api/v1/openapi.yaml). Never sends twice: `unclear` means
 * that the note was sent and may exist. Throws `AppError` when it was certainly not added.
 */
export const addNote = async (
  account: PipedriveAccount,
  user: PipedriveUser,
  dealId: number,
  html: string,
): ReturnType<PipedriveGateway['addNote']> => {
  const body = { content: html, deal_id: dealId };
  const outcome = await callPipedrive(account, user, { method: 'POST', path: '/v1/notes', body });
  if (outcome.kind === 'none') {
    if (outcome.sent) return { kind: 'unclear' };
    throw new AppError('pipedrive_unavailable');
  }
  if (outcome.status >= 500) return { kind: 'unclear' };
  if (outcome.status < 300) {
    const note = noteCreated.safeParse(outcome.body);
    return note.success ? { kind: 'done', id: note.data.data.id } : { kind: 'unclear' };
  }
  throw faultOf(outcome, 'deal_not_found') ?? new AppError('pipedrive_unavailable');
};
