import * as z from 'zod';
import { AppError } from '../app-error.ts';
import { type PipedriveAccount, readWithRetry } from './call.ts';
import type { PipedriveUser } from './gateway.ts';

const pageSize = 500;
const maxPages = 20;

const envelope = z.object({
  data: z.unknown(),
  additional_data: z.object({ next_cursor: z.string().nullish() }).nullish().catch(null),
});

/** A read: its path, the translation of its data, and the error code for 404. */
export type Read<T> = {
  path: string;
  query?: Record<string, string | number>;
  translate: (data: unknown) => T;
  gone?: 'deal_not_found' | 'not_found';
};

/** Reads a record, or a list of a single page. Throws the gateway's `AppError`s. */
export const readOne = async <T>(
  account: PipedriveAccount,
  user: PipedriveUser,
  { path, query = {}, translate, gone }: Read<T>,
): Promise<T> => {
  const body = await readWithRetry(account, user, { path, query }, gone);
  return parseResponse(() => translate(envelope.parse(body).data));
};

/**
 * Reads all rows of a v2 list by cursor, at most 10,000 (pipedrive-api-v2-migration-guide,
 * Pagination).
 */
export const readAll = async <T>(
  account: PipedriveAccount,
  user: PipedriveUser,
  { path, query = {}, translate, gone }: Read<T>,
): Promise<T[]> => {
  const rows: T[] = [];
  let cursor: { cursor?: string } = {};
  for (let page = 0; page < maxPages; page += 1) {
    const request = { path, query: { limit: pageSize, ...query, ...cursor } };
    const body = await readWithRetry(account, user, request, gone);
    const response = parseResponse(() => envelope.parse(body));
    rows.push(...parseResponse(() => listOf(translate)(response.data)));
    if (!response.additional_data?.next_cursor) break;
    cursor = { cursor: response.additional_data.next_cursor };
  }
  return rows;
};

/** Translates each row of a list; Pipedrive sends null for an empty list. */
export const listOf =
  <T>(translate: (data: unknown) => T) =>
  (data: unknown): T[] =>
    z
      .array(z.unknown())
      .parse(data ?? [])
      .map(translate);

/** Treats a response of an unknown shape as pipedrive_unavailable. */
const parseResponse = <T>(read: () => T): T => {
  try {
    return read();
  } catch (error) {
    throw error instanceof z.ZodError ? new AppError('pipedrive_unavailable') : error;
  }
};
