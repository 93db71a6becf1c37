import { and, eq, getTableColumns, sql } from 'drizzle-orm';
import type { Ctx } from '../context.ts';
import { preparedRows } from '../db/prepared.ts';
import { transact } from '../db/transact.ts';
import { fallbackWhenRefused } from '../fallback-when-unavailable.ts';
import type { Deal, DealDiscount, DealProduct } from '../pipedrive/gateway.ts';
import type { SavedPreferences } from '../preferences/contract.ts';
import { basisOfRows, type DealBasis, type ValueBasis } from '../shared/money/deal-value-basis.ts';
import { dealBases } from './tables.ts';

/** Rows can change without the deal's value: what was derived longer ago is derived again. */
const derivedForMs = 24 * 3_600_000;

const ofDeal = preparedRows(getTableColumns(dealBases), (db) =>
  db
    .select()
    .from(dealBases)
    .where(
      and(
        eq(dealBases.companyId, sql.placeholder('companyId')),
        eq(dealBases.dealId, sql.placeholder('dealId')),
      ),
    ),
);

const stored = async ({ db, companyId }: Ctx, dealId: number) =>
  (await ofDeal(db, { companyId, dealId }))[0];

const isOfValue = (row: Pick<Stored, 'value' | 'currency'>, deal: Deal): boolean =>
  row.value === (deal.value ?? '') && row.currency === deal.currency;

/** Stores whether the deal's value includes tax, as these rows of it show. */
export const storeBasis = async (
  ctx: Ctx,
  deal: Deal,
  products: DealProduct[],
  discounts: DealDiscount[],
): Promise<void> => {
  const row = {
    companyId: ctx.companyId,
    dealId: deal.id,
    value: deal.value ?? '',
    currency: deal.currency,
    basis: basisOfRows(deal, products, discounts),
    derivedAt: ctx.clock.now(),
  };
  await transact(ctx.db, (tx) =>
    tx
      .insert(dealBases)
      .values(row)
      .onConflictDoUpdate({ target: [dealBases.companyId, dealBases.dealId], set: row }),
  );
};

/**
 * Derives the deal's basis where it is not known for the value that the deal has now: two calls to
 * Pipedrive, for optional data. Not for what the first paint waits for.
 */
export const deriveBasis = async (ctx: Ctx, deal: Deal): Promise<void> => {
  const known = await stored(ctx, deal.id);
  const isFresh =
    known && isOfValue(known, deal) && known.derivedAt + derivedForMs > ctx.clock.now();
  if (deal.value === null || isFresh) return;
  await fallbackWhenRefused(async () => {
    const [products, discounts] = await Promise.all([
      ctx.pipedrive.dealProducts(ctx, deal.id),
      ctx.pipedrive.dealDiscounts(ctx, deal.id),
    ]);
    await storeBasis(ctx, deal, products, discounts);
  }, undefined);
};

type Stored = {
  value: string | null;
  currency: string | null;
  basis: ValueBasis | null;
  saved: SavedPreferences | null;
};

/**
 * Whether the deal's value is compared with tax or without: as its products showed for the value that it has
 * now, else as the company's setting says.
 */
export const basisFrom = (deal: Deal | null, row: Stored | undefined): DealBasis => {
  if (deal && row?.basis && isOfValue(row, deal)) return { basis: row.basis, derived: true };
  return { basis: row?.saved?.valuesIncludeTax ? 'with_tax' : 'without_tax', derived: false };
};
