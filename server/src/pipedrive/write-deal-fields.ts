import * as z from 'zod';
import { AppError } from '../app-error.ts';
import { callPipedrive, type Outcome, type PipedriveAccount } from './call.ts';
import { faultOf } from './faults.ts';
import type { PipedriveGateway, PipedriveUser, Refusal } from './gateway.ts';
import { fieldOf, optionsOf } from './translate-field.ts';

/**
 * Writes custom fields of a deal (PATCH /v2/deals/{id},
 * https://developers.pipedrive.com/docs/api/v1/openapi-v2.yaml).
 */
export const setDealFields = async (
  account: PipedriveAccount,
  user: PipedriveUser,
  dealId: number,
  values: Record<string, unknown>,
): ReturnType<PipedriveGateway['setDealFields']> => {
  const outcome = await callPipedrive(account, user, {
    method: 'PATCH',
    path: `/v2/deals/${dealId}`,
    body: { custom_fields: values },
  });
  if (outcome.kind === 'answer' && isInvalid(outcome)) {
    return refusalOf(outcome.body, Object.keys(values));
  }
  requireSuccess(outcome, 'deal_not_found');
  return { kind: 'done' };
};

/** Creates a custom field of deals (POST /v2/dealFields). Never sends twice. */
export const createDealField = async (
  account: PipedriveAccount,
  user: PipedriveUser,
  { name, type, options }: Parameters<PipedriveGateway['createDealField']>[1],
): ReturnType<PipedriveGateway['createDealField']> => {
  const outcome = await callPipedrive(account, user, {
    method: 'POST',
    path: '/v2/dealFields',
    body: {
      field_name: name,
      field_type: type,
      ...(options.length > 0 && { options: options.map((label) => ({ label })) }),
    },
  });
  const isLost = outcome.kind === 'none' ? outcome.sent : outcome.status >= 500;
  if (isLost) return { kind: 'unclear' };
  const created = z.object({ data: z.unknown() }).safeParse(requireSuccess(outcome, 'not_found'));
  try {
    return { kind: 'done', field: fieldOf(created.data?.data) };
  } catch {
    return { kind: 'unclear' };
  }
};

/** Adds options to a field (POST /v2/dealFields/{code}/options, an array at the top level). */
export const addDealFieldOptions = async (
  account: PipedriveAccount,
  user: PipedriveUser,
  fieldCode: string,
  labels: string[],
): ReturnType<PipedriveGateway['addDealFieldOptions']> => {
  const outcome = await callPipedrive(account, user, {
    method: 'POST',
    path: `/v2/dealFields/${encodeURIComponent(fieldCode)}/options`,
    body: labels.map((label) => ({ label })),
  });
  const added = z
    .object({ data: z.array(z.unknown()) })
    .safeParse(requireSuccess(outcome, 'not_found'));
  if (!added.success) throw new AppError('pipedrive_unavailable');
  return optionsOf(added.data.data);
};

type Answer = Extract<Outcome, { kind: 'answer' }>;

const isInvalid = ({ status }: Answer): boolean => status === 400 || status === 422;

const message = z
  .object({
    error: z.string().catch(''),
    error_info: z.string().catch(''),
    code: z.string().optional().catch(undefined),
  })
  .catch({ error: '', error_info: '' });

/** Since May 2026 the message names the field; it is searched, because its place is undocumented. */
const refusalOf = (body: unknown, writtenCodes: string[]): Refusal => {
  const text = JSON.stringify(body ?? '');
  const codes = writtenCodes.filter((code) => text.includes(code));
  return { kind: 'refused', said: message.parse(body).error.slice(0, 500), codes };
};

/** Returns the body of a success, else throws the gateway's `AppError`. */
const requireSuccess = (outcome: Outcome, gone: 'deal_not_found' | 'not_found'): unknown => {
  if (outcome.kind === 'none') throw new AppError('pipedrive_unavailable');
  const fault = faultOf(outcome, gone);
  if (!fault) return outcome.body;
  if (fault.code !== 'pipedrive_forbidden') throw fault;
  const { error, code } = message.parse(outcome.body);
  throw new AppError(fault.code, {
    details: { said: error.slice(0, 500), ...(code && { faultCode: code }) },
  });
};
