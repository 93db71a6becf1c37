import { ownedConnection } from '../connection/invoice-access.ts';
import type { Ctx, Service } from '../context.ts';
import { transact } from '../db/transact.ts';
import type { PanelContext } from '../invoices/contract.ts';
import { visiblePanelContext } from '../invoices/visible-context.ts';
import type { invoiceOffers } from './contract.ts';
import { declineOffers, restoreOffers } from './declined-offers.ts';

type Input = { context: PanelContext; invoiceIds: string[] };

/** Checks that the user may see the context and its invoices. */
const choiceOf = async (ctx: Ctx, input: Input) => {
  const { realmId } = await ownedConnection(ctx);
  await visiblePanelContext(ctx, input.context);
  const { companyId, userId } = ctx;
  return { ...input, companyId, realmId, userId, at: ctx.clock.now() };
};

export const invoiceOffersService: Service<typeof invoiceOffers> = {
  async decline(ctx, input) {
    const choice = await choiceOf(ctx, input);
    await transact(ctx.db, (tx) => declineOffers(tx, choice));
    return {};
  },

  async restore(ctx, input) {
    const choice = await choiceOf(ctx, input);
    await transact(ctx.db, (tx) => restoreOffers(tx, choice));
    return {};
  },
};
