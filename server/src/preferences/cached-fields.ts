import type { Ctx } from '../context.ts';
import type { Field, PipedriveGateway } from '../pipedrive/gateway.ts';

export type Kind = 'organization' | 'person' | 'deal';

const keptMs = 5 * 60_000;

type Kept = Map<string, { fields: Promise<Field[]>; askedAt: number }>;

/** One cache per gateway, so that it ends with its app. */
const keptOf = new WeakMap<PipedriveGateway, Kept>();

const companiesKept = 1000;

/**
 * Returns the fields of organizations, persons or deals, cached for five minutes: a list costs ten
 * API tokens (https://pipedrive.readme.io/docs/core-api-concepts-rate-limiting). `fresh` skips the
 * cache, `since` (epoch ms) skips older entries. Throws what the gateway throws.
 */
export const fieldsOf = (
  ctx: Ctx,
  of: Kind,
  { fresh = false, since = 0 }: { fresh?: boolean; since?: number } = {},
): Promise<Field[]> => {
  const kept: Kept = keptOf.get(ctx.pipedrive) ?? new Map();
  keptOf.set(ctx.pipedrive, kept);
  const key = `${ctx.companyId}/${of}`;
  const known = kept.get(key);
  const now = ctx.clock.now();
  const counts = known && known.askedAt + keptMs > now && known.askedAt >= since;
  if (counts && !fresh) return known.fields;
  const fields = ctx.pipedrive.fields(ctx, of);
  kept.delete(key);
  if (kept.size >= companiesKept * 3) kept.delete(kept.keys().next().value ?? '');
  const entry = { fields, askedAt: now };
  kept.set(key, entry);
  fields.catch(() => kept.get(key) === entry && kept.delete(key));
  return fields;
};
