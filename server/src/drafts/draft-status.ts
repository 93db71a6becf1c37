import { asc, desc, eq, sql } from 'drizzle-orm';
import { iso } from '../clock.ts';
import type { Ctx } from '../context.ts';
import type { Reader } from '../db/database.ts';
import { invoiceRow } from '../invoices/invoice-row.ts';
import { invoiceOf } from '../invoices/mirror/invoice-row-queries.ts';
import { rowFromFacts } from '../invoices/mirror/store-invoices.ts';
import { rowContextFor } from '../invoices/row-context.ts';
import { type Operation, operations } from '../operations/tables.ts';
import type { DraftStatus } from './contract.ts';
import type { Draft } from './store.ts';

const isOpen = sql`case when ${operations.nextAt} is not null or ${operations.state} = 'asking' then 1 else 0 end`;

/** Returns the draft's open operation, else its latest one. */
export const lastOperationOf = async (db: Reader, draftId: string): Promise<Operation | null> => {
  const [last] = await db
    .select()
    .from(operations)
    .where(eq(operations.draftId, draftId))
    .orderBy(desc(isOpen), desc(operations.sentAt), asc(operations.kind))
    .limit(1);
  return last ?? null;
};

const sendingState = (operation: Operation | null): DraftStatus['state'] => {
  if (operation?.state === 'asking') return 'choose';
  return operation?.state === 'unconfirmed' ? 'unknown' : 'sending';
};

/** Returns the status of a draft from stored rows, without a call to QuickBooks. */
export const statusOf = async (ctx: Ctx, draft: Draft): Promise<DraftStatus> => {
  const realmKey = { companyId: draft.companyId, realmId: draft.realmId };
  const operation = await lastOperationOf(ctx.db, draft.id);
  const rowContext = await rowContextFor(ctx, { realmId: draft.realmId, state: 'active' });
  const created =
    draft.state === 'created' && draft.invoiceId
      ? await invoiceOf(ctx.db, realmKey, [draft.dealId], draft.invoiceId)
      : null;
  const states = { editing: 'editing', discarded: 'editing', created: 'created' } as const;
  const state = draft.state === 'sending' ? sendingState(operation) : states[draft.state];
  const found = state === 'choose' ? (operation?.candidates ?? []) : [];
  return {
    id: draft.id,
    version: draft.version,
    state,
    sentAt: operation && iso(operation.sentAt),
    invoice: created && invoiceRow(created, rowContext),
    totalsComparison: draft.totalsComparison,
    refusal: draft.refusal,
    notCreated: draft.notCreated,
    found: found.map((facts) => invoiceRow(rowFromFacts(facts, ctx.clock.now()), rowContext)),
  };
};
