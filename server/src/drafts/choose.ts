import { AppError } from '../app-error.ts';
import type { Ctx } from '../context.ts';
import { adoptInvoice } from './adopt.ts';
import { claimedInvoices, giveBack, latestAttempt } from './attempt-store.ts';
import type { Draft } from './store.ts';

/** Several invoices could be this draft; the user says which, or that none of them is. */
export const chooseInvoice = async (
  ctx: Ctx,
  draft: Draft,
  invoiceId: string | null,
): Promise<void> => {
  const attempt = await latestAttempt(ctx.db, draft.id);
  if (draft.state !== 'choose' || attempt?.state !== 'open') throw new AppError('draft_busy');
  if (invoiceId === null) {
    return giveBack(ctx.db, draft, attempt, { refusal: null, notCreated: true });
  }
  const chosen = attempt.found?.find((invoice) => invoice.id === invoiceId);
  const claimed = await claimedInvoices(ctx.db, draft, [invoiceId]);
  if (!chosen || claimed.has(invoiceId)) throw new AppError('not_found');
  await adoptInvoice(ctx, draft, attempt, chosen);
};
