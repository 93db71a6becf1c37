import { randomUUID } from 'node:crypto';
import { iso, todayIn } from '../../clock.ts';
import { companyProfileOf } from '../../company-profile/company-profile.ts';
import type { OwnedConnection } from '../../connection/invoice-access.ts';
import type { Ctx } from '../../context.ts';
import { storeBasis } from '../../invoices/deal-basis.ts';
import { leftToBill } from '../../invoices/left-to-bill.ts';
import { itemsForProducts } from '../../items/items-for-products.ts';
import type { DealWithFields } from '../../pipedrive/gateway.ts';
import { preferencesOf } from '../../preferences/service.ts';
import type { DraftForm } from '../contract.ts';
import { proposeInvoiceNumber } from '../numbering/propose-invoice-number.ts';
import { withNumbering } from '../numbering/with-numbering.ts';
import { knownRecordsOf, recordsNamedIn } from '../preflight/known-records.ts';
import { asDifference, differenceRows } from './difference-rows.ts';
import { fillFromDeal } from './fill-from-deal.ts';
import { formParties, rateFor, rememberedFor, usualRecipients } from './form-data.ts';

/**
 * Returns a form filled from the deal, or from its difference since it was invoiced, not yet stored.
 * Throws what the gateways throw, and not_possible without a difference to bill.
 */
export const freshForm = async (
  ctx: Ctx,
  connection: OwnedConnection,
  deal: DealWithFields,
  difference = false,
): Promise<DraftForm> => {
  const [read, preferences] = await Promise.all([
    companyProfileOf(ctx, connection),
    preferencesOf(ctx),
  ]);
  const profile = withNumbering(read, preferences);
  const status = unsavedStatus();
  const today = todayIn(profile.zone, ctx.clock.now());
  const [parties, products, discounts, proposed, exchangeRate] = await Promise.all([
    formParties(ctx, connection, deal, preferences, null),
    ctx.pipedrive.dealProducts(ctx, deal.id),
    ctx.pipedrive.dealDiscounts(ctx, deal.id),
    proposeInvoiceNumber(ctx, connection, profile, preferences.numberPattern, {
      deal,
      date: today,
      draftId: status.id,
    }),
    rateFor(ctx, connection, profile, { currency: deal.currency, issueDate: today }),
  ]);
  await storeBasis(ctx, deal, products, discounts);
  const { missing, ...customer } = parties.details;
  // Another candidate does not replace a lost customer without the user.
  const candidates = parties.lost ? [] : parties.candidates;
  const usual = usualRecipients(customer, profile);
  const realmKey = { companyId: ctx.companyId, realmId: connection.realmId };
  const more = difference ? await differenceRows(ctx.db, realmKey, deal, products) : null;
  const rows = more ?? { products, discounts };
  const filled = fillFromDeal({
    // Without its value, a deal without products adds no line of its own.
    deal: more ? { ...deal, value: null } : deal,
    products: rows.products,
    discounts: rows.discounts,
    customer,
    term: preferences.term,
    valuesIncludeTax: preferences.valuesIncludeTax,
    profile,
    candidates,
    usualRecipients: usual,
    remembered: await rememberedFor(ctx, connection, candidates, deal.currency),
    items: await itemsForProducts(ctx, connection, rows.products),
    today,
    exchangeRate,
    proposedNumber: proposed.number,
    newKey: randomUUID,
  });
  const content = more ? asDifference(filled, deal, more.amounts, randomUUID) : filled;
  return {
    status,
    savedAt: null,
    today,
    openedAt: iso(ctx.clock.now()),
    content,
    profile,
    candidates: parties.candidates,
    lost: parties.lost,
    deal: parties.deal,
    room: await leftToBill(ctx, connection, deal),
    missingFields: missing,
    known: await knownRecordsOf(ctx, connection, recordsNamedIn(status.id, content)),
    usualRecipients: usual,
    proposedNumber: proposed.number,
    numberTrouble: proposed.trouble,
  };
};

/** The id is generated before the first save, so that a repeated first save is idempotent. */
const unsavedStatus = (): DraftForm['status'] => ({
  id: randomUUID(),
  version: 0,
  state: 'editing',
  sentAt: null,
  invoice: null,
  totalsComparison: null,
  sending: null,
  refusal: null,
  notCreated: false,
  found: [],
});
