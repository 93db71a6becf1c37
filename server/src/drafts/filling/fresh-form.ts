import { randomUUID } from 'node:crypto';
import { AppError } from '../../app-error.ts';
import type { OpenedEntry } from '../../billing-plans/store.ts';
import { iso, todayIn } from '../../clock.ts';
import { companyProfileOf } from '../../company-profile/company-profile.ts';
import type { OwnedConnection } from '../../connection/invoice-access.ts';
import type { Ctx } from '../../context.ts';
import { storeBasis } from '../../invoices/deal-basis.ts';
import { leftToBill } from '../../invoices/left-to-bill.ts';
import { itemsForProducts } from '../../items/items-for-products.ts';
import type { DealWithFields } from '../../pipedrive/gateway.ts';
import { preferencesOf } from '../../preferences/service.ts';
import type { DraftContent } from '../../shared/contract/draft-content.ts';
import type { DraftForm } from '../contract.ts';
import { proposeInvoiceNumber } from '../numbering/propose-invoice-number.ts';
import { withNumbering } from '../numbering/with-numbering.ts';
import { knownRecordsOf, recordsNamedIn } from '../preflight/known-records.ts';
import { besidePlan } from './beside-plan.ts';
import { asDifference, differenceRows } from './difference-rows.ts';
import { discountsOfEntry, fillEntry, productsOfEntry } from './fill-entry.ts';
import { fillFromDeal } from './fill-from-deal.ts';
import { formParties, rateFor, rememberedFor, usualRecipients } from './form-data.ts';
import { withVariationNames } from './variation-names.ts';

/** What the form bills of the deal: all of it by default. */
export type Billed = {
  /** An entry of its billing plan. */
  entry: OpenedEntry | null;
  /** What it has more than its invoices billed. */
  difference: boolean;
};

/**
 * Returns a form filled from the deal, for an entry of its billing plan, or from its difference
 * since it was invoiced, not yet stored. Throws what the gateways throw, not_possible without a
 * difference to bill, and plan_currency for an entry in another currency than the deal's.
 */
export const freshForm = async (
  ctx: Ctx,
  connection: OwnedConnection,
  deal: DealWithFields,
  { entry, difference }: Billed,
): Promise<DraftForm> => {
  if (entry && entry.currency !== deal.currency) throw new AppError('plan_currency');
  const [read, preferences] = await Promise.all([
    companyProfileOf(ctx, connection),
    preferencesOf(ctx),
  ]);
  const profile = withNumbering(read, preferences);
  const status = unsavedStatus(entry);
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
  const rows = more ?? {
    products: entry ? productsOfEntry(products, entry) : products,
    discounts: entry ? discountsOfEntry(discounts, entry) : discounts,
  };
  const filled = fillFromDeal({
    // Without its value, a deal without products adds no line of its own.
    deal: more ? { ...deal, value: null } : deal,
    products: await withVariationNames(ctx, rows.products),
    discounts: rows.discounts,
    customer,
    texts: parties.fields.texts,
    term: preferences.term,
    valuesIncludeTax: preferences.valuesIncludeTax,
    profile,
    candidates,
    usualRecipients: usual,
    remembered: await rememberedFor(ctx, connection, candidates),
    items: await itemsForProducts(ctx, connection, rows.products),
    today,
    exchangeRate,
    proposedNumber: proposed.number,
    newKey: randomUUID,
  });
  const room = await leftToBill(ctx, connection, deal);
  const contentOf = async (): Promise<DraftContent> => {
    if (entry) return fillEntry(ctx, connection, { entry, deal, filled, profile, room });
    return more ? asDifference(filled, deal, more.amounts, randomUUID) : filled;
  };
  const content = await contentOf();
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
    room,
    ...(await besidePlan(ctx, connection, deal, status.id)),
    missingFields: [...missing, ...parties.fields.missing],
    known: await knownRecordsOf(ctx, connection, recordsNamedIn(status.id, content)),
    usualRecipients: usual,
    proposedNumber: proposed.number,
    numberTrouble: proposed.trouble,
  };
};

/**
 * The id is known before the first save, so that a repeated first save is idempotent. An entry of
 * the billing plan has one id for all its forms, and the version of its draft that was discarded.
 */
const unsavedStatus = (entry: OpenedEntry | null): DraftForm['status'] => ({
  id: entry?.draftId ?? randomUUID(),
  version: entry?.draft?.version ?? 0,
  state: 'editing',
  sentAt: null,
  invoice: null,
  totalsComparison: null,
  sending: null,
  refusal: null,
  notCreated: false,
  found: [],
});
