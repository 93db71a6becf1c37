import { isDeepStrictEqual } from 'node:util';
import { AppError } from '../app-error.ts';
import type { HolderConnection } from '../connection/holder.ts';
import type { Ctx } from '../context.ts';
import { linkAt } from '../customers/linked-customer.ts';
import { aroundRows } from '../invoices/around.ts';
import type { Place } from '../invoices/contract.ts';
import type { Around } from '../invoices/invoice-row.ts';
import { dealIdsOf, visiblePlace } from '../invoices/place.ts';
import type { Period } from './contract.ts';
import { datesOf } from './period.ts';
import type { Scope } from './reading-store.ts';
import { lastPeriod, rememberPeriod } from './remembered.ts';
import type { Stretch } from './stretches.ts';

/** What a list is about: whose invoices, of which dates, beside which deals. */
export type Listed = {
  /** Null where the place has no linked customer: then there is nothing to list. */
  scope: Scope | null;
  customer: { id: string; name: string } | null;
  dealIds: number[] | null;
  period: Period;
  dates: Stretch;
  around: Around;
};

/** Throws what `visiblePlace` throws, and invalid_input for dates that are none. */
export const listedAt = async (
  ctx: Ctx,
  connection: HolderConnection,
  place: Place,
  asked: Period | null,
): Promise<Listed> => {
  const books = { companyId: ctx.companyId, realmId: connection.realmId };
  const seen = await visiblePlace(ctx, place);
  const around = await aroundRows(ctx, connection);
  const last = await lastPeriod(ctx);
  const period = asked ?? last;
  const dates = datesOf(period, around.today);
  if (!dates) {
    const fields = [{ path: 'period.from', problem: 'not_a_date' as const }];
    throw new AppError('invalid_input', { fields });
  }
  if (!isDeepStrictEqual(period, last)) await rememberPeriod(ctx, period);
  const link = await linkAt(ctx.db, books, place, seen);
  const listed = place.of === 'company' || link !== null;
  return {
    scope: listed ? { ...books, customerId: link?.customerId ?? '' } : null,
    customer: link && { id: link.customerId, name: link.customerName },
    dealIds: dealIdsOf(seen),
    period,
    dates,
    around,
  };
};
