import { AppError } from '../app-error.ts';
import { realmOf } from '../company-profile/connected-realm.ts';
import { activeConnection, ownedConnection } from '../connection/invoice-access.ts';
import type { Ctx } from '../context.ts';
import { transact } from '../db/transact.ts';
import type { Context } from '../invoices/contract.ts';
import { visibleContext } from '../invoices/visible-context.ts';
import { dropReplaced, linkCurrency } from './link-currency.ts';
import { linkOfContext } from './linked-customer.ts';
import { readCustomer } from './read-customer.ts';
import { deleteLink, replaceLink } from './store.ts';

const dealOf = (context: Context): number | null => (context.of === 'deal' ? context.id : null);

/**
 * Links a QuickBooks customer to the organization of this context, or to its person when there is
 * no organization: in a deal of the customer's currency as the customer for this currency, else as
 * the main one, which then applies to this deal too. Throws not_possible when it has neither, or
 * the customer is missing or inactive.
 */
export const linkCustomer = async (
  ctx: Ctx,
  context: Context,
  customerId: string,
): Promise<void> => {
  const connection = await activeConnection(ctx);
  const { party, deals } = await visibleContext(ctx, context);
  if (!party) throw new AppError('not_possible');
  const { name, currency } = await readCustomer(ctx, realmOf(connection), customerId);
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
  const dealCurrency = context.of === 'deal' ? (deals?.[0]?.currency ?? null) : null;
  await transact(ctx.db, async (tx) => {
    if (currency !== null && currency === dealCurrency) {
      const under = await linkCurrency(tx, link, currency);
      return replaceLink(tx, { ...link, currency: under }, dealOf(context));
    }
    // The customer for the deal's currency would apply instead of the one that was chosen.
    if (dealCurrency) await dropReplaced(tx, link, dealCurrency);
    await dropReplaced(tx, link, currency);
    return replaceLink(tx, { ...link, currency: '' }, dealOf(context));
  });
};

/** Removes the link of this context, if any; invoices stay linked to their deals. */
export const removeLink = async (ctx: Ctx, context: Context): Promise<void> => {
  const { realmId } = await ownedConnection(ctx);
  const visible = await visibleContext(ctx, context);
  const link = await linkOfContext(ctx.db, { companyId: ctx.companyId, realmId }, context, visible);
  if (!link) return;
  const by = { userId: ctx.userId, at: ctx.clock.now(), dealId: dealOf(context) };
  await deleteLink(ctx.db, link, by);
};
