import { companyDay } from '../company-profile/company-today.ts';
import type { ReadableConnection } from '../connection/invoice-access.ts';
import type { Ctx } from '../context.ts';
import type { RowContext } from './invoice-row.ts';

/** Builds the values that all rows of this connection share. */
export const rowContextFor = async (
  ctx: Ctx,
  { realmId, state }: Pick<ReadableConnection, 'realmId' | 'state'>,
): Promise<RowContext & { dayEndsAt: number }> => {
  const { date, endsAt } = await companyDay(ctx, realmId);
  return {
    today: date,
    dayEndsAt: endsAt,
    webUrl: ctx.settings.quickbooks.webUrl,
    realmId,
    connection: state,
  };
};
