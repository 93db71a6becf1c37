import { companyToday } from '../books/company-today.ts';
import type { HolderConnection } from '../connection/holder.ts';
import type { Ctx } from '../context.ts';
import type { Around } from './invoice-row.ts';

/** What rows of this connection have in common. */
export const aroundRows = async (
  ctx: Ctx,
  { realmId, state }: Pick<HolderConnection, 'realmId' | 'state'>,
): Promise<Around> => ({
  today: await companyToday(ctx, realmId),
  webUrl: ctx.settings.quickbooks.webUrl,
  realmId,
  active: state === 'active',
});
