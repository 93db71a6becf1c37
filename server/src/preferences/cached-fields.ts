import type { Ctx } from '../context.ts';
import type { Field, FieldOwner, PipedriveGateway } from '../pipedrive/gateway.ts';

const cacheMs = 5 * 60_000;

type Cache = Map<string, { fields: Promise<Field[]>; requestedAt: number }>;

/** One cache per gateway, so that it ends with its app. */
const cachesByGateway = new WeakMap<PipedriveGateway, Cache>();

const maxCompanies = 1000;

/**
 * Returns the fields of organizations, persons or deals, cached for five minutes: a list costs ten
 * API tokens. `fresh` skips the cache, `since` (epoch ms) skips older entries. Throws what the
 * gateway throws.
 * https://pipedrive.readme.io/docs/core-api-concepts-rate-limiting
 */
export const fieldsOf = (
  ctx: Ctx,
  of: FieldOwner,
  { fresh = false, since = 0 }: { fresh?: boolean; since?: number } = {},
): Promise<Field[]> => {
  const cache: Cache = cachesByGateway.get(ctx.pipedrive) ?? new Map();
  cachesByGateway.set(ctx.pipedrive, cache);
  const key = `${ctx.companyId}/${of}`;
  const cached = cache.get(key);
  const now = ctx.clock.now();
  const isUsable = cached && cached.requestedAt + cacheMs > now && cached.requestedAt >= since;
  if (isUsable && !fresh) return cached.fields;
  const fields = ctx.pipedrive.fields(ctx, of);
  cache.delete(key);
  if (cache.size >= maxCompanies * 3) cache.delete(cache.keys().next().value ?? '');
  const entry = { fields, requestedAt: now };
  cache.set(key, entry);
  fields.catch(() => cache.get(key) === entry && cache.delete(key));
  return fields;
};
