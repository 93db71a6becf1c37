import { realmOf } from '../../company-profile/connected-realm.ts';
import type { OwnedConnection } from '../../connection/invoice-access.ts';
import type { Ctx } from '../../context.ts';
import { hasCurrentInvoices } from '../../initial-sync/mirror-state.ts';
import { recentMirroredNumbers } from '../../invoices/mirror/numbers-in-use.ts';
import type { DealWithFields } from '../../pipedrive/gateway.ts';
import type { NumberPattern } from '../../preferences/contract.ts';
import { patternFieldTexts } from '../../preferences/number-fields.ts';
import { draftLimits } from '../../shared/checks/draft-limits.ts';
import type { CompanyProfile } from '../../shared/contract/company-profile.ts';
import type { NumberTrouble } from '../../shared/contract/number-trouble.ts';
import { type FilledPattern, fillPattern } from '../../shared/text/number-pattern.ts';
import { proposeNumber } from '../../shared/text/propose-number.ts';
import {
  type NumberedDraft,
  nextFreeInRange,
  nextFreeNumber,
  numberAfterHighest,
  usedNumbers,
} from './next-free-number.ts';

/** `number` is null when there is none to propose, or QuickBooks assigns it. */
export type NumberProposal = { number: string | null; trouble: NumberTrouble | null };

export type NumberedDeal = {
  deal: DealWithFields;
  /** ISO date of the invoice. */
  date: string;
  draftId: string | null;
};

const nothing: NumberProposal = { number: null, trouble: null };

/**
 * Proposes the number of a new invoice: by the company's pattern, else the next free one where the
 * company numbers its invoices itself. Calls QuickBooks only while the mirror of the invoices is
 * not complete and current. Throws what the gateways throw.
 */
export const proposeInvoiceNumber = async (
  ctx: Ctx,
  connection: OwnedConnection,
  { customNumbers }: Pick<CompanyProfile, 'customNumbers'>,
  numberPattern: NumberPattern | null,
  numbered: NumberedDeal,
): Promise<NumberProposal> => {
  if (numberPattern) return numberByPattern(ctx, connection, numberPattern, numbered);
  return customNumbers ? nextOfCompany(ctx, connection, numbered) : nothing;
};

const nextOfCompany = async (
  ctx: Ctx,
  connection: OwnedConnection,
  { draftId }: NumberedDeal,
): Promise<NumberProposal> => {
  const draft = { companyId: ctx.companyId, realmId: connection.realmId, draftId };
  const recent = (await hasCurrentInvoices(ctx, draft))
    ? await recentMirroredNumbers(ctx.db, draft)
    : await ctx.quickbooks.recentNumbers(realmOf(connection));
  const next = proposeNumber(recent);
  const used = next === null ? null : await usedNumbers(ctx.db, draft, [next]);
  const number =
    next !== null && used?.has(next) ? await nextFreeNumber(ctx.db, draft, next, null) : next;
  return { number, trouble: null };
};

/** Without a connection, as in the settings, no number is used. */
export const numberByPattern = async (
  ctx: Ctx,
  connection: OwnedConnection | null,
  numberPattern: NumberPattern,
  { deal, date, draftId }: NumberedDeal,
): Promise<NumberProposal> => {
  const filled = fillPattern(numberPattern.pattern, {
    date,
    dealId: deal.id,
    dealTitle: deal.title,
    fields: await patternFieldTexts(ctx, deal, numberPattern),
  });
  if (filled.kind === 'unfilled') return { number: null, trouble: filled.unfilled };
  const draft = { companyId: ctx.companyId, realmId: connection?.realmId ?? '', draftId };
  const number = filled.counter
    ? await numberAfterHighest(
        ctx.db,
        draft,
        filled.counter,
        connection ? await numbersNotMirrored(ctx, connection) : [],
      )
    : await firstWithoutCounter(ctx, draft, filled);
  const isTooLong = number.length > draftLimits.number;
  return { number, trouble: isTooLong ? { kind: 'too_long', part: filled.longest } : null };
};

/** Another invoice of the same deal gets a suffix: `2026-17`, then `2026-17-2`. */
const firstWithoutCounter = async (
  { db }: Ctx,
  draft: NumberedDraft,
  { prefix: number }: Extract<FilledPattern, { kind: 'filled' }>,
): Promise<string> => {
  if (!(await usedNumbers(db, draft, [number])).has(number)) return number;
  const range = { prefix: `${number}-`, suffix: '', digits: 1 };
  return (await nextFreeInRange(db, draft, number, range)) ?? `${number}-2`;
};

const numbersNotMirrored = async (ctx: Ctx, connection: OwnedConnection): Promise<string[]> => {
  const realmKey = { companyId: ctx.companyId, realmId: connection.realmId };
  return (await hasCurrentInvoices(ctx, realmKey))
    ? []
    : ctx.quickbooks.recentNumbers(realmOf(connection));
};
