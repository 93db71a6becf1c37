import { isAppError } from '../app-error.ts';
import type { Ctx } from '../context.ts';
import type { DealWithFields, FieldOwner, Party } from '../pipedrive/gateway.ts';
import type { NameOf } from './field-text.ts';

/**
 * Fetches the deal's organization and person, and others that its fields refer to, once each and on
 * demand. One that the user may not see counts as missing.
 */
export const partiesOf = (ctx: Ctx, deal: DealWithFields) => {
  const requested = new Map<string, Promise<Party | null>>();

  const party = (kind: 'organization' | 'person', id: number): Promise<Party | null> => {
    const key = `${kind}/${id}`;
    const result = requested.get(key) ?? visibleParty(ctx, kind, id);
    requested.set(key, result);
    return result;
  };

  return {
    nameOf: (async (kind, id) => (await party(kind, id))?.name ?? '') satisfies NameOf,
    recordOf: async (of: FieldOwner): Promise<Record<string, unknown> | null> => {
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
