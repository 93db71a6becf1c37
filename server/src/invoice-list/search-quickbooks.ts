import { AppError } from '../app-error.ts';
import { realmOf } from '../company-profile/connected-realm.ts';
import { activeConnection } from '../connection/invoice-access.ts';
import type { Ctx } from '../context.ts';
import { mirrorRead } from '../invoices/mirror/mirror.ts';
import { rowContextFor } from '../invoices/row-context.ts';
import { dealIdsOf, visiblePanelContext } from '../invoices/visible-context.ts';
import { noNumber } from '../shared/checks/field-problems.ts';
import type { Input, Output } from '../shared/contract/contract.ts';
import type { FieldError } from '../shared/contract/error-body.ts';
import { dateProblem } from '../shared/dates/due-date.ts';
import { parseDecimal } from '../shared/money/money.ts';
import type { invoiceList } from './contract.ts';
import { describeRows } from './describe-rows.ts';
import { rowsByIds } from './list-rows.ts';

/** Searches QuickBooks and mirrors the matches, because only mirrored invoices can be linked. */
export const searchQuickbooks = async (
  ctx: Ctx,
  { context, number, customerId, amount, date }: Input<typeof invoiceList.search>,
): Promise<Output<typeof invoiceList.search>> => {
  const connection = await activeConnection(ctx);
  const visible = await visiblePanelContext(ctx, context);
  const total = amount.trim() === '' ? null : parseDecimal(amount);
  const fields: FieldError[] = [];
  if (amount.trim() !== '' && total === null) {
    fields.push(...noNumber('amount', amount));
  }
  const problem = date === '' ? null : dateProblem(date);
  if (problem) fields.push({ path: 'date', problem });
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
  const realmKey = { companyId: ctx.companyId, realmId: connection.realmId };
  const searchResult = {
    requestedInvoiceIds: [],
    found,
    unreadable,
    payments: null,
    readAt,
    how: 'list' as const,
  };
  await mirrorRead(ctx.db, realmKey, searchResult);
  // An unreadable invoice is shown with its mirrored values, if it is mirrored.
  const invoiceIds = [
    ...found.map(({ id }) => id),
    ...unreadable.flatMap(({ invoiceId }) => invoiceId ?? []),
  ];
  const rows = await rowsByIds(ctx.db, realmKey, invoiceIds);
  const rowContext = await rowContextFor(ctx, connection);
  const listed = await describeRows(ctx, dealIdsOf(visible), rows, rowContext);
  return {
    rows: listed,
    more,
    unreadable: found.length + unreadable.length - listed.length,
    today: rowContext.today,
  };
};
