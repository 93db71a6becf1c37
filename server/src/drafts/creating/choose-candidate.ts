import { AppError } from '../../app-error.ts';
import type { Ctx } from '../../context.ts';
import { complete, endWithout } from '../../operations/run.ts';
import type { Operation } from '../../operations/tables.ts';
import type { Realm } from '../../quickbooks/gateway.ts';
import { lastOperationOf } from '../draft-status.ts';
import { createdFrom, createInvoiceKind } from '../operations/create-invoice.ts';
import type { InvoiceCreation } from '../operations/send-created-invoice.ts';
import type { Draft } from '../store.ts';

/**
 * Resolves a draft in state `choose`: assigns the chosen invoice, or none with null. Reads the
 * invoice first, because it may have been paid or deleted meanwhile. Throws draft_busy and
 * not_found.
 */
export const chooseInvoice = async (
  ctx: Ctx,
  realm: Realm,
  draft: Draft,
  invoiceId: string | null,
): Promise<void> => {
  const operation = await lastOperationOf(ctx.db, draft.id);
  if (operation?.state !== 'asking') throw new AppError('draft_busy');
  const work = { ...ctx, realm, operation: operation as Operation<InvoiceCreation> };
  if (invoiceId === null) {
    await endWithout(work, createInvoiceKind, { state: 'not_done', fault: null, tid: null });
    return;
  }
  const chosen = operation.candidates?.find(({ id }) => id === invoiceId);
  if (!chosen) throw new AppError('not_found');
  const read = await ctx.quickbooks.invoicesById(realm, [invoiceId]);
  const value = createdFrom(read, chosen);
  const result = await complete(work, createInvoiceKind, value);
  if (result.kind !== 'done') throw new AppError('draft_busy');
};
