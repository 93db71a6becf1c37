import { AppError } from '../app-error.ts';
import { realmOf } from '../books/realm-of.ts';
import { activeConnection } from '../connection/holder.ts';
import type { Ctx } from '../context.ts';
import { aroundRows } from '../invoices/around.ts';
import { mirrorLook } from '../invoices/mirror/mirror.ts';
import { dealIdsOf, visiblePanelPlace } from '../invoices/place.ts';
import type { Input, Output } from '../shared/contract.ts';
import { dateProblem } from '../shared/due-date.ts';
import type { FieldError } from '../shared/error-body.ts';
import { noNumber } from '../shared/field-problems.ts';
import { parseDecimal } from '../shared/money.ts';
import { asListRows } from './as-list-rows.ts';
import type { links } from './contract.ts';
import { rowsByIds } from './list-rows.ts';

/** What is found is mirrored, so that it can be linked. */
export const searchBooks = async (
  ctx: Ctx,
  { place, number, customerId, amount, date }: Input<typeof links.search>,
): Promise<Output<typeof links.search>> => {
  const connection = await activeConnection(ctx);
  const seen = await visiblePanelPlace(ctx, place);
  const total = amount.trim() === '' ? null : parseDecimal(amount);
  const fields: FieldError[] = [];
  if (amount.trim() !== '' && total === null) {
    fields.push(...noNumber('amount', amount));
  }
  const dateIs = date === '' ? null : dateProblem(date);
  if (dateIs) fields.push({ path: 'date', problem: dateIs });
  if (fields.length > 0) throw new AppError('invalid_input', { fields });

  const readAt = ctx.clock.now();
  const {
    invoices: found,
    unreadable,
    more,
  } = await ctx.quickbooks.searchInvoices(realmOf(connection), {
    number: number.trim(),
    customerId,
    amount: total?.toFixed() ?? '',
    date,
  });
  const books = { companyId: ctx.companyId, realmId: connection.realmId };
  const look = { asked: [], found, unreadable, payments: null, readAt, how: 'list' as const };
  await mirrorLook(ctx.db, books, look);
  // One that cannot be read is shown as it was known before, if it was.
  const ids = [...found, ...unreadable].flatMap(({ id }) => id ?? []);
  const rows = await rowsByIds(ctx.db, books, ids);
  const around = await aroundRows(ctx, connection);
  const listed = await asListRows(ctx, dealIdsOf(seen), rows, around);
  return {
    rows: listed,
    more,
    unreadable: found.length + unreadable.length - listed.length,
    today: around.today,
  };
};
