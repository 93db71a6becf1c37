import { companyToday } from '../books/company-today.ts';
import { iso } from '../clock.ts';
import type { Ctx } from '../context.ts';
import { invoiceRow } from '../invoices/invoice-row.ts';
import { invoiceOfDeal, rowFromFacts } from '../invoices/store.ts';
import { latestAttempt } from './attempt-store.ts';
import type { DraftStatus } from './contract.ts';
import type { Draft } from './store.ts';

/** Where a draft stands, told from its rows alone. */
export const statusOf = async (ctx: Ctx, draft: Draft): Promise<DraftStatus> => {
  const of = { companyId: draft.companyId, realmId: draft.realmId };
  const attempt = await latestAttempt(ctx.db, draft.id);
  const about = {
    today: await companyToday(ctx, draft.realmId),
    webUrl: ctx.settings.quickbooks.webUrl,
    realmId: draft.realmId,
  };
  const made =
    draft.state === 'created' && draft.invoiceId
      ? await invoiceOfDeal(ctx.db, of, draft.dealId, draft.invoiceId)
      : null;
  const found = draft.state === 'choose' ? (attempt?.found ?? []) : [];
  return {
    id: draft.id,
    version: draft.version,
    state: draft.state === 'discarded' ? 'editing' : draft.state,
    sentAt: attempt && iso(attempt.sentAt),
    invoice: made && invoiceRow(made, about),
    proof: draft.proof,
    refusal: draft.refusal,
    notCreated: draft.notCreated,
    found: found.map((facts) => invoiceRow(rowFromFacts(facts, ctx.clock.now()), about)),
  };
};
