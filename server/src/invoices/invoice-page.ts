import { AppError } from '../app-error.ts';
import { entriesAbout } from '../audit/store.ts';
import { keptBooks } from '../books/store.ts';
import { iso } from '../clock.ts';
import { type HolderConnection, holderConnection } from '../connection/holder.ts';
import type { Ctx } from '../context.ts';
import { partsOf } from '../quickbooks/translate/invoice-parts.ts';
import { discountPercent } from '../quickbooks/translate/told-lines.ts';
import { paymentLink } from '../quickbooks/web-links.ts';
import { paymentsInOrder } from '../shared/payments-in-order.ts';
import { softly } from '../softly.ts';
import { aroundRows } from './around.ts';
import { asSeen } from './changes/as-seen.ts';
import { editedTexts } from './changes/edited-texts.ts';
import { offeredFor } from './changes/offered.ts';
import { unsavedEdit } from './changes/unsaved-edit.ts';
import type { InvoicePage, Place } from './contract.ts';
import { invoiceRow } from './invoice-row.ts';
import { linkedDeals } from './linked-deals.ts';
import { mayBeTaxed } from './may-be-taxed.ts';
import { lookAt } from './mirror/look.ts';
import { mirroredPayments } from './mirror/payment-store.ts';
import { invoiceOf, type WholeRow } from './mirror/row-statements.ts';
import { dealIdsOf, visiblePlace } from './place.ts';
import { linesCanChange } from './possible-actions.ts';
import { roomOnDeal } from './room-on-deal.ts';

/** What the history of an invoice is made of. */
const told = [
  'invoice_created',
  'invoice_edited',
  'invoice_sent',
  'invoice_voided',
  'invoice_deleted',
  'invoice_linked',
  'invoice_unlinked',
] as const;

/** The row after a look; as it was while QuickBooks does not answer, and where nothing is left to see. */
const lookedAt = async (
  ctx: Ctx,
  connection: HolderConnection,
  dealIds: number[] | null,
  shown: WholeRow,
): Promise<{ row: WholeRow; fresh: boolean }> => {
  if (shown.deleted) return { row: shown, fresh: true };
  if (connection.state !== 'active') return { row: shown, fresh: false };
  const look = async () => {
    await lookAt(ctx, connection, [shown], 'refresh');
    return true;
  };
  const fresh = await softly(look, false);
  const books = { companyId: ctx.companyId, realmId: connection.realmId };
  const row = (await invoiceOf(ctx.db, books, dealIds, shown.invoiceId)) ?? shown;
  return { row, fresh: fresh && row.unreadable === null };
};

/** One invoice, whole: one call to QuickBooks. Throws not_found when it is none of the place's. */
export const invoicePage = async (
  ctx: Ctx,
  { place, invoiceId }: { place: Place; invoiceId: string },
): Promise<InvoicePage> => {
  const connection = await holderConnection(ctx);
  const seen = await visiblePlace(ctx, place);
  const dealIds = dealIdsOf(seen);
  const books = { companyId: ctx.companyId, realmId: connection.realmId };
  const shown = await invoiceOf(ctx.db, books, dealIds, invoiceId);
  if (!shown) throw new AppError('not_found');
  const { row, fresh } = await lookedAt(ctx, connection, dealIds, shown);
  const { facts } = row;
  const around = await aroundRows(ctx, connection);
  const kept = await keptBooks(ctx.db, ctx.companyId, connection.realmId);
  const payments = await mirroredPayments(ctx.db, books, facts.paymentIds);
  const deal = (place.of === 'deal' && seen.deals?.[0]) || null;
  const history = await entriesAbout(ctx.db, { ...books, subject: invoiceId, actions: [...told] });
  return {
    invoice: invoiceRow(row, around),
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
    ...offeredFor(facts, kept?.profile ?? null),
    deliveredAt: facts.deliveredAt,
    payments: paymentsInOrder(facts, payments).map((one) => ({
      ...one,
      openUrl: one.id === null ? null : paymentLink(around, one.id),
    })),
    linkedDeals: await linkedDeals(ctx, books, invoiceId),
    history: history.map(({ at, who, action, details }) => ({
      at: iso(at),
      who,
      action,
      details: details ?? {},
    })),
    readHow: row.readHow,
    fresh,
    seen: asSeen(facts),
    unsaved: await unsavedEdit(ctx.db, { ...books, invoiceId }, facts),
    room: deal && { deal: deal.title, ...(await roomOnDeal(ctx, connection, deal)) },
    linesCanChange: linesCanChange(facts),
    today: around.today,
    texts: await editedTexts(ctx.db, { ...books, invoiceId }, facts),
  };
};
