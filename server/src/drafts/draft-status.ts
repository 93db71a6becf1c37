import { iso } from '../clock.ts';
import type { Ctx } from '../context.ts';
import { aroundRows } from '../invoices/around.ts';
import { invoiceRow } from '../invoices/invoice-row.ts';
import { rowFromFacts } from '../invoices/mirror/mirror.ts';
import { invoiceOf } from '../invoices/mirror/row-statements.ts';
import type { DraftStatus } from './contract.ts';
import { latestAttempt } from './creating/attempt-store.ts';
import type { Draft } from './store.ts';

/** Where a draft stands, told from its rows alone. */
export const statusOf = async (ctx: Ctx, draft: Draft): Promise<DraftStatus> => {
  const of = { companyId: draft.companyId, realmId: draft.realmId };
  const attempt = await latestAttempt(ctx.db, draft.id);
  const around = await aroundRows(ctx, { realmId: draft.realmId, state: 'active' });
  const made =
    draft.state === 'created' && draft.invoiceId
      ? await invoiceOf(ctx.db, of, [draft.dealId], draft.invoiceId)
      : null;
  const found = draft.state === 'choose' ? (attempt?.found ?? []) : [];
  return {
    id: draft.id,
    version: draft.version,
    state: draft.state === 'discarded' ? 'editing' : draft.state,
    sentAt: attempt && iso(attempt.sentAt),
    invoice: made && invoiceRow(made, around),
    proof: draft.proof,
    refusal: draft.refusal,
    notCreated: draft.notCreated,
    found: found.map((facts) => invoiceRow(rowFromFacts(facts, ctx.clock.now()), around)),
  };
};
