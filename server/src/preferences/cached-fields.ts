import type { Ctx } from '../context.ts';
import type { Field, PipedriveGateway } from '../pipedrive/gateway.ts';

export type Kind = 'organization' | 'person' | 'deal';

const keptMs = 5 * 60_000;

type Kept = Map<string, { fields: Promise<Field[]>; askedAt: number }>;

/** Lives as long as the gateway that was asked, so that nothing outlives the app it belongs to. */
const keptOf = new WeakMap<PipedriveGateway, Kept>();

const companiesKept = 1000;

/**
 * Every field that the company's organizations, persons or deals have. A list costs ten of the company's
 * daily tokens (Pipedrive: Rate limiting), so it is kept for five minutes and asked for once at a time;
 * `fresh` asks again, `since` where they were asked for before that instant. Throws what the gateway throws.
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
