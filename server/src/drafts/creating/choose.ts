import { AppError } from '../../app-error.ts';
import type { Ctx } from '../../context.ts';
import type { Realm } from '../../quickbooks/gateway.ts';
import type { Draft } from '../store.ts';
import { adoptInvoice } from './adopt.ts';
import { giveBack } from './attempt-outcome.ts';
import { latestAttempt } from './attempt-store.ts';

/**
 * Several invoices could be this draft; the user says which, or that none of them is. The chosen one is
 * read first: it may have been paid or deleted while the question stood.
 */
export const chooseInvoice = async (
  ctx: Ctx,
  realm: Realm,
  draft: Draft,
  invoiceId: string | null,
): Promise<void> => {
  const attempt = await latestAttempt(ctx.db, draft.id);
  if (draft.state !== 'choose' || attempt?.state !== 'open') throw new AppError('draft_busy');
  if (invoiceId === null) {
    return giveBack(ctx.db, draft, attempt, { refusal: null, notCreated: true });
  }
  const chosen = attempt.found?.find((invoice) => invoice.id === invoiceId);
  if (!chosen) throw new AppError('not_found');
  const [now] = await ctx.quickbooks.invoicesById(realm, [invoiceId]);
  const deleted = now === undefined;
  if (!(await adoptInvoice(ctx, draft, attempt, now ?? chosen, { deleted }))) {
    throw new AppError('draft_busy');
  }
};
