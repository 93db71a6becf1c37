import * as z from 'zod';
import type { RecordKind } from '../merges/tables.ts';

type PartyKind = Exclude<RecordKind, 'customer'>;

/** What a delivery reports, as far as it concerns us. */
export type Report = {
  companyId: number;
  event:
    | { kind: 'removed'; record: PartyKind; recordId: number; mergedIntoId: number | null }
    /** A custom field of deals was deleted. */
    | { kind: 'field_deleted'; fieldCode: string }
    | null;
};

const id = z.union([z.int().positive(), z.string().regex(/^\d{1,15}$/)]).transform(Number);
const maybeId = id.nullish().catch(null);
const record = z.record(z.string(), z.unknown()).nullish().catch(null);

const delivery = z.object({
  meta: z.object({
    action: z.string(),
    entity: z.string(),
    company_id: id,
    entity_id: z.unknown(),
    merged_to_id: maybeId,
    merged_from_id: maybeId,
  }),
  data: record,
  previous: record,
});

const kinds: Record<string, PartyKind> = {
  deal: 'deal',
  organization: 'organization',
  person: 'person',
};

/** A field's code is 40 hexadecimal digits; `key` in v1. */
const fieldCode = z.string().regex(/^\w{1,100}$/);

/**
 * Reads a delivery of webhooks v2. A merge sends two: the deletion with `merged_to_id`, and the
 * change of the remaining record with `merged_from_id`; either is enough. Null when it is no
 * delivery.
 * https://pipedrive.readme.io/docs/webhooks-v2-migration-guide
 */
export const readDelivery = (body: unknown): Report | null => {
  const parsed = delivery.safeParse(body).data;
  if (!parsed) return null;
  const { meta } = parsed;
  return { companyId: meta.company_id, event: eventOf(parsed) };
};

const eventOf = ({ meta, data, previous }: z.output<typeof delivery>): Report['event'] => {
  const isDeleted = meta.action === 'delete' || data?.is_deleted === true;
  if (meta.entity.replaceAll('_', '').toLowerCase() === 'dealfield') {
    const code = [previous?.field_code, previous?.key, meta.entity_id]
      .map((value) => fieldCode.safeParse(value).data)
      .find((value) => value !== undefined);
    return isDeleted && code ? { kind: 'field_deleted', fieldCode: code } : null;
  }
  const kind = kinds[meta.entity];
  const entityId = id.safeParse(meta.entity_id).data;
  if (!kind || entityId === undefined) return null;
  const removed = (recordId: number, mergedIntoId: number | null) =>
    ({ kind: 'removed', record: kind, recordId, mergedIntoId }) as const;
  if (meta.merged_from_id != null) return removed(meta.merged_from_id, entityId);
  return isDeleted ? removed(entityId, meta.merged_to_id ?? null) : null;
};
