import { AppError } from '../../app-error.ts';
import type { Ctx } from '../../context.ts';
import { complete, endWithout } from '../../operations/run.ts';
import type { Operation } from '../../operations/tables.ts';
import type { Realm } from '../../quickbooks/gateway.ts';
import { lastOperationOf } from '../draft-status.ts';
import { asCreated, createInvoiceKind, type Nothing } from '../operations/create-invoice.ts';
import type { Draft } from '../store.ts';

/**
 * Several invoices could be this draft; the user says which, or that none of them is. The chosen one is read
 * first: it may have been paid or deleted while the question stood.
 */
export const chooseInvoice = async (
  ctx: Ctx,
  realm: Realm,
  draft: Draft,
  invoiceId: string | null,
): Promise<void> => {
  const operation = await lastOperationOf(ctx.db, draft.id);
  if (operation?.state !== 'asking') throw new AppError('draft_busy');
  const work = { ...ctx, realm, operation: operation as Operation<Nothing> };
  if (invoiceId === null) {
    await endWithout(work, createInvoiceKind, { state: 'not_done', fault: null, tid: null });
    return;
  }
  const chosen = operation.candidates?.find(({ id }) => id === invoiceId);
  if (!chosen) throw new AppError('not_found');
  const read = await ctx.quickbooks.invoicesById(realm, [invoiceId]);
  const value = asCreated(read, chosen);
  const result = await complete(work, createInvoiceKind, value);
  if (result.kind !== 'done') throw new AppError('draft_busy');
};
