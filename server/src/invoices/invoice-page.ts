import { AppError } from '../app-error.ts';
import { entriesAbout, invoiceEntries } from '../audit/store.ts';
import { iso } from '../clock.ts';
import { storedProfile } from '../company-profile/store.ts';
import { type OwnedConnection, ownedConnection } from '../connection/owned-connection.ts';
import type { Ctx } from '../context.ts';
import { fallbackWhenUnavailable } from '../fallback-when-unavailable.ts';
import { partsOf } from '../quickbooks/translate/invoice-parts.ts';
import { discountPercent } from '../quickbooks/translate/raw-lines.ts';
import { paymentLink } from '../quickbooks/web-links.ts';
import { paymentsInOrder } from '../shared/money/payments-in-order.ts';
import { editFingerprint } from './changes/edit-fingerprint.ts';
import { editOptions } from './changes/edit-options.ts';
import { editedTexts } from './changes/edited-texts.ts';
import { unsavedEdit } from './changes/unsaved-edit.ts';
import type { Context, InvoicePage } from './contract.ts';
import { invoiceRow } from './invoice-row.ts';
import { leftToBill } from './left-to-bill.ts';
import { linkedDeals } from './linked-deals.ts';
import { mayBeTaxed } from './may-be-taxed.ts';
import { invoiceOf, type WholeRow } from './mirror/invoice-row-queries.ts';
import { mirroredPayments } from './mirror/payment-store.ts';
import { refreshInvoices } from './mirror/refresh-invoices.ts';
import { linesCanChange } from './possible-actions.ts';
import { rowContextFor } from './row-context.ts';
import { dealIdsOf, visibleContext } from './visible-context.ts';

/** The row after a look; as it was while QuickBooks does not answer, and where nothing is left to see. */
const lookedAt = async (
  ctx: Ctx,
  connection: OwnedConnection,
  dealIds: number[] | null,
  shown: WholeRow,
): Promise<{ row: WholeRow; fresh: boolean }> => {
  if (shown.deleted) return { row: shown, fresh: true };
  if (connection.state !== 'active') return { row: shown, fresh: false };
  const look = async () => {
    await refreshInvoices(ctx, connection, [shown], 'refresh');
    return true;
  };
  const fresh = await fallbackWhenUnavailable(look, false);
  const realmKey = { companyId: ctx.companyId, realmId: connection.realmId };
  const row = (await invoiceOf(ctx.db, realmKey, dealIds, shown.invoiceId)) ?? shown;
  return { row, fresh: fresh && row.unreadable === null };
};

/** One invoice, whole: one call to QuickBooks. Throws not_found when it is none of the place's. */
export const invoicePage = async (
  ctx: Ctx,
  { context, invoiceId }: { context: Context; invoiceId: string },
): Promise<InvoicePage> => {
  const connection = await ownedConnection(ctx);
  const visible = await visibleContext(ctx, context);
  const dealIds = dealIdsOf(visible);
  const realmKey = { companyId: ctx.companyId, realmId: connection.realmId };
  const shown = await invoiceOf(ctx.db, realmKey, dealIds, invoiceId);
  if (!shown) throw new AppError('not_found');
  const { row, fresh } = await lookedAt(ctx, connection, dealIds, shown);
  const { facts } = row;
  const rowContext = await rowContextFor(ctx, connection);
  const kept = await storedProfile(ctx.db, ctx.companyId, connection.realmId);
  const payments = await mirroredPayments(ctx.db, realmKey, facts.paymentIds);
  const deal = (context.of === 'deal' && visible.deals?.[0]) || null;
  const history = await entriesAbout(ctx.db, {
    ...realmKey,
    subject: invoiceId,
    actions: invoiceEntries,
  });
  return {
    invoice: invoiceRow(row, rowContext),
    ...partsOf(facts),
    discountPercent: discountPercent(facts),
    tax: facts.tax,
    taxed: mayBeTaxed(facts, kept?.profile ?? null),
    homeCurrency: kept?.profile.homeCurrency ?? null,
    memo: facts.memo,
    message: facts.message,
    email: facts.email,
    cc: facts.cc,
    termId: facts.termId,
    ...editOptions(facts, kept?.profile ?? null),
    deliveredAt: facts.deliveredAt,
    payments: paymentsInOrder(facts, payments).map((one) => ({
      ...one,
      openUrl: one.id === null ? null : paymentLink(rowContext, one.id),
    })),
    linkedDeals: await linkedDeals(ctx, realmKey, invoiceId),
    history: history.map(({ at, who, action, details }) => ({
      at: iso(at),
      who,
      action,
      details: details ?? {},
    })),
    readHow: row.readHow,
    fresh,
    seen: editFingerprint(facts),
    unsaved: await unsavedEdit(ctx.db, { ...realmKey, invoiceId }, facts),
    room: deal && { deal: deal.title, ...(await leftToBill(ctx, connection, deal)) },
    linesCanChange: linesCanChange(facts),
    today: rowContext.today,
    texts: await editedTexts(ctx.db, { ...realmKey, invoiceId }, facts),
  };
};
