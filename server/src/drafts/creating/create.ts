import { AppError } from '../../app-error.ts';
import { wasRead } from '../../books/exchange-rates.ts';
import { realmOf } from '../../books/realm-of.ts';
import { booksAsKnown } from '../../books/service.ts';
import { iso } from '../../clock.ts';
import { activeConnection } from '../../connection/holder.ts';
import type { Ctx } from '../../context.ts';
import { isBeingCreated } from '../../customers/creating/creation-store.ts';
import { lastAdded } from '../../invoices/last-added.ts';
import type { BooksKey } from '../../invoices/mirror/row-statements.ts';
import type { WireBody } from '../../quickbooks/told.ts';
import type { Books } from '../../shared/books.ts';
import { checkDraft } from '../../shared/check-draft.ts';
import type { Input } from '../../shared/contract.ts';
import { rateOfInvoice } from '../../shared/exchange-rate.ts';
import { wrong } from '../../shared/field-problems.ts';
import { type InvoiceTotals, invoiceTotals } from '../../shared/invoice-totals.ts';
import { leaseFor } from '../../writes/lease.ts';
import type { DraftStatus, drafts } from '../contract.ts';
import { draftRowOf, partyOf } from '../draft-row.ts';
import { statusOf } from '../draft-status.ts';
import { type Draft, draftById, type NewDraft } from '../store.ts';
import { beginSending, createdCustomer } from './attempt-store.ts';
import { newCustomerOf } from './new-customer.ts';
import { sendFirst } from './send.ts';

type CreateInput = Input<typeof drafts.create>;

/**
 * Sends a draft once: one write, two with a new customer, and no read. Returns the status of a draft that was
 * sent before. Throws `AppError` draft_busy while another draft of the deal is sent, deal_billed_meanwhile when
 * an invoice was added that the user has not seen, customer_busy while the new customer is being created.
 */
export const createInvoice = async (
  ctx: Ctx,
  input: CreateInput,
): Promise<DraftStatus & { already: boolean }> => {
  const connection = await activeConnection(ctx);
  const deal = await ctx.dealCheck(ctx, input.dealId);
  const of = { companyId: ctx.companyId, realmId: connection.realmId };
  const before = await draftById(ctx.db, of, input.draftId);
  if (before && before.dealId !== input.dealId) throw new AppError('not_found');
  if (before && before.state !== 'editing') return sentBefore(ctx, before);

  const books = await booksAsKnown(ctx, connection);
  const totals = invoiceTotals(input.content, books);
  const fields = checkDraft(input.content, books, totals);
  if (fields.length > 0) throw new AppError('invalid_input', { fields });
  await rateIsConfirmed(ctx, of, input);

  await nothingAdded(ctx, of, input);
  const draft = draftRowOf(ctx, connection.realmId, partyOf(deal), input, books, totals);
  const begun = await beginSending(
    ctx.db,
    draft,
    input.version,
    await firstStep(ctx, draft, books, totals),
    leaseFor(ctx),
  );
  if (begun === 'another') throw new AppError('draft_busy');
  if (begun === 'conflict') return conflict(ctx, draft);
  await sendFirst(ctx, realmOf(connection), books, begun.draft, begun.attempt);
  return { ...(await statusOf(ctx, await reread(ctx, of, begun.draft))), already: false };
};

const sentBefore = async (ctx: Ctx, draft: Draft) => ({
  ...(await statusOf(ctx, draft)),
  already: true,
});

/** The browser cannot name a rate as QuickBooks' own that QuickBooks never gave; a typed one is the user's. */
const rateIsConfirmed = async (ctx: Ctx, books: BooksKey, { content }: CreateInput) => {
  const rate = rateOfInvoice(content.details);
  if (rate?.from !== 'quickbooks' || (await wasRead(ctx.db, books, rate))) return;
  const fields = wrong('details.exchangeRate', 'rate_unknown');
  throw new AppError('invalid_input', { fields });
};

/** Whoever has the form open twice, or a colleague, may have billed the deal in between: the user says. */
const nothingAdded = async (ctx: Ctx, books: BooksKey, { dealId, knownAt }: CreateInput) => {
  if (knownAt === undefined) return;
  const last = await lastAdded(ctx.db, books, dealId);
  const since = last === null ? '' : iso(last);
  if (since > knownAt) throw new AppError('deal_billed_meanwhile', { details: { since } });
};

const firstStep = async (
  ctx: Ctx,
  draft: NewDraft,
  books: Books,
  totals: InvoiceTotals,
): Promise<{ kind: 'invoice' | 'customer'; body: WireBody }> => {
  const customerBody = ctx.quickbooks.customerBody(newCustomerOf(draft.content), books);
  const customerId = await knownCustomer(ctx, draft, customerBody);
  if (customerId !== null) {
    const body = ctx.quickbooks.invoiceBody(draft.content, books, customerId, totals);
    return { kind: 'invoice', body };
  }
  // On the customer's own page, or with an invoice of another deal.
  if (draft.party && (await isBeingCreated(ctx.db, { ...draft, ...draft.party }))) {
    throw new AppError('customer_busy');
  }
  return { kind: 'customer', body: customerBody };
};

const knownCustomer = async (ctx: Ctx, draft: NewDraft, body: WireBody): Promise<string | null> => {
  const { choice } = draft.content.customer;
  if (choice.kind === 'existing') return choice.id;
  return createdCustomer(ctx.db, draft, String(body.DisplayName));
};

/** Somebody else moved it between our look and our step: tell how, or that the version is old. */
const conflict = async (ctx: Ctx, draft: NewDraft) => {
  const now = await draftById(ctx.db, draft, draft.id);
  if (now && now.dealId === draft.dealId && now.state !== 'editing') {
    return sentBefore(ctx, now);
  }
  throw new AppError('draft_changed');
};

const reread = async (ctx: Ctx, of: { companyId: number; realmId: string }, draft: Draft) => {
  const row = await draftById(ctx.db, of, draft.id);
  if (!row) throw new AppError('not_found');
  return row;
};
