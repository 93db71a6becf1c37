import { AppError } from '../app-error.ts';
import { activeConnection, holderConnection } from '../connection/holder.ts';
import type { Ctx } from '../context.ts';
import type { Service } from '../http/serve.ts';
import { dealUrl } from '../invoices/linked-deals.ts';
import { asListRows } from './as-list-rows.ts';
import type { Filters, links, Reading } from './contract.ts';
import { dealsAt } from './deals-at.ts';
import { linkInvoices, unlinkInvoices } from './link-store.ts';
import { countOutside, listRows } from './list-rows.ts';
import { type Listed, listedAt } from './listed.ts';
import { lookAtSettled } from './look-at-settled.ts';
import { readingOf, readOn } from './read-on.ts';
import { listRead } from './reading-store.ts';
import { searchBooks } from './search-books.ts';
import { totalsOf } from './totals.ts';
import type { Which } from './which-rows.ts';

const nothingToRead: Reading = { readAt: null, fresh: true, more: false, unreadable: 0 };

const readingHere = async (ctx: Ctx, { scope, dates }: Listed): Promise<Reading> =>
  scope ? readingOf(await listRead(ctx.db, scope), dates, ctx.clock.now()) : nothingToRead;

const whichOf = ({ scope, dates, around }: Listed, { text, statuses }: Filters): Which | null =>
  scope && {
    books: { companyId: scope.companyId, realmId: scope.realmId },
    customerId: scope.customerId || null,
    dates,
    text,
    statuses,
    today: around.today,
  };

/** Lists of invoices beyond the deal's own, and which of them belong to the deal. */
export const linksService: Service<typeof links> = {
  async list(ctx, { place, filters, skip }) {
    const connection = await holderConnection(ctx);
    const listed = await listedAt(ctx, connection, place, filters.period);
    const which = whichOf(listed, filters);
    const { rows, count } = which ? await listRows(ctx.db, which, skip) : { rows: [], count: 0 };
    const end = skip + rows.length;
    return {
      customer: listed.customer,
      period: listed.period,
      rows: await asListRows(ctx, listed.dealIds, rows, listed.around),
      count,
      outside: which ? await countOutside(ctx.db, which) : 0,
      next: end < count && rows.length > 0 ? end : null,
      reading: await readingHere(ctx, listed),
      today: listed.around.today,
      dealUrl: await dealUrl(ctx),
    };
  },

  async load(ctx, { place, period }) {
    const connection = await activeConnection(ctx);
    const listed = await listedAt(ctx, connection, place, period);
    if (listed.scope) await readOn(ctx, connection, listed.scope, listed.dates);
    return readingHere(ctx, listed);
  },

  async totals(ctx, { place, filters }) {
    const connection = await holderConnection(ctx);
    const which = whichOf(await listedAt(ctx, connection, place, filters.period), filters);
    return { rows: which ? await totalsOf(ctx.db, which) : [] };
  },

  search: searchBooks,
  deals: dealsAt,

  async link(ctx, { dealId, invoiceIds }) {
    const connection = await holderConnection(ctx);
    await ctx.dealCheck(ctx, dealId);
    const { companyId, userId } = ctx;
    const { realmId } = connection;
    const at = ctx.clock.now();
    const linking = { companyId, realmId, dealId, invoiceIds, userId, at };
    const linked = await linkInvoices(ctx.db, linking);
    if (linked.length === 0) throw new AppError('not_found');
    await lookAtSettled(ctx, connection, linked);
    return { linked };
  },

  async unlink(ctx, { dealId, invoiceIds }) {
    const { realmId } = await holderConnection(ctx);
    await ctx.dealCheck(ctx, dealId);
    const { companyId, userId } = ctx;
    const at = ctx.clock.now();
    await unlinkInvoices(ctx.db, { companyId, realmId, dealId, invoiceIds, userId, at });
    return { linked: [] };
  },
};
