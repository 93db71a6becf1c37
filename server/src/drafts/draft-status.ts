import { and, asc, desc, eq, sql } from 'drizzle-orm';
import { iso } from '../clock.ts';
import type { Ctx } from '../context.ts';
import type { Reader } from '../db/database.ts';
import type { RealmKey } from '../db/realm.ts';
import { invoiceRow } from '../invoices/invoice-row.ts';
import { invoiceOf } from '../invoices/mirror/invoice-row-queries.ts';
import { rowFromFacts } from '../invoices/mirror/store-invoices.ts';
import type { ChangeData } from '../invoices/operations/invoice-change.ts';
import { rowContextFor } from '../invoices/row-context.ts';
import { ofSubject } from '../operations/store.ts';
import { type Operation, operations } from '../operations/tables.ts';
import { recipientsIn } from '../shared/text/recipients-in.ts';
import type { DraftStatus } from './contract.ts';
import type { InvoiceCreation } from './operations/send-created-invoice.ts';
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

const sendingStates = {
  waiting: 'sending',
  sending: 'sending',
  unconfirmed: 'checking',
  asking: 'checking',
  done: 'sent',
  refused: 'not_sent',
  not_done: 'not_sent',
  unknown: 'not_known',
} as const;

/**
 * The last e-mail of the created invoice. One that *Create and send* asked for and that was never
 * begun counts as not sent.
 */
const sendingOf = async (
  db: Reader,
  draft: Draft,
  creation: Operation | null,
): Promise<DraftStatus['sending']> => {
  if (draft.state !== 'created' || draft.invoiceId === null) return null;
  const send = await lastSendOf(db, draft, draft.invoiceId);
  if (send) {
    const { to = '', cc = '', bcc = '' } = send.data;
    const said = send.state === 'refused' ? (send.fault?.said ?? null) : null;
    return { state: sendingStates[send.state], to, cc, bcc, said };
  }
  const { delivery } = (creation?.data ?? {}) as InvoiceCreation;
  if (delivery !== 'send') return null;
  // It was sent in QuickBooks before its response was found.
  const found = await invoiceOf(db, draft, null, draft.invoiceId);
  if (found?.facts.deliveredAt) return null;
  return { state: 'not_sent', ...recipientsIn(draft.content), said: null };
};

const lastSendOf = async (
  db: Reader,
  { companyId, realmId }: RealmKey,
  invoiceId: string,
): Promise<Operation<ChangeData> | null> => {
  const [last] = await db
    .select()
    .from(operations)
    .where(
      and(
        ofSubject({ companyId, realmId, subject: 'invoice', subjectId: invoiceId }),
        eq(operations.kind, 'send_invoice'),
      ),
    )
    .orderBy(desc(operations.sentAt), desc(operations.id))
    .limit(1);
  return (last as Operation<ChangeData> | undefined) ?? null;
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
    sending: await sendingOf(ctx.db, draft, operation),
    refusal: draft.refusal,
    notCreated: draft.notCreated,
    found: found.map((facts) => invoiceRow(rowFromFacts(facts, ctx.clock.now()), rowContext)),
  };
};
