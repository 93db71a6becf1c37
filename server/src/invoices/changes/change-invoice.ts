import { randomUUID } from 'node:crypto';
import { AppError } from '../../app-error.ts';
import { realmOf } from '../../company-profile/connected-realm.ts';
import { activeConnection } from '../../connection/owned-connection.ts';
import type { Ctx } from '../../context.ts';
import { transact } from '../../db/transact.ts';
import { fallbackWhenUnavailable } from '../../fallback-when-unavailable.ts';
import type { NothingDone } from '../../operations/kinds.ts';
import { afterBegin, run, tidOf } from '../../operations/run.ts';
import { begin, countOf } from '../../operations/store.ts';
import { readError } from '../../quickbooks/calls/read-errors.ts';
import type { WireBody } from '../../quickbooks/models.ts';
import type { Context, InvoiceRow } from '../contract.ts';
import { invoiceRow } from '../invoice-row.ts';
import { rowOf } from '../mirror/invoice-row-queries.ts';
import {
  changeKind,
  type InvoiceChange,
  prepareChange,
  readToChange,
  type Wanted,
} from '../operations/invoice-change.ts';
import { rowContextFor } from '../row-context.ts';
import { dealIdsOf, visibleContext } from '../visible-context.ts';
import { rejectedEmptyFields } from './rejected-empty-fields.ts';

/**
 * Does one thing to an invoice, exactly once and honestly: reads it, changes what was read, and says how it
 * ended. Where the response is lost the row says that it is being checked, and nothing else can be done until
 * that is resolved. Throws `AppError` invoice_busy, invoice_changed, not_possible, invalid_input,
 * quickbooks_refused (with what QuickBooks said) and what reads throw.
 */
export const changeInvoice = async (
  ctx: Ctx,
  { context, invoiceId }: { context: Context; invoiceId: string },
  change: InvoiceChange,
  wanted: Wanted,
): Promise<{ invoice: InvoiceRow }> => {
  const connection = await activeConnection(ctx);
  const dealIds = dealIdsOf(await visibleContext(ctx, context));
  const realmKey = { companyId: ctx.companyId, realmId: connection.realmId };
  const rowContext = await rowContextFor(ctx, connection);
  const subject = { ...realmKey, subject: 'invoice' as const, subjectId: invoiceId };
  const before = await countOf(ctx.db, subject);
  const shown = await rowOf(ctx.db, realmKey, invoiceId, dealIds);
  if (!shown) throw new AppError('not_found');
  if (invoiceRow(shown, rowContext).checking) throw new AppError('invoice_busy');

  const realm = realmOf(connection);
  const changing = { ...ctx, realm };
  const invoice = await readToChange(changing, invoiceId, change.action);
  const { body, data } = await prepareChange(changing, change, invoice, wanted);
  const kind = changeKind(change);
  const id = randomUUID();
  const operation = await transact(ctx.db, async (tx) => {
    // Something was done to it since it was shown: a second click, as a rule.
    if ((await countOf(tx, subject)) !== before) return null;
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
    if (mayBeGone(result.answer)) {
      await fallbackWhenUnavailable(() => readToChange(changing, invoiceId, change.action), null);
    }
    throw refusalOf(result.answer, operation.body);
  }
  // Somebody may have unlinked it from the deal meanwhile; it is done all the same.
  const row = await afterBegin(() => rowOf(ctx.db, realmKey, invoiceId));
  if (!row) throw new AppError('not_found');
  return { invoice: invoiceRow(row, rowContext) };
};

/** 610: it is gone, or something that it names is; a read tells which (Intuit: error codes). */
const mayBeGone = (answer: NothingDone): boolean =>
  answer.kind === 'refused' && answer.fault.code === '610';

const refusalOf = (answer: NothingDone, body: WireBody | null): AppError => {
  if (answer.kind === 'stale') {
    return new AppError('invoice_changed', { details: { tid: tidOf(answer) ?? undefined } });
  }
  const fields = answer.kind === 'refused' ? rejectedEmptyFields(body, answer.fault) : [];
  return fields.length > 0 ? new AppError('invalid_input', { fields }) : readError(answer);
};
