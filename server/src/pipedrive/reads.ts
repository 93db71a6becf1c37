import * as z from 'zod';
import { AppError } from '../app-error.ts';
import { type PipedriveAccount, readOnce } from './call.ts';
import type { PipedriveUser } from './gateway.ts';

const pageSize = 500;
const pagesRead = 20;

const envelope = z.object({
  data: z.unknown(),
  additional_data: z.object({ next_cursor: z.string().nullish() }).nullish().catch(null),
});

/** What is asked for, how it is understood, and what it means when it is not there. */
export type Ask<T> = {
  path: string;
  query?: Record<string, string | number>;
  translate: (data: unknown) => T;
  gone?: 'deal_not_found' | 'not_found';
};

/** One thing, or a list that has one page. Throws `AppError` as the gateway does. */
export const readOne = async <T>(
  account: PipedriveAccount,
  user: PipedriveUser,
  { path, query = {}, translate, gone }: Ask<T>,
): Promise<T> => {
  const body = await readOnce(account, user, { path, query }, gone);
  return understood(() => translate(envelope.parse(body).data));
};

/** Every row of a v2 list, page by page (Pipedrive: Pagination, cursor). */
export const readAll = async <T>(
  account: PipedriveAccount,
  user: PipedriveUser,
  { path, query = {}, translate, gone }: Ask<T>,
): Promise<T[]> => {
  const rows: T[] = [];
  let cursor: { cursor?: string } = {};
  for (let page = 0; page < pagesRead; page += 1) {
    const asked = { path, query: { limit: pageSize, ...query, ...cursor } };
    const body = await readOnce(account, user, asked, gone);
    const answer = understood(() => envelope.parse(body));
    rows.push(...understood(() => listOf(translate)(answer.data)));
    if (!answer.additional_data?.next_cursor) break;
    cursor = { cursor: answer.additional_data.next_cursor };
  }
  return rows;
};

/** A list whose rows are each understood alike; Pipedrive sends null for an empty one. */
export const listOf =
  <T>(translate: (data: unknown) => T) =>
  (data: unknown): T[] =>
    z
      .array(z.unknown())
      .parse(data ?? [])
      .map(translate);

/** An answer of another shape than documented is as good as none. */
const understood = <T>(read: () => T): T => {
  try {
    return read();
  } catch (error) {
    throw error instanceof z.ZodError ? new AppError('pipedrive_unavailable') : error;
  }
};
