import * as z from 'zod';
import { AppError } from '../app-error.ts';
import { callPipedrive, type Outcome, type PipedriveAccount } from './call.ts';
import { faultOf } from './faults.ts';
import type { FieldOwner, PipedriveGateway, PipedriveUser, Refusal } from './gateway.ts';
import { fieldOf, optionsOf } from './translate-field.ts';

/** Lists of fields (https://developers.pipedrive.com/docs/api/v1/openapi-v2.yaml). */
export const fieldLists = {
  deal: '/v2/dealFields',
  organization: '/v2/organizationFields',
  person: '/v2/personFields',
} as const;

const recordPaths = { deal: '/v2/deals', organization: '/v2/organizations', person: '/v2/persons' };

/** Writes custom fields of a record (PATCH /v2/deals/{id}, also organizations and persons). */
export const setFields = async (
  account: PipedriveAccount,
  user: PipedriveUser,
  { of, recordId }: { of: FieldOwner; recordId: number },
  values: Record<string, unknown>,
): ReturnType<PipedriveGateway['setFields']> => {
  const outcome = await callPipedrive(account, user, {
    method: 'PATCH',
    path: `${recordPaths[of]}/${recordId}`,
    body: { custom_fields: values },
  });
  if (outcome.kind === 'answer' && isInvalid(outcome)) {
    return refusalOf(outcome.body, Object.keys(values));
  }
  requireSuccess(outcome, of === 'deal' ? 'deal_not_found' : 'not_found');
  return { kind: 'done' };
};

/** Creates a custom field (POST /v2/dealFields and its siblings). Never sends twice. */
export const createField = async (
  account: PipedriveAccount,
  user: PipedriveUser,
  of: FieldOwner,
  { name, type, options }: Parameters<PipedriveGateway['createField']>[2],
): ReturnType<PipedriveGateway['createField']> => {
  const outcome = await callPipedrive(account, user, {
    method: 'POST',
    path: fieldLists[of],
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
export const addFieldOptions = async (
  account: PipedriveAccount,
  user: PipedriveUser,
  { of, fieldCode }: { of: FieldOwner; fieldCode: string },
  labels: string[],
): ReturnType<PipedriveGateway['addFieldOptions']> => {
  const outcome = await callPipedrive(account, user, {
    method: 'POST',
    path: `${fieldLists[of]}/${encodeURIComponent(fieldCode)}/options`,
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
