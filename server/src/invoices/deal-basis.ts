import { and, eq, getTableColumns, sql } from 'drizzle-orm';
import type { Ctx } from '../context.ts';
import { preparedRows } from '../db/prepared.ts';
import { transact } from '../db/transact.ts';
import { dealHash } from '../drift/content-hash.ts';
import type { Deal, DealDiscount, DealProduct } from '../pipedrive/gateway.ts';
import type { SavedPreferences } from '../preferences/contract.ts';
import { inputLimits } from '../shared/checks/input-limits.ts';
import { dealSnapshot } from '../shared/drift/deal-snapshot.ts';
import { basisOfRows, type DealBasis, type ValueBasis } from '../shared/money/deal-value-basis.ts';
import { fallbackWhenRefused } from '../vendor-calls/fallback-when-unavailable.ts';
import { dealBases } from './tables.ts';

/**
 * Product rows can change without changing the deal's value, so a basis is derived again after this
 * time.
 */
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

const readStoredBasis = async ({ db, companyId }: Ctx, dealId: number) =>
  (await ofDeal(db, { companyId, dealId }))[0];

const hasSameValue = (row: Pick<Stored, 'value' | 'currency'>, deal: Deal): boolean =>
  row.value === (deal.value ?? '') && row.currency === deal.currency;

/**
 * Stores whether the deal's value includes tax, derived from its product rows and discounts, and
 * these rows, with which later changes are compared.
 */
export const storeBasis = async (
  ctx: Ctx,
  deal: Deal,
  products: DealProduct[],
  discounts: DealDiscount[],
): Promise<void> => {
  const content = dealSnapshot(deal, products, discounts, inputLimits.lines);
  const row = {
    companyId: ctx.companyId,
    dealId: deal.id,
    value: deal.value ?? '',
    currency: deal.currency,
    basis: basisOfRows(deal, products, discounts),
    derivedAt: ctx.clock.now(),
    content,
    contentHash: content && dealHash(content),
  };
  await transact(ctx.db, (tx) =>
    tx
      .insert(dealBases)
      .values(row)
      .onConflictDoUpdate({ target: [dealBases.companyId, dealBases.dealId], set: row }),
  );
};

/**
 * Derives and stores the deal's basis unless it is fresh for the current value. Costs two Pipedrive
 * calls and does nothing when Pipedrive is unavailable; do not await it on the first paint.
 */
export const deriveBasis = async (ctx: Ctx, deal: Deal): Promise<void> => {
  const storedBasis = await readStoredBasis(ctx, deal.id);
  const isFresh =
    storedBasis &&
    hasSameValue(storedBasis, deal) &&
    storedBasis.derivedAt + derivedForMs > ctx.clock.now();
  if (deal.value === null || isFresh) return;
  await fallbackWhenRefused(() => readBasis(ctx, deal), undefined);
};

/** Reads the deal's products and discounts, two calls, and stores what follows from them. */
export const readBasis = async (ctx: Ctx, deal: Deal): Promise<void> => {
  const [products, discounts] = await Promise.all([
    ctx.pipedrive.dealProducts(ctx, deal.id),
    ctx.pipedrive.dealDiscounts(ctx, deal.id),
  ]);
  await storeBasis(ctx, deal, products, discounts);
};

type Stored = {
  value: string | null;
  currency: string | null;
  basis: ValueBasis | null;
  saved: SavedPreferences | null;
};

/**
 * Returns the basis derived from the deal's products when it belongs to the current value, else the
 * company's setting.
 */
export const basisFrom = (deal: Deal | null, row: Stored | undefined): DealBasis => {
  if (deal && row?.basis && hasSameValue(row, deal)) return { basis: row.basis, derived: true };
  return { basis: row?.saved?.valuesIncludeTax ? 'with_tax' : 'without_tax', derived: false };
};
