import { AppError } from '../app-error.ts';
import { entriesAbout, invoiceEntries } from '../audit/store.ts';
import { iso } from '../clock.ts';
import { storedProfile } from '../company-profile/store.ts';
import { type ReadableConnection, readableConnection } from '../connection/invoice-access.ts';
import type { Ctx } from '../context.ts';
import { recipientsOf } from '../customers/recipients.ts';
import { driftOn } from '../drift/store.ts';
import { partsOf } from '../quickbooks/translate/invoice-parts.ts';
import { discountPercent } from '../quickbooks/translate/raw-lines.ts';
import { paymentLink } from '../quickbooks/web-links.ts';
import { paymentsInOrder } from '../shared/money/payments-in-order.ts';
import { fallbackWhenUnavailable } from '../vendor-calls/fallback-when-unavailable.ts';
import { editFingerprint } from './changes/edit-fingerprint.ts';
import { editOptions } from './changes/edit-options.ts';
import { editedTexts } from './changes/edited-texts.ts';
import { unsavedEdit } from './changes/unsaved-edit.ts';
import type { Context, InvoicePage } from './contract.ts';
import { invoiceRow } from './invoice-row.ts';
import { leftToBill } from './left-to-bill.ts';
import { belongsTo } from './linked-deals.ts';
import { mayBeTaxed } from './may-be-taxed.ts';
import { invoiceOf, type WholeRow } from './mirror/invoice-row-queries.ts';
import { mirroredPayments } from './mirror/payment-store.ts';
import { refreshInvoices } from './mirror/refresh-invoices.ts';
import { linesCanChange } from './possible-actions.ts';
import { rowContextFor } from './row-context.ts';
import { dealIdsOf, visibleContext } from './visible-context.ts';

/**
 * Returns the row after reading QuickBooks, or the stored row when it is deleted, or QuickBooks is
 * unavailable. `fresh` is false when the read failed.
 */
const refreshedRow = async (
  ctx: Ctx,
  connection: ReadableConnection,
  dealIds: number[] | null,
  storedRow: WholeRow,
): Promise<{ row: WholeRow; fresh: boolean }> => {
  if (storedRow.deleted) return { row: storedRow, fresh: true };
  if (connection.state !== 'active') return { row: storedRow, fresh: false };
  const refresh = async () => {
    await refreshInvoices(ctx, connection, [storedRow], 'refresh');
    return true;
  };
  const fresh = await fallbackWhenUnavailable(refresh, false);
  const realmKey = { companyId: ctx.companyId, realmId: connection.realmId };
  const row = (await invoiceOf(ctx.db, realmKey, dealIds, storedRow.invoiceId)) ?? storedRow;
  return { row, fresh: fresh && row.unreadable === null };
};

/**
 * Returns one invoice in full; costs one QuickBooks call unless `stored`. Throws not_found when the
 * invoice is not in this context.
 */
export const invoicePage = async (
  ctx: Ctx,
  { context, invoiceId, stored }: { context: Context; invoiceId: string; stored?: boolean },
): Promise<InvoicePage> => {
  const connection = await readableConnection(ctx);
  const visible = await visibleContext(ctx, context);
  const dealIds = dealIdsOf(visible);
  const realmKey = { companyId: ctx.companyId, realmId: connection.realmId };
  const storedRow = await invoiceOf(ctx.db, realmKey, dealIds, invoiceId);
  if (!storedRow) throw new AppError('not_found');
  const { row, fresh } = stored
    ? { row: storedRow, fresh: connection.state === 'active' && storedRow.unreadable === null }
    : await refreshedRow(ctx, connection, dealIds, storedRow);
  const { facts } = row;
  const rowContext = await rowContextFor(ctx, connection);
  const companyProfile = await storedProfile(ctx.db, ctx.companyId, connection.realmId);
  const payments = await mirroredPayments(ctx.db, realmKey, facts.paymentIds);
  const deal = (context.of === 'deal' && visible.deals?.[0]) || null;
  const history = await entriesAbout(ctx.db, {
    ...realmKey,
    subject: invoiceId,
    actions: invoiceEntries,
  });
  return {
    connection: connection.state,
    invoice: invoiceRow(row, rowContext),
    ...partsOf(facts),
    discountPercent: discountPercent(facts),
    tax: facts.tax,
    taxed: mayBeTaxed(facts, companyProfile?.profile ?? null),
    homeCurrency: companyProfile?.profile.homeCurrency ?? null,
    memo: facts.memo,
    message: facts.message,
    email: facts.email,
    cc: facts.cc,
    bcc: facts.bcc ?? '',
    remembered: await recipientsOf(ctx.db, { ...realmKey, customerId: row.customerId }),
    termId: facts.termId,
    fields: facts.fields ?? null,
    ...editOptions(facts, companyProfile?.profile ?? null),
    deliveredAt: facts.deliveredAt,
    payments: paymentsInOrder(facts, payments).map((payment) => ({
      ...payment,
      openUrl: payment.id === null ? null : paymentLink(rowContext, payment.id),
    })),
    ...(await belongsTo(ctx, realmKey, { invoiceId, customerId: row.customerId })),
    history: history.map(({ at, who, action, details }) => ({
      at: iso(at),
      who,
      action,
      details: details ?? {},
    })),
    fresh,
    seen: editFingerprint(facts),
    unsaved: await unsavedEdit(ctx.db, { ...realmKey, invoiceId }, facts),
    room: deal && {
      deal: deal.title,
      ...(row.covers && { covers: row.covers }),
      ...(await leftToBill(ctx, connection, deal)),
    },
    drift: await driftOn(ctx, realmKey, { invoiceId, dealIds, dealId: deal?.id ?? null }),
    linesCanChange: linesCanChange(facts),
    today: rowContext.today,
    dayEndsAt: iso(rowContext.dayEndsAt),
    texts: await editedTexts(ctx.db, { ...realmKey, invoiceId }, facts),
  };
};
