import { randomUUID } from 'node:crypto';
import { AppError } from '../../app-error.ts';
import { realmOf } from '../../company-profile/connected-realm.ts';
import { activeConnection } from '../../connection/invoice-access.ts';
import type { Ctx } from '../../context.ts';
import { transact } from '../../db/transact.ts';
import type { NothingDone } from '../../operations/kinds.ts';
import { afterBegin, run, tidOf } from '../../operations/run.ts';
import { begin, countOf } from '../../operations/store.ts';
import { readError } from '../../quickbooks/calls/read-errors.ts';
import type { WireBody } from '../../quickbooks/models.ts';
import { fallbackWhenUnavailable } from '../../vendor-calls/fallback-when-unavailable.ts';
import type { Context, InvoiceRow } from '../contract.ts';
import { invoiceRow } from '../invoice-row.ts';
import { rowOf } from '../mirror/invoice-row-queries.ts';
import {
  type ChangeRequest,
  changeKind,
  type InvoiceChange,
  prepareChange,
  readToChange,
} from '../operations/invoice-change.ts';
import { rowContextFor } from '../row-context.ts';
import { dealIdsOf, visibleContext } from '../visible-context.ts';
import { rejectedEmptyFields } from './rejected-empty-fields.ts';

/**
 * Reads an invoice, runs one change on it as an operation, and returns its row. Throws `AppError`
 * invoice_busy, invoice_changed, not_possible, invalid_input, quickbooks_refused (with QuickBooks'
 * message) and the read errors. A lost response leaves the operation unconfirmed.
 */
export const changeInvoice = async (
  ctx: Ctx,
  { context, invoiceId }: { context: Context; invoiceId: string },
  change: InvoiceChange,
  request: ChangeRequest,
): Promise<{ invoice: InvoiceRow }> => {
  const connection = await activeConnection(ctx);
  const dealIds = dealIdsOf(await visibleContext(ctx, context));
  const realmKey = { companyId: ctx.companyId, realmId: connection.realmId };
  const rowContext = await rowContextFor(ctx, connection);
  const subject = { ...realmKey, subject: 'invoice' as const, subjectId: invoiceId };
  const operationsBefore = await countOf(ctx.db, subject);
  const storedRow = await rowOf(ctx.db, realmKey, invoiceId, dealIds);
  if (!storedRow) throw new AppError('not_found');
  if (invoiceRow(storedRow, rowContext).checking) throw new AppError('invoice_busy');

  const realm = realmOf(connection);
  const changeContext = { ...ctx, realm };
  const invoice = await readToChange(changeContext, invoiceId, change.action);
  const { body, data } = await prepareChange(changeContext, change, invoice, request);
  const kind = changeKind(change);
  const id = randomUUID();
  const operation = await transact(ctx.db, async (tx) => {
    // Another operation began after the row was read, usually a second click.
    if ((await countOf(tx, subject)) !== operationsBefore) return null;
    return begin(tx, ctx, {
      ...subject,
      id,
      kind: kind.name,
      dealId: context.of === 'deal' ? context.id : null,
      userId: ctx.userId,
      requestId: `${id}-0`,
      body,
      data,
    });
  });
  if (!operation) throw new AppError('invoice_busy');
  const result = await run(ctx, kind, realm, operation);
  if (result.kind === 'nothing_done') {
    if (mayBeMissing(result.answer)) {
      await fallbackWhenUnavailable(
        () => readToChange(changeContext, invoiceId, change.action),
        null,
      );
    }
    throw errorOf(result.answer, operation.body);
  }
  // Read without the deal filter: a colleague may have unlinked the invoice in the meantime.
  const row = await afterBegin(() => rowOf(ctx.db, realmKey, invoiceId));
  if (!row) throw new AppError('not_found');
  return { invoice: invoiceRow(row, rowContext) };
};

/**
 * Fault 610 means the invoice, or an object it references, is missing; a read shows which.
 * https://developer.intuit.com/app/developer/qbo/docs/develop/troubleshooting/error-codes
 */
const mayBeMissing = (answer: NothingDone): boolean =>
  answer.kind === 'refused' && answer.fault.code === '610';

const errorOf = (answer: NothingDone, body: WireBody | null): AppError => {
  if (answer.kind === 'stale') {
    return new AppError('invoice_changed', { details: { tid: tidOf(answer) ?? undefined } });
  }
  const fields = answer.kind === 'refused' ? rejectedEmptyFields(body, answer.fault) : [];
  return fields.length > 0 ? new AppError('invalid_input', { fields }) : readError(answer);
};
