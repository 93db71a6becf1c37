import { isAppError } from '../app-error.ts';
import type { Ctx } from '../context.ts';
import type { Deal, DealProduct, Installment } from '../pipedrive/gateway.ts';
import {
  type Period,
  periodKey,
  periodsUntil,
  type Recurrence,
} from '../shared/billing/periods.ts';
import type { Output } from '../shared/contract/contract.ts';
import { addMonths } from '../shared/dates/due-date.ts';
import { Big, cents, money, parseDecimal } from '../shared/money/money.ts';
import type { billingPlans } from './contract.ts';

const periodsAhead = 12;

export type PlanSources = Output<typeof billingPlans.sources>;

/** When a product of a deal is billed again; null for a one-time one and without a start date. */
export const recurrenceOf = ({ billing }: DealProduct): Recurrence | null =>
  billing?.startDate === undefined
    ? null
    : { frequency: billing.frequency, cycles: billing.cycles, startsOn: billing.startDate };

/** The amount of a row less its discount, in cents; null when it has no price in `currency`. */
const rowAmount = (row: DealProduct, currency: string): Big | null => {
  const [price, quantity] = [parseDecimal(row.price), parseDecimal(row.quantity)];
  if (price === null || quantity === null) return null;
  if (row.currency !== '' && row.currency !== currency) return null;
  const full = price.times(quantity);
  const off = new Big(row.discount.value);
  return cents(full.minus(row.discount.kind === 'percent' ? full.times(off).div(100) : off));
};

type Shown = PlanSources['periods'][number];

/** The periods of recurring rows by date; rows with the same period are billed together. Pure. */
export const periodsOf = (products: DealProduct[], currency: string, today: string): Shown[] => {
  const periods = new Map<string, Period & { amount: Big; names: string[] }>();
  for (const product of products) {
    const recurrence = recurrenceOf(product);
    const amount = rowAmount(product, currency);
    if (recurrence === null || amount === null) continue;
    for (const period of periodsUntil(recurrence, today, periodsAhead)) {
      if (period.from <= addMonths(today, -12)) continue;
      const known = periods.get(periodKey(period));
      periods.set(periodKey(period), {
        ...period,
        amount: (known?.amount ?? new Big(0)).plus(amount),
        names: [...(known?.names ?? []), product.name],
      });
    }
  }
  return [...periods.values()]
    .sort((one, other) => one.from.localeCompare(other.from))
    .map(({ amount, names, ...period }) => ({
      ...period,
      amount: money(amount),
      products: names.join(', ').slice(0, 200),
    }))
    .filter(({ amount }) => Number(amount) > 0);
};

/** Null when Pipedrive refuses, because the company's plan or the user has no instalments. */
export const readInstallments = async (ctx: Ctx, dealId: number): Promise<Installment[] | null> => {
  try {
    return await ctx.pipedrive.installments(ctx, dealId);
  } catch (error) {
    if (isAppError(error, 'pipedrive_forbidden', 'not_found')) return null;
    throw error;
  }
};

/** Reads what a plan can be made of from Pipedrive. Throws what the gateway throws. */
export const planSources = async (ctx: Ctx, deal: Deal, today: string): Promise<PlanSources> => {
  const [installments, products] = await Promise.all([
    readInstallments(ctx, deal.id),
    ctx.pipedrive.dealProducts(ctx, deal.id),
  ]);
  const isIncomplete = (product: DealProduct) =>
    product.billing !== undefined &&
    (product.billing.startDate === undefined || rowAmount(product, deal.currency) === null);
  return {
    installments: (installments ?? [])
      .filter(({ amount }) => new Big(amount).gt(0))
      .map(({ amount, ...one }) => ({ ...one, amount: money(new Big(amount)) })),
    installmentsRefused: installments === null,
    periods: periodsOf(products, deal.currency, today),
    currency: deal.currency,
    incomplete: products.some(isIncomplete),
  };
};
