import { isAppError } from '../app-error.ts';
import type { Ctx } from '../context.ts';
import { fallbackWhenUnavailable } from '../vendor-calls/fallback-when-unavailable.ts';
import type { CustomerLink } from './contract.ts';
import { type CustomerLinkRow, otherLinks } from './store.ts';

const mostNames = 3;

/**
 * The other organizations and persons that are linked to the customer of this link. Their names are
 * read from Pipedrive, one call each; one that does not exist any more or is hidden has none.
 */
export const sharedWith = async (
  ctx: Ctx,
  link: CustomerLinkRow,
): Promise<NonNullable<CustomerLink['link']>['sharedWith']> => {
  const others = await otherLinks(ctx.db, link);
  const names = await Promise.all(others.slice(0, mostNames).map((other) => nameOf(ctx, other)));
  return { count: others.length, names: names.filter((name) => name !== '') };
};

const nameOf = (ctx: Ctx, { party, partyId }: CustomerLinkRow): Promise<string> =>
  fallbackWhenUnavailable(async () => {
    try {
      return (await ctx.pipedrive[party](ctx, partyId)).name;
    } catch (error) {
      if (isAppError(error, 'not_found', 'pipedrive_forbidden')) return '';
      throw error;
    }
  }, '');
