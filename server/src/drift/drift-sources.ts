import { AppError } from '../app-error.ts';
import { storedProfile } from '../company-profile/store.ts';
import { type ReadableConnection, readableConnection } from '../connection/invoice-access.ts';
import type { Ctx } from '../context.ts';
import type { Context } from '../invoices/contract.ts';
import { readBasis } from '../invoices/deal-basis.ts';
import { invoiceOf, type WholeRow } from '../invoices/mirror/invoice-row-queries.ts';
import { dealIdsOf, visibleContext } from '../invoices/visible-context.ts';
import type { CompanyProfile } from '../shared/contract/company-profile.ts';
import type { InvoiceSnapshot } from '../shared/drift/invoice-snapshot.ts';
import { fallbackWhenUnavailable } from '../vendor-calls/fallback-when-unavailable.ts';
import { billsPart } from './bills-part.ts';
import { agreedOf, dealDriftOf, driftOn, type StoredDrift } from './store.ts';

/** What the differences of one invoice are computed from. */
export type DriftSources = {
  connection: ReadableConnection;
  row: WholeRow;
  /** Null outside the context of a deal. */
  dealId: number | null;
  dealTitle: string;
  /** Null when the deal has not changed since this invoice was created from it. */
  deal: (StoredDrift & { drift: NonNullable<StoredDrift['drift']> }) | null;
  /** The invoice bills a part of the deal, so changes of the deal do not apply to its lines. */
  billsPart: boolean;
  /** The content that Dealbill knew; null when the invoice was not edited in QuickBooks. */
  agreed: InvoiceSnapshot | null;
  profile: CompanyProfile | null;
};

export type DriftRef = { context: Context; invoiceId: string };

/**
 * Reads an invoice and what it is compared with from our own rows. Throws not_found for an invoice
 * outside this context, and what the deal check throws.
 */
export const driftSources = async (
  ctx: Ctx,
  { context, invoiceId }: DriftRef,
): Promise<DriftSources> => {
  const connection = await readableConnection(ctx);
  const visible = await visibleContext(ctx, context);
  const dealIds = dealIdsOf(visible);
  const realmKey = { companyId: ctx.companyId, realmId: connection.realmId };
  const row = await invoiceOf(ctx.db, realmKey, dealIds, invoiceId);
  if (!row) throw new AppError('not_found');
  const dealId = context.of === 'deal' ? context.id : null;
  const differs = await driftOn(ctx, realmKey, { invoiceId, dealIds, dealId });
  const stored =
    differs.deal && dealId !== null ? await dealDriftOf(ctx.db, realmKey, dealId) : null;
  return {
    connection,
    row,
    dealId,
    dealTitle: (dealId !== null && visible.deals?.[0]?.title) || '',
    deal: stored?.drift ? { ...stored, drift: stored.drift } : null,
    billsPart:
      stored !== null &&
      (await billsPart(ctx.db, realmKey, invoiceId, [
        ...stored.current.lines,
        ...stored.billed.flatMap(({ billedDeal }) => billedDeal.lines),
      ])),
    agreed: differs.invoice ? await agreedOf(ctx.db, realmKey, dealIds, invoiceId) : null,
    profile: (await storedProfile(ctx.db, ctx.companyId, connection.realmId))?.profile ?? null,
  };
};

/** Reads the deal of the context from Pipedrive. False when it could not be read. */
export const readDeal = async (ctx: Ctx, { context }: DriftRef): Promise<boolean> => {
  if (context.of !== 'deal') return true;
  await ctx.dealCheck(ctx, context.id);
  return fallbackWhenUnavailable(async () => {
    await readBasis(ctx, await ctx.dealCheck.fresh(ctx, context.id));
    return true;
  }, false);
};
