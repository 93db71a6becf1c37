import { randomUUID } from 'node:crypto';
import { booksOf } from '../../books/service.ts';
import { iso, todayIn } from '../../clock.ts';
import type { HolderConnection } from '../../connection/holder.ts';
import type { Ctx } from '../../context.ts';
import { storeBasis } from '../../invoices/deal-basis.ts';
import { roomOnDeal } from '../../invoices/room-on-deal.ts';
import { itemsForProducts } from '../../items/items-for-products.ts';
import type { DealWithFields } from '../../pipedrive/gateway.ts';
import { preferencesOf } from '../../preferences/service.ts';
import type { DraftForm } from '../contract.ts';
import { nextNumber, partiesAround, rateFor } from './around-the-form.ts';
import { fillFromDeal } from './fill-from-deal.ts';

/** A form filled from the deal, not yet stored. */
export const freshForm = async (
  ctx: Ctx,
  connection: HolderConnection,
  deal: DealWithFields,
): Promise<DraftForm> => {
  const [books, prefs] = await Promise.all([booksOf(ctx, connection), preferencesOf(ctx)]);
  const today = todayIn(books.zone, ctx.clock.now());
  const [around, products, discounts, proposedNumber, exchangeRate] = await Promise.all([
    partiesAround(ctx, connection, deal, prefs, null),
    ctx.pipedrive.dealProducts(ctx, deal.id),
    ctx.pipedrive.dealDiscounts(ctx, deal.id),
    nextNumber(ctx, connection, books),
    rateFor(ctx, connection, books, { currency: deal.currency, issueDate: today }),
  ]);
  await storeBasis(ctx, deal, products, discounts);
  const { missing, ...customer } = around.details;
  const content = fillFromDeal({
    deal,
    products,
    discounts,
    customer,
    term: prefs.term,
    valuesIncludeTax: prefs.valuesIncludeTax,
    books,
    // Whoever else is linked is not put in the place of one that is lost: the user says who it is.
    candidates: around.lost ? [] : around.candidates,
    items: await itemsForProducts(ctx, connection, products),
    today,
    exchangeRate,
    proposedNumber,
    newKey: randomUUID,
  });
  return {
    status: untouched(),
    savedAt: null,
    openedAt: iso(ctx.clock.now()),
    content,
    books,
    candidates: around.candidates,
    lost: around.lost,
    deal: around.deal,
    room: await roomOnDeal(ctx, connection, deal),
    missingFields: missing,
    proposedNumber,
  };
};

/** A form nobody has saved yet already has its id: the first save may be repeated safely. */
const untouched = (): DraftForm['status'] => ({
  id: randomUUID(),
  version: 0,
  state: 'editing',
  sentAt: null,
  invoice: null,
  proof: null,
  refusal: null,
  notCreated: false,
  found: [],
});
