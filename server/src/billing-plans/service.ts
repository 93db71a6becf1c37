import { AppError } from '../app-error.ts';
import { companyToday } from '../company-profile/company-today.ts';
import { ownedConnection, readableConnection } from '../connection/invoice-access.ts';
import type { Ctx, Service } from '../context.ts';
import type { Deal } from '../pipedrive/gateway.ts';
import { periodFrom } from '../shared/billing/periods.ts';
import type { billingPlans, EnteredEntry } from './contract.ts';
import { planSources, readInstallments, recurrenceOf } from './plan-sources.ts';
import { showPlan } from './show-plan.ts';
import { sourceKeyOf } from './source-key.ts';
import { entriesOf, savePlan } from './store.ts';

export const billingPlansService: Service<typeof billingPlans> = {
  async show(ctx, { dealId, fresh = false }) {
    const connection = await readableConnection(ctx);
    const deal = await (fresh ? ctx.dealCheck.now(ctx, dealId) : ctx.dealCheck(ctx, dealId));
    return showPlan(ctx, connection, deal);
  },

  async sources(ctx, { dealId }) {
    const { realmId } = await ownedConnection(ctx);
    const deal = await ctx.dealCheck.now(ctx, dealId);
    return planSources(ctx, deal, await companyToday(ctx, realmId));
  },

  async save(ctx, { dealId, version, entries }) {
    const connection = await ownedConnection(ctx);
    const deal = await ctx.dealCheck.now(ctx, dealId);
    const { companyId, userId } = ctx;
    const key = { companyId, realmId: connection.realmId, dealId };
    const known = new Set((await entriesOf(ctx.db, key)).map(({ sourceKey }) => sourceKey));
    const added = entries.filter(({ source }) => source && !known.has(sourceKeyOf(source)));
    await checkSources(ctx, deal, added);
    const now = ctx.clock.now();
    await savePlan(ctx.db, { ...key, version, entries, deal, userId, now });
    return showPlan(ctx, connection, deal);
  },
};

/** Throws not_found for an instalment or a period that the deal does not have in Pipedrive. */
const checkSources = async (ctx: Ctx, deal: Deal, entries: EnteredEntry[]): Promise<void> => {
  const sources = entries.flatMap(({ source }) => source ?? []);
  const installmentIds = sources.flatMap((one) =>
    one.kind === 'installment' ? one.installmentId : [],
  );
  if (installmentIds.length > 0) {
    const ids = new Set((await readInstallments(ctx, deal.id))?.map(({ id }) => id));
    if (installmentIds.some((id) => !ids.has(id))) throw new AppError('not_found');
  }
  const periods = sources.flatMap((one) => (one.kind === 'period' ? one : []));
  if (periods.length === 0) return;
  const products = await ctx.pipedrive.dealProducts(ctx, deal.id);
  const recurrences = products.flatMap((product) => recurrenceOf(product) ?? []);
  const exists = (period: (typeof periods)[number]) =>
    recurrences.some(
      (recurrence) =>
        recurrence.frequency === period.frequency &&
        periodFrom(recurrence, period.from)?.to === period.to,
    );
  if (!periods.every(exists)) throw new AppError('not_found');
};
