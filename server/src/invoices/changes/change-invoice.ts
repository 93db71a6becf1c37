import { randomUUID } from 'node:crypto';
import { AppError } from '../../app-error.ts';
import { realmOf } from '../../books/realm-of.ts';
import { activeConnection } from '../../connection/holder.ts';
import type { Ctx } from '../../context.ts';
import { leaseFor } from '../../writes/lease.ts';
import { aroundRows } from '../around.ts';
import type { InvoiceRow, Place } from '../contract.ts';
import { invoiceRow } from '../invoice-row.ts';
import { readNow } from '../mirror/read-now.ts';
import { invoiceOf, rowOf } from '../mirror/row-statements.ts';
import { dealIdsOf, visiblePlace } from '../place.ts';
import type { Action } from './action.ts';
import { beginChange, changesSoFar } from './change-store.ts';
import { makeReady } from './make-ready.ts';
import { sendChange } from './send-change.ts';

/**
 * Does one thing to an invoice, exactly once and honestly: read first, act on what was read, tell how it
 * ended. Where the answer is lost the row says that it is being checked, and nothing else can be done
 * until that is settled. Throws `AppError` invoice_busy, invoice_changed, not_possible, invalid_input,
 * quickbooks_refused (with what QuickBooks said) and what reads throw.
 */
export const changeInvoice = async <Input>(
  ctx: Ctx,
  { place, invoiceId }: { place: Place; invoiceId: string },
  action: Action<Input>,
  input: Input,
): Promise<{ invoice: InvoiceRow }> => {
  const connection = await activeConnection(ctx);
  const dealIds = dealIdsOf(await visiblePlace(ctx, place));
  const books = { companyId: ctx.companyId, realmId: connection.realmId };
  const around = await aroundRows(ctx, connection);
  const soFar = changesSoFar(ctx.db, { ...books, invoiceId });
  const shown = await invoiceOf(ctx.db, books, dealIds, invoiceId);
  if (!shown) throw new AppError('not_found');
  if (invoiceRow(shown, around).checking) throw new AppError('invoice_busy');

  const realm = realmOf(connection);
  const intent = await action.intend({ ...ctx, realm }, input, shown, connection);
  const look = () => readNow(ctx, { realm, books, today: around.today }, invoiceId, action.kind);
  const ready = makeReady(intent, await look());

  const change = await beginChange(
    ctx.db,
    {
      ...books,
      id: randomUUID(),
      invoiceId,
      dealId: place.of === 'deal' ? place.id : null,
      userId: ctx.userId,
      kind: action.kind,
      body: ready.body,
      asked: ready.asked,
    },
    leaseFor(ctx),
    soFar,
  );
  if (!change) throw new AppError('invoice_busy');
  await sendChange(ctx, { change, intent, look }, ready);

  // Somebody may have taken it from the deal meanwhile; it is done all the same.
  const row = await rowOf(ctx.db, books, invoiceId);
  if (!row) throw new AppError('not_found');
  return { invoice: invoiceRow(row, around) };
};
