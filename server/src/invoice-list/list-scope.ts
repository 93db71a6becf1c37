import { isDeepStrictEqual } from 'node:util';
import { AppError } from '../app-error.ts';
import type { ReadableConnection } from '../connection/invoice-access.ts';
import type { Ctx } from '../context.ts';
import { linkOfContext } from '../customers/linked-customer.ts';
import type { Context } from '../invoices/contract.ts';
import type { RowContext } from '../invoices/invoice-row.ts';
import { rowContextFor } from '../invoices/row-context.ts';
import { dealIdsOf, visibleContext } from '../invoices/visible-context.ts';
import type { Period } from './contract.ts';
import type { DateRange } from './date-ranges.ts';
import { datesOf } from './period.ts';
import type { Scope } from './sync-range-store.ts';
import { lastPeriod, rememberPeriod } from './user-settings.ts';

export type ListScope = {
  /** Null when the context has no linked customer, so the list is empty. */
  scope: Scope | null;
  customer: { id: string; name: string } | null;
  dealIds: number[] | null;
  period: Period;
  dates: DateRange;
  rowContext: RowContext & { dayEndsAt: number };
};

/**
 * Resolves the customer, period and deals of a list; stores `requested` as the user's last period.
 * Throws what `visibleContext` throws, and invalid_input for invalid dates.
 */
export const listScopeAt = async (
  ctx: Ctx,
  connection: ReadableConnection,
  context: Context,
  requested: Period | null,
): Promise<ListScope> => {
  const realmKey = { companyId: ctx.companyId, realmId: connection.realmId };
  const visible = await visibleContext(ctx, context);
  const rowContext = await rowContextFor(ctx, connection);
  const last = await lastPeriod(ctx);
  const period = requested ?? last;
  const dates = datesOf(period, rowContext.today);
  if (!dates) {
    const fields = [{ path: 'period.from', problem: 'not_a_date' as const }];
    throw new AppError('invalid_input', { fields });
  }
  if (!isDeepStrictEqual(period, last)) await rememberPeriod(ctx, period);
  const link = await linkOfContext(ctx.db, realmKey, context, visible);
  const hasList = context.of === 'company' || link !== null;
  return {
    scope: hasList ? { ...realmKey, customerId: link?.customerId ?? '' } : null,
    customer: link && { id: link.customerId, name: link.customerName },
    dealIds: dealIdsOf(visible),
    period,
    dates,
    rowContext,
  };
};
