import { iso } from '../clock.ts';
import { realmOf } from '../company-profile/connected-realm.ts';
import { activeConnection, readableConnection } from '../connection/invoice-access.ts';
import type { Ctx, Service } from '../context.ts';
import { invoiceProgress } from '../initial-sync/mirror-state.ts';
import { dealUrl } from '../invoices/linked-deals.ts';
import type { Filters, invoiceList, Reading } from './contract.ts';
import { describeRows } from './describe-rows.ts';
import type { ListFilter } from './list-filter-sql.ts';
import { countOutside, listRows } from './list-rows.ts';
import { type ListScope, listScopeAt } from './list-scope.ts';
import { searchQuickbooks } from './search-quickbooks.ts';
import { currentRange, readingOf, syncRange } from './sync-range.ts';
import { totalsOf } from './totals.ts';

const emptyReading: Reading = {
  readAt: null,
  fresh: true,
  more: false,
  unreadable: 0,
  progress: null,
};

const readingOfScope = async (ctx: Ctx, { scope, dates }: ListScope): Promise<Reading> => {
  if (!scope) return emptyReading;
  const now = ctx.clock.now();
  const [synced, progress] = await Promise.all([
    currentRange(ctx.db, scope, dates, now),
    invoiceProgress(ctx.db, { companyId: scope.companyId, realmId: scope.realmId }),
  ]);
  return { ...readingOf(synced, dates, now), progress };
};

const listFilterOf = (
  { scope, dates, rowContext }: ListScope,
  { text, statuses }: Filters,
): ListFilter | null =>
  scope && {
    realmKey: { companyId: scope.companyId, realmId: scope.realmId },
    customerId: scope.customerId || null,
    dates,
    text,
    statuses,
    today: rowContext.today,
  };

/** Lists invoices of a customer or of the whole company. */
export const invoiceListService: Service<typeof invoiceList> = {
  async list(ctx, { context, filters, skip }) {
    const connection = await readableConnection(ctx);
    const listScope = await listScopeAt(ctx, connection, context, filters.period);
    const filter = listFilterOf(listScope, filters);
    const { rows, count } = filter ? await listRows(ctx.db, filter, skip) : { rows: [], count: 0 };
    const end = skip + rows.length;
    const reading = await readingOfScope(ctx, listScope);
    return {
      connection: connection.state,
      customer: listScope.customer,
      period: listScope.period,
      rows: await describeRows(ctx, listScope.dealIds, rows, listScope.rowContext),
      count,
      outside: filter ? await countOutside(ctx.db, filter) : 0,
      next: end < count && rows.length > 0 ? end : null,
      // Never fresh without an active connection: `load` then says what to do about it.
      reading: { ...reading, fresh: reading.fresh && connection.state === 'active' },
      today: listScope.rowContext.today,
      dayEndsAt: iso(listScope.rowContext.dayEndsAt),
      dealUrl: await dealUrl(ctx),
    };
  },

  async load(ctx, { context, period }) {
    const connection = await activeConnection(ctx);
    const listScope = await listScopeAt(ctx, connection, context, period);
    if (listScope.scope)
      await syncRange(ctx, realmOf(connection), listScope.scope, listScope.dates);
    return readingOfScope(ctx, listScope);
  },

  async totals(ctx, { context, filters }) {
    const connection = await readableConnection(ctx);
    const filter = listFilterOf(
      await listScopeAt(ctx, connection, context, filters.period),
      filters,
    );
    return { rows: filter ? await totalsOf(ctx.db, filter) : [] };
  },

  search: searchQuickbooks,
};
