import { isAppError } from '../app-error.ts';
import type { Ctx } from '../context.ts';
import type { DealWithFields, Party } from '../pipedrive/gateway.ts';
import type { Kind } from './cached-fields.ts';
import type { NameOf } from './field-text.ts';

/**
 * The deal's organization and person, and others that its fields point to, each fetched once and only
 * when asked for. One that the user may not see counts as not there.
 */
export const partiesOf = (ctx: Ctx, deal: DealWithFields) => {
  const asked = new Map<string, Promise<Party | null>>();

  const party = (kind: 'organization' | 'person', id: number): Promise<Party | null> => {
    const key = `${kind}/${id}`;
    const answer = asked.get(key) ?? visibleParty(ctx, kind, id);
    asked.set(key, answer);
    return answer;
  };

  return {
    nameOf: (async (kind, id) => (await party(kind, id))?.name ?? '') satisfies NameOf,
    recordOf: async (of: Kind): Promise<Record<string, unknown> | null> => {
      if (of === 'deal') return deal.fields;
      const id = of === 'organization' ? deal.organizationId : deal.personId;
      return id === null ? null : ((await party(of, id))?.fields ?? null);
    },
  };
};

export type DealParties = ReturnType<typeof partiesOf>;

const visibleParty = async (
  ctx: Ctx,
  kind: 'organization' | 'person',
  id: number,
): Promise<Party | null> => {
  try {
    return await ctx.pipedrive[kind](ctx, id);
  } catch (error) {
    if (isAppError(error, 'not_found', 'pipedrive_forbidden')) return null;
    throw error;
  }
};
