import { AppError } from '../app-error.ts';
import { realmOf } from '../books/realm-of.ts';
import { activeConnection, holderConnection } from '../connection/holder.ts';
import type { Ctx } from '../context.ts';
import { transact } from '../db/transact.ts';
import type { Place } from '../invoices/contract.ts';
import { visiblePlace } from '../invoices/place.ts';
import { linkAt } from './linked-customer.ts';
import { readCustomer } from './read-customer.ts';
import { forgetCustomer, takeCustomer } from './store.ts';

const dealOf = (place: Place): number | null => (place.of === 'deal' ? place.id : null);

/**
 * Says which customer the place's organization is, else its person. Throws not_possible where there is
 * nobody to link, and for a customer that is gone or inactive.
 */
export const changeLink = async (ctx: Ctx, place: Place, customerId: string): Promise<void> => {
  const connection = await activeConnection(ctx);
  const { party } = await visiblePlace(ctx, place);
  if (!party) throw new AppError('not_possible');
  const { name } = await readCustomer(ctx, realmOf(connection), customerId);
  const link = {
    companyId: ctx.companyId,
    realmId: connection.realmId,
    party: party.of,
    partyId: party.id,
    customerId,
    customerName: name,
    why: 'picked' as const,
    linkedById: ctx.userId,
    linkedAt: ctx.clock.now(),
  };
  await transact(ctx.db, (tx) => takeCustomer(tx, link, dealOf(place)));
};

/** Forgets the link that counts in a place; invoices stay linked to their deals. Twice is fine. */
export const removeLink = async (ctx: Ctx, place: Place): Promise<void> => {
  const { realmId } = await holderConnection(ctx);
  const seen = await visiblePlace(ctx, place);
  const link = await linkAt(ctx.db, { companyId: ctx.companyId, realmId }, place, seen);
  if (!link) return;
  const by = { userId: ctx.userId, at: ctx.clock.now(), dealId: dealOf(place) };
  await forgetCustomer(ctx.db, link, by);
};
