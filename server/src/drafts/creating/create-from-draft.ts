import { AppError } from '../../app-error.ts';
import { checkBilledEntry } from '../../billing-plans/store.ts';
import { iso, todayIn } from '../../clock.ts';
import { freshCompanyProfile, knownCompanyProfile } from '../../company-profile/company-profile.ts';
import { realmOf } from '../../company-profile/connected-realm.ts';
import { isRateFromQuickbooks } from '../../company-profile/exchange-rates.ts';
import { activeConnection, type OwnedConnection } from '../../connection/invoice-access.ts';
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
import { checkDelivery } from '../../shared/checks/check-delivery.ts';
import { checkDraft } from '../../shared/checks/check-draft.ts';
import { checkEstimate } from '../../shared/checks/check-estimate.ts';
import { namesUnknownEntry } from '../../shared/checks/check-fields.ts';
import { isFromMirror } from '../../shared/checks/check-known.ts';
import { wrong } from '../../shared/checks/field-problems.ts';
import { type CompanyProfile, sendsNumber } from '../../shared/contract/company-profile.ts';
import type { Parsed } from '../../shared/contract/contract.ts';
import type { DraftContent } from '../../shared/contract/draft-content.ts';
import type { KnownRecords } from '../../shared/contract/known-records.ts';
import type { NewCustomer } from '../../shared/contract/new-customer.ts';
import { rateOfInvoice } from '../../shared/money/exchange-rate.ts';
import { type InvoiceTotals, invoiceTotals } from '../../shared/money/invoice-totals.ts';
import type { DraftStatus, drafts } from '../contract.ts';
import { draftRowOf, partyOf } from '../draft-row.ts';
import { statusOf } from '../draft-status.ts';
import { withSavedNumbering } from '../numbering/with-numbering.ts';
import { beginDraftCustomer, draftCustomerKind } from '../operations/draft-customer.ts';
import { beginItemOrInvoice } from '../operations/draft-item.ts';
import {
  hasUnknown,
  knownRecordsOf,
  recordsNamedIn,
  rereadRecords,
} from '../preflight/known-records.ts';
import {
  cacheSentDraft,
  type Draft,
  draftById,
  isAnotherInFlight,
  type NewDraft,
  putDraft,
} from '../store.ts';

type CreateInput = Parsed<typeof drafts.create>;

/**
 * Saves a draft and sends it: one write, and one for each new customer and item; no read while the
 * mirror shows no problem. A draft that was sent before is not sent again; its status is returned.
 * Throws `AppError` invalid_input, draft_changed, not_found, quickbooks errors and those of
 * `beginSending`.
 */
export const createInvoice = async (
  ctx: Ctx,
  input: CreateInput,
): Promise<DraftStatus & { already: boolean }> => {
  const connection = await activeConnection(ctx);
  const deal = await ctx.dealCheck(ctx, input.dealId);
  const realmKey = { companyId: ctx.companyId, realmId: connection.realmId };
  const previous = await draftById(ctx.db, realmKey, input.draftId);
  if (previous && previous.dealId !== input.dealId) throw new AppError('not_found');
  if (previous && previous.state !== 'editing') return statusOfSent(ctx, previous);

  const known = await profileToCreate(ctx, connection, input.content);
  const profile = await withSavedNumbering(ctx.db, ctx.companyId, known);
  const totals = invoiceTotals(input.content, profile);
  await checkBeforeCreating(ctx, connection, input, profile, totals);
  await checkRate(ctx, realmKey, input);

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

/**
 * The stored profile; read again when it says that the subscription has ended, or that a field is
 * off or lacks what the draft names, which the company may have changed since.
 */
const profileToCreate = async (
  ctx: Ctx,
  connection: OwnedConnection,
  content: DraftContent,
): Promise<CompanyProfile> => {
  const profile = await knownCompanyProfile(ctx, connection);
  const isOutdated = profile.subscription === 'expired' || namesUnknownEntry(content, profile);
  return isOutdated ? freshCompanyProfile(ctx, connection) : profile;
};

/**
 * Throws invalid_input with the problems of the draft. Records that are a problem only in the
 * mirror, or that it does not have, are read again first, because it may be some minutes old.
 */
const checkBeforeCreating = async (
  ctx: Ctx,
  connection: OwnedConnection,
  { draftId, content, delivery }: CreateInput,
  profile: CompanyProfile,
  totals: InvoiceTotals,
): Promise<void> => {
  const today = todayIn(profile.zone, ctx.clock.now());
  const problemsOf = (known: KnownRecords) => [
    ...checkDraft(content, profile, totals, known),
    ...checkEstimate(content, today),
    ...checkDelivery(content, delivery),
  ];
  const named = {
    ...recordsNamedIn(draftId, content),
    ...(!sendsNumber(profile) && { number: null }),
  };
  const known = await knownRecordsOf(ctx, connection, named);
  let fields = problemsOf(known);
  const isOnlyInMirror = fields.every(({ problem }) => isFromMirror(problem));
  if (isOnlyInMirror && (fields.length > 0 || hasUnknown(known))) {
    fields = problemsOf(await rereadRecords(ctx, connection, named, known));
  }
  if (fields.length > 0) throw new AppError('invalid_input', { fields });
};

const statusOfSent = async (ctx: Ctx, draft: Draft) => ({
  ...(await statusOf(ctx, draft)),
  already: true,
});

/**
 * Rejects a rate marked as QuickBooks' that QuickBooks never returned; typed rates are accepted.
 */
const checkRate = async (ctx: Ctx, realmKey: RealmKey, { content }: CreateInput) => {
  const rate = rateOfInvoice(content.details);
  if (rate?.from !== 'quickbooks' || (await isRateFromQuickbooks(ctx.db, realmKey, rate))) return;
  const fields = wrong('details.exchangeRate', 'rate_unknown');
  throw new AppError('invalid_input', { fields });
};

/** Throws deal_billed_meanwhile when another tab or user has added an invoice to the deal since. */
const checkNothingAdded = async (
  tx: Reader,
  realmKey: RealmKey,
  { dealId, knownAt }: CreateInput,
) => {
  if (knownAt === undefined) return;
  const last = await lastAdded(tx, realmKey, dealId);
  const since = last === null ? '' : iso(last);
  if (since > knownAt) throw new AppError('deal_billed_meanwhile', { details: { since } });
};

/**
 * Moves the draft to `sending` and stores its first operation in one transaction. Throws draft_busy
 * while another draft of the deal is sent, plan_changed when it is no longer the draft of its entry,
 * deal_billed_meanwhile, and customer_busy while a customer of its organization or person is being created.
 */
const beginSending = async (
  ctx: Ctx,
  draft: NewDraft,
  input: CreateInput,
  profile: CompanyProfile,
  totals: InvoiceTotals,
): Promise<'conflict' | NonNullable<Next>> => {
  const customerBody = ctx.quickbooks.customerBody(newCustomerOf(draft.content), profile);
  const customerId = await existingCustomerId(ctx, draft, customerBody);
  const delivery = input.delivery === 'none' ? undefined : input.delivery;
  return transact(ctx.db, async (tx) => {
    if (await isAnotherInFlight(tx, draft)) throw new AppError('draft_busy');
    const saved = { version: input.version, now: ctx.clock.now() };
    const row = await putDraft(tx, draft, saved, 'sending');
    if (!row) return 'conflict';
    if (input.entry) await checkBilledEntry(tx, draft, input.entry);
    await checkNothingAdded(tx, draft, input);
    if (customerId) {
      const plan = { customerId, profile, ...(delivery && { delivery }) };
      const next = await beginItemOrInvoice(tx, ctx, { draft: row, totals }, plan);
      if (!next) throw new AppError('draft_busy');
      return next;
    }
    const operation = await beginDraftCustomer(tx, ctx, row, { body: customerBody, delivery });
    if (!operation) throw new AppError('customer_busy');
    cacheSentDraft(operation, { draft: row, totals });
    return { kind: draftCustomerKind, operation };
  });
};

/** The new customer of a draft, in the currency of its invoice. */
const newCustomerOf = ({ customer, details }: DraftContent): NewCustomer => {
  const { choice, address, email, taxId } = customer;
  const name = choice.kind === 'none' ? '' : choice.name;
  return { name, address, email, taxId, currency: details.currency };
};

/**
 * Returns the id of the chosen customer, or of the one that an earlier operation of this draft
 * created before its invoice was refused: creating it again would fail because its name is taken.
 */
const existingCustomerId = async (
  ctx: Ctx,
  draft: NewDraft,
  body: WireBody,
): Promise<string | null> => {
  const { customer, details } = draft.content;
  if (customer.choice.kind === 'existing') return customer.choice.id;
  const { currency } = details;
  return customerCreatedFor(ctx.db, draft, { name: String(body.DisplayName), currency });
};

/**
 * Another request changed the draft meanwhile: returns its status when it was sent, else throws.
 */
const conflict = async (ctx: Ctx, draft: NewDraft) => {
  const current = await draftById(ctx.db, draft, draft.id);
  if (current && current.dealId === draft.dealId && current.state !== 'editing') {
    return statusOfSent(ctx, current);
  }
  throw new AppError('draft_changed');
};

const reread = async (ctx: Ctx, draft: NewDraft) => {
  const row = await draftById(ctx.db, draft, draft.id);
  if (!row) throw new AppError('not_found');
  return row;
};
