import { AppError } from '../../app-error.ts';
import { iso } from '../../clock.ts';
import { knownCompanyProfile } from '../../company-profile/company-profile.ts';
import { realmOf } from '../../company-profile/connected-realm.ts';
import { isRateFromQuickbooks } from '../../company-profile/exchange-rates.ts';
import { activeConnection } from '../../connection/owned-connection.ts';
import type { Ctx } from '../../context.ts';
import { customerCreatedFor } from '../../customers/operations/create-customer.ts';
import type { Reader } from '../../db/database.ts';
import type { RealmKey } from '../../db/realm.ts';
import { transact } from '../../db/transact.ts';
import { lastAdded } from '../../invoices/last-added.ts';
import type { Next } from '../../operations/kinds.ts';
import { afterBegin, run } from '../../operations/run.ts';
import { readError } from '../../quickbooks/calls/read-errors.ts';
import type { WireBody } from '../../quickbooks/models.ts';
import { checkDraft } from '../../shared/checks/check-draft.ts';
import { wrong } from '../../shared/checks/field-problems.ts';
import type { CompanyProfile } from '../../shared/contract/company-profile.ts';
import type { Input } from '../../shared/contract/contract.ts';
import type { DraftContent } from '../../shared/contract/draft-content.ts';
import type { NewCustomer } from '../../shared/contract/new-customer.ts';
import { rateOfInvoice } from '../../shared/money/exchange-rate.ts';
import { type InvoiceTotals, invoiceTotals } from '../../shared/money/invoice-totals.ts';
import type { DraftStatus, drafts } from '../contract.ts';
import { draftRowOf, partyOf } from '../draft-row.ts';
import { statusOf } from '../draft-status.ts';
import { createInvoiceKind } from '../operations/create-invoice.ts';
import {
  beginDraftCustomer,
  beginInvoice,
  draftCustomerKind,
} from '../operations/draft-customer.ts';
import {
  type Draft,
  draftById,
  isAnotherInFlight,
  type NewDraft,
  putDraft,
  rememberSent,
} from '../store.ts';

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

  const profile = await knownCompanyProfile(ctx, connection);
  const totals = invoiceTotals(input.content, profile);
  const fields = checkDraft(input.content, profile, totals);
  if (fields.length > 0) throw new AppError('invalid_input', { fields });
  await rateIsConfirmed(ctx, of, input);

  const draft = draftRowOf(ctx, connection.realmId, partyOf(deal), input, profile, totals);
  const begun = await beginSending(ctx, draft, input, profile, totals);
  if (begun === 'conflict') return conflict(ctx, draft);
  const result = await run(ctx, begun.kind, realmOf(connection), begun.operation);
  if (result.kind === 'nothing_done' && result.answer.kind !== 'refused') {
    throw readError(result.answer);
  }
  const status = await afterBegin(async () => statusOf(ctx, await reread(ctx, draft)));
  return { ...status, already: false };
};

const sentBefore = async (ctx: Ctx, draft: Draft) => ({
  ...(await statusOf(ctx, draft)),
  already: true,
});

/** The browser cannot name a rate as QuickBooks' own that QuickBooks never gave; a typed one is the user's. */
const rateIsConfirmed = async (ctx: Ctx, realmKey: RealmKey, { content }: CreateInput) => {
  const rate = rateOfInvoice(content.details);
  if (rate?.from !== 'quickbooks' || (await isRateFromQuickbooks(ctx.db, realmKey, rate))) return;
  const fields = wrong('details.exchangeRate', 'rate_unknown');
  throw new AppError('invalid_input', { fields });
};

/** Whoever has the form open twice, or a colleague, may have billed the deal in between: the user says. */
const nothingAdded = async (tx: Reader, realmKey: RealmKey, { dealId, knownAt }: CreateInput) => {
  if (knownAt === undefined) return;
  const last = await lastAdded(tx, realmKey, dealId);
  const since = last === null ? '' : iso(last);
  if (since > knownAt) throw new AppError('deal_billed_meanwhile', { details: { since } });
};

/**
 * Moves the draft from the version seen to `sending` and writes its first operation, or does neither: the line
 * between a draft and a possible invoice. Throws draft_busy while another draft of the deal is being sent,
 * deal_billed_meanwhile, and customer_busy while a customer is created for its organization or person.
 */
const beginSending = async (
  ctx: Ctx,
  draft: NewDraft,
  input: CreateInput,
  profile: CompanyProfile,
  totals: InvoiceTotals,
): Promise<'conflict' | NonNullable<Next>> => {
  const customerBody = ctx.quickbooks.customerBody(newCustomerOf(draft.content), profile);
  const customerId = await knownCustomer(ctx, draft, customerBody);
  const body = customerId && ctx.quickbooks.invoiceBody(draft.content, profile, customerId, totals);
  return transact(ctx.db, async (tx) => {
    if (await isAnotherInFlight(tx, draft)) throw new AppError('draft_busy');
    const seen = { version: input.version, now: ctx.clock.now() };
    const row = await putDraft(tx, draft, seen, 'sending');
    if (!row) return 'conflict';
    await nothingAdded(tx, draft, input);
    if (body) {
      const operation = await beginInvoice(tx, ctx, row, body);
      if (!operation) throw new AppError('draft_busy');
      rememberSent(operation, { draft: row, totals });
      return { kind: createInvoiceKind, operation };
    }
    const operation = await beginDraftCustomer(tx, ctx, row, customerBody);
    if (!operation) throw new AppError('customer_busy');
    rememberSent(operation, { draft: row, totals });
    return { kind: draftCustomerKind, operation };
  });
};

/** The customer that a draft creates, in the currency of its invoice. */
const newCustomerOf = ({ customer, details }: DraftContent): NewCustomer => {
  const { choice, address, email, taxId } = customer;
  const name = choice.kind === 'none' ? '' : choice.name;
  return { name, address, email, taxId, currency: details.currency };
};

/**
 * The customer's id, also of one that an earlier operation of this draft created under this name, where the
 * invoice was then refused: creating it again would only clash with itself.
 */
const knownCustomer = async (ctx: Ctx, draft: NewDraft, body: WireBody): Promise<string | null> => {
  const { choice } = draft.content.customer;
  if (choice.kind === 'existing') return choice.id;
  return customerCreatedFor(ctx.db, draft, String(body.DisplayName));
};

/** Another request changed the draft meanwhile: returns its status when it was sent, else throws. */
const conflict = async (ctx: Ctx, draft: NewDraft) => {
  const now = await draftById(ctx.db, draft, draft.id);
  if (now && now.dealId === draft.dealId && now.state !== 'editing') {
    return sentBefore(ctx, now);
  }
  throw new AppError('draft_changed');
};

const reread = async (ctx: Ctx, draft: NewDraft) => {
  const row = await draftById(ctx.db, draft, draft.id);
  if (!row) throw new AppError('not_found');
  return row;
};
