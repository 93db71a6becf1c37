import { keptBooks } from '../books/store.ts';
import { todayIn } from '../clock.ts';
import type { HolderConnection } from '../connection/holder.ts';
import type { Ctx } from '../context.ts';
import type { Around } from './invoice-row.ts';

/** What rows of this connection have in common; today in the books' time zone, UTC until they were read. */
export const aroundRows = async (
  ctx: Ctx,
  { realmId, state }: Pick<HolderConnection, 'realmId' | 'state'>,
): Promise<Around> => {
  const books = await keptBooks(ctx.db, ctx.companyId, realmId);
  return {
    today: todayIn(books?.profile.zone ?? 'UTC', ctx.clock.now()),
    webUrl: ctx.settings.quickbooks.webUrl,
    realmId,
    active: state === 'active',
  };
};
