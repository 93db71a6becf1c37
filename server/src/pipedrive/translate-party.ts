import * as z from 'zod';
import type { Party } from './gateway.ts';

const record = z.record(z.string(), z.unknown());

/** Merges the standard and custom fields of a v2 record, by field_code. */
export const recordFields = (data: unknown): Record<string, unknown> => {
  const { custom_fields: custom, ...standard } = record.parse(data);
  const parsed = record.safeParse(custom);
  return { ...standard, ...(parsed.success ? parsed.data : {}) };
};

const wireParty = z.object({ id: z.number().int(), name: z.string().nullish().catch(null) });

const wireNamed = z.object({
  id: z.number().int(),
  title: z.string().nullish().catch(null),
  name: z.string().nullish().catch(null),
});

/** The name of an organization or person, or the title of a deal, also of a deleted one. */
export const recordNameOf = (data: unknown): { id: number; name: string } => {
  const { id, title, name } = wireNamed.parse(data);
  return { id, name: title ?? name ?? '' };
};

/** An organization or a person. */
export const partyOf = (data: unknown): Party => {
  const { id, name } = wireParty.parse(data);
  return { id, name: name ?? '', fields: recordFields(data) };
};
