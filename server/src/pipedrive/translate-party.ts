import * as z from 'zod';
import type { Party } from './gateway.ts';

const record = z.record(z.string(), z.unknown());

/** Standard and custom fields of a record side by side, by field_code (Pipedrive: API v2, custom fields). */
export const recordFields = (data: unknown): Record<string, unknown> => {
  const { custom_fields: custom, ...standard } = record.parse(data);
  const known = record.safeParse(custom);
  return { ...standard, ...(known.success ? known.data : {}) };
};

const wireParty = z.object({ id: z.number().int(), name: z.string().nullish().catch(null) });

/** An organization or a person. */
export const partyOf = (data: unknown): Party => {
  const { id, name } = wireParty.parse(data);
  return { id, name: name ?? '', fields: recordFields(data) };
};
