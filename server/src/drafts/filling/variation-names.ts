import type { Ctx } from '../../context.ts';
import type { DealProduct } from '../../pipedrive/gateway.ts';
import { fallbackWhenRefused } from '../../vendor-calls/fallback-when-unavailable.ts';

/** Products whose variations are read for one form; each is one call. */
const mostProducts = 20;

/**
 * Adds the names of the variations of deal products; without a name while Pipedrive does not give
 * it, or for a variation that was deleted.
 */
export const withVariationNames = async (
  ctx: Ctx,
  products: DealProduct[],
): Promise<DealProduct[]> => {
  const withVariation = products.filter(({ variation }) => variation);
  const productIds = [...new Set(withVariation.map(({ productId }) => productId))];
  const read = await Promise.all(
    productIds
      .slice(0, mostProducts)
      .map((productId) =>
        fallbackWhenRefused(() => ctx.pipedrive.productVariations(ctx, productId), []),
      ),
  );
  const names = new Map(read.flat().map(({ id, name }) => [id, name]));
  return products.map((product) => {
    const name = names.get(product.variation?.id ?? 0);
    return product.variation && name
      ? { ...product, variation: { ...product.variation, name } }
      : product;
  });
};
