import * as z from 'zod';
import { AppError } from '../app-error.ts';
import { callPipedrive, type Outcome, type PipedriveAccount } from './call.ts';
import { faultOf } from './faults.ts';
import type { Activity, PipedriveGateway, PipedriveUser } from './gateway.ts';

const text = z.string().nullish().catch(null);
const id = z.number().int().nullish().catch(null);

const wireActivity = z.object({
  id: z.number().int(),
  subject: text,
  type: text,
  owner_id: id,
  due_date: text,
  note: text,
  done: z.boolean().catch(false),
  is_deleted: z.boolean().nullish().catch(null),
});

/** Translates an activity; null for a deleted one. */
export const activityOf = (data: unknown): Activity | null => {
  const activity = wireActivity.parse(data);
  if (activity.is_deleted) return null;
  return {
    id: activity.id,
    subject: activity.subject ?? '',
    type: activity.type ?? '',
    ownerId: activity.owner_id ?? null,
    dueDate: activity.due_date ?? null,
    note: activity.note ?? '',
    done: activity.done,
  };
};

const wireType = z.object({
  key_string: z.string(),
  name: text,
  active_flag: z.union([z.boolean(), z.number()]).nullish().catch(null),
});

/** Translates a row of GET /v1/activityTypes; null for one that was deleted. */
export const activityTypeOf = (data: unknown): { key: string; name: string } | null => {
  const { key_string: key, name, active_flag: active } = wireType.parse(data);
  return active === false || active === 0 ? null : { key, name: name ?? key };
};

const wireUser = z.object({
  id: z.number().int(),
  name: text,
  active_flag: z.boolean().catch(true),
});

/** Translates a row of GET /v1/users; null for a user who was deactivated. */
export const userOf = (data: unknown): { id: number; name: string } | null => {
  const user = wireUser.parse(data);
  return user.active_flag ? { id: user.id, name: user.name ?? '' } : null;
};

/** Owner of a deal from GET /v2/deals/{id}. */
export const dealOwnerOf = (data: unknown): number | null =>
  z.object({ owner_id: id }).parse(data).owner_id ?? null;

/**
 * Adds an activity to a deal (POST /v2/activities,
 * https://developers.pipedrive.com/docs/api/v1/openapi-v2.yaml). Never sends twice.
 */
export const addActivity = async (
  account: PipedriveAccount,
  user: PipedriveUser,
  dealId: number,
  { subject, type, ownerId, dueDate, note }: Parameters<PipedriveGateway['addActivity']>[2],
): ReturnType<PipedriveGateway['addActivity']> => {
  const outcome = await callPipedrive(account, user, {
    method: 'POST',
    path: '/v2/activities',
    body: {
      subject,
      type,
      deal_id: dealId,
      due_date: dueDate,
      note,
      ...(ownerId !== null && { owner_id: ownerId }),
    },
  });
  if (outcome.kind === 'none') {
    if (outcome.sent) return { kind: 'unclear' };
    throw new AppError('pipedrive_unavailable');
  }
  if (outcome.status >= 500) return { kind: 'unclear' };
  requireAccepted(outcome);
  const added = z.object({ data: z.unknown() }).safeParse(outcome.body);
  try {
    const activity = activityOf(added.data?.data);
    return activity ? { kind: 'done', activity } : { kind: 'unclear' };
  } catch {
    return { kind: 'unclear' };
  }
};

/** Marks an activity as done (PATCH /v2/activities/{id}); repeating it is harmless. */
export const finishActivity = async (
  account: PipedriveAccount,
  user: PipedriveUser,
  activityId: number,
): Promise<void> => {
  const outcome = await callPipedrive(account, user, {
    method: 'PATCH',
    path: `/v2/activities/${activityId}`,
    body: { done: true },
  });
  if (outcome.kind === 'none') throw new AppError('pipedrive_unavailable');
  requireAccepted(outcome, 'not_found');
};

/** Throws the gateway's `AppError`; not_possible when Pipedrive rejects a value. */
const requireAccepted = (
  outcome: Extract<Outcome, { kind: 'answer' }>,
  gone: 'deal_not_found' | 'not_found' = 'deal_not_found',
): void => {
  if (outcome.status === 400 || outcome.status === 422) throw new AppError('not_possible');
  const fault = faultOf(outcome, gone);
  if (fault) throw fault;
};
