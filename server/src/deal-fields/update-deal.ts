import { isAppError } from '../app-error.ts';
import { companyToday } from '../company-profile/company-today.ts';
import { storedProfile } from '../company-profile/store.ts';
import type { Dependencies } from '../context.ts';
import type { Refusal } from '../pipedrive/gateway.ts';
import { invoiceLink } from '../quickbooks/web-links.ts';
import { checkBeforeSending } from '../vendor-calls/before-sending.ts';
import type { FieldProblem } from './contract.ts';
import { dealFactsOf, type LinkedInvoice, nextOverdueDay } from './deal-facts.ts';
import { type DirtyDeal, isMarkedAsRead } from './dirty-deals.ts';
import { isSuitable } from './field-types.ts';
import { changedValues } from './field-values.ts';
import {
  type FieldRow,
  fieldRows,
  forgetDeal,
  invoicesWithPayments,
  recordUnchanged,
  recordWritten,
  stopField,
  writtenTo,
} from './store.ts';

/** Whose permission in Pipedrive is used. */
type Writer = Dependencies & { companyId: number; userId: number };

/**
 * Compares the invoices of a deal with what was last written to its fields, and writes the
 * differences in one call. Throws what the gateway throws while Pipedrive cannot be reached; the
 * deal then stays marked.
 */
export const updateDeal = async (ctx: Writer, deal: DirtyDeal): Promise<void> => {
  const { db, clock } = ctx;
  const written = await writtenTo(db, deal);
  const read = await invoicesWithPayments(db, deal, deal.dealId);
  const facts = await factsFor(ctx, deal.realmId, read);
  const overdueAt = await overdueInstant(ctx, deal.realmId, read.invoices);
  let refusal: Refusal | null = null;
  const refusedCodes = new Set<string>();
  for (;;) {
    const fields = (await writtenFields(ctx)).filter(
      ({ fieldCode }) => !refusedCodes.has(fieldCode),
    );
    const values = changedValues(fields, facts, written);
    const at = clock.now();
    const failure = refusal && { reason: 'refused' as const, said: refusal.said, at };
    if (Object.keys(values).length === 0) {
      if (!failure) return recordUnchanged(db, deal, overdueAt);
      return recordWritten(db, deal, { written, failure, writtenAt: at }, overdueAt);
    }
    const answer = await send(ctx, deal, values);
    if (answer === 'deal_not_found') return forgetDeal(db, deal);
    if (answer === 'forbidden') {
      const forbidden = { reason: 'forbidden' as const, said: '', at };
      return recordWritten(db, deal, { written, failure: forbidden, writtenAt: at }, overdueAt);
    }
    if (answer === 'done') {
      const all = { ...written, ...values };
      return recordWritten(db, deal, { written: all, failure, writtenAt: at }, overdueAt);
    }
    // A stopped field is left out of the next round; any other refused value only for this deal.
    if (await stopFieldsWithProblem(ctx, fields)) continue;
    refusal = answer;
    for (const code of answer.codes.length > 0 ? answer.codes : Object.keys(values)) {
      refusedCodes.add(code);
    }
  }
};

/** Values of the deal's facts from our own rows. */
export const factsFor = async (
  ctx: Writer,
  realmId: string,
  { invoices, payments }: Awaited<ReturnType<typeof invoicesWithPayments>>,
) => {
  const { webUrl } = ctx.settings.quickbooks;
  return dealFactsOf(invoices, payments, {
    today: await companyToday(ctx, realmId),
    linkOf: (invoiceId) => invoiceLink({ webUrl, realmId }, invoiceId),
  });
};

/** Start of the day, in the company's zone, on which the next invoice becomes overdue. */
const overdueInstant = async (
  ctx: Writer,
  realmId: string,
  invoices: LinkedInvoice[],
): Promise<number | null> => {
  const day = nextOverdueDay(invoices, await companyToday(ctx, realmId));
  if (day === null) return null;
  const stored = await storedProfile(ctx.db, ctx.companyId, realmId);
  const zone = stored?.profile.zone ?? 'UTC';
  return Temporal.PlainDate.from(day).toZonedDateTime(zone).epochMilliseconds;
};

const writtenFields = async ({ db, companyId }: Writer): Promise<FieldRow[]> =>
  (await fieldRows(db, companyId)).filter(({ enabled, problem }) => enabled && problem === null);

const send = async (
  ctx: Writer,
  deal: DirtyDeal,
  values: Record<string, unknown>,
): Promise<'done' | 'deal_not_found' | 'forbidden' | Refusal> => {
  try {
    // Another process may have written newer values while this one waited for a permit or token.
    const answer = await checkBeforeSending(
      () => isMarkedAsRead(ctx.db, deal),
      () => ctx.pipedrive.setDealFields(ctx, deal.dealId, values),
    );
    return answer.kind === 'done' ? 'done' : answer;
  } catch (error) {
    if (isAppError(error, 'deal_not_found')) return 'deal_not_found';
    if (isAppError(error, 'pipedrive_forbidden')) return 'forbidden';
    throw error;
  }
};

/** Stops the fields that were deleted or changed in Pipedrive; false when there are none. */
const stopFieldsWithProblem = async (ctx: Writer, fields: FieldRow[]): Promise<boolean> => {
  const existing = await ctx.pipedrive.fields(ctx, 'deal');
  const stopped = fields.flatMap((row) => {
    const problem = problemOf(row, existing);
    return problem ? [{ row, problem }] : [];
  });
  for (const { row, problem } of stopped) await stopField(ctx.db, row, problem, ctx.clock.now());
  return stopped.length > 0;
};

/** Why a chosen field cannot be written; null when it can. */
export const problemOf = (
  { name, fieldCode, options }: Pick<FieldRow, 'name' | 'fieldCode' | 'options'>,
  existing: Awaited<ReturnType<Writer['pipedrive']['fields']>>,
): FieldProblem | null => {
  const field = existing.find(({ code }) => code === fieldCode);
  if (!field) return 'deleted';
  if (!isSuitable(name, field)) return 'wrong_type';
  const optionIds = new Set(field.options.map(({ id }) => id));
  return Object.values(options ?? {}).every((id) => optionIds.has(id)) ? null : 'options_missing';
};
