import * as z from 'zod';
import { AppError } from '../app-error.ts';
import { exchange, type PipedriveAccount } from './call.ts';
import { faultOf } from './faults.ts';
import type { PipedriveGateway, PipedriveUser } from './gateway.ts';

const written = z.object({ data: z.object({ id: z.number().int() }) });

/**
 * Writes a note on a deal, and never twice: what was sent and not clearly answered may have been written
 * (Pipedrive: Notes, Add a note). Throws `AppError` when it surely was not.
 */
export const addNote = async (
  account: PipedriveAccount,
  user: PipedriveUser,
  dealId: number,
  html: string,
): ReturnType<PipedriveGateway['addNote']> => {
  const body = { content: html, deal_id: dealId };
  const outcome = await exchange(account, user, { method: 'POST', path: '/v1/notes', body });
  if (outcome.kind === 'none') {
    if (outcome.sent) return { kind: 'unclear' };
    throw new AppError('pipedrive_unavailable');
  }
  if (outcome.status >= 500) return { kind: 'unclear' };
  if (outcome.status < 300) {
    const note = written.safeParse(outcome.body);
    return note.success ? { kind: 'done', id: note.data.data.id } : { kind: 'unclear' };
  }
  throw faultOf(outcome, 'deal_not_found') ?? new AppError('pipedrive_unavailable');
};
