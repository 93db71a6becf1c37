import type { Product } from '../world/rows.ts';
import type { Call, Endpoint } from './endpoint.ts';
import { cursorPage, sorted } from './paging.ts';
import { notFound } from './problem.ts';

const read = ['products:read', 'products:full'];

/**
 * v2 endpoints of the product catalogue.
 * https://developers.pipedrive.com/docs/api/v1/openapi-v2.yaml
 */
export function productEndpoints(v2: Endpoint): void {
  v2('GET', '/products', { cost: 10, scopes: read }, (call) => {
    const ids = call.query.ids('ids');
    const rows = catalogue(call).filter((one) => ids?.includes(one.id) ?? true);
    const page = cursorPage(sorted(rows, call.query, ['id', 'name', 'add_time']), call.query);
    return { ...page, data: page.data.map(productAnswer) };
  });
  v2('GET', '/products/:id', { cost: 1, scopes: read }, (call) => ({
    data: productAnswer(productAsked(call)),
  }));
  v2('GET', '/products/:id/variations', { cost: 10, scopes: read }, (call) => {
    const product = productAsked(call);
    const page = cursorPage(product.variations ?? [], call.query);
    return { ...page, data: page.data.map((one) => variationAnswer(product, one)) };
  });
}

function productAsked(call: Call): Product {
  const product = catalogue(call).find((one) => one.id === Number(call.params.id));
  if (!product) throw notFound();
  return product;
}

function variationAnswer(
  product: Product,
  { id, name, price, currency }: NonNullable<Product['variations']>[number],
): Record<string, unknown> {
  const cost = { cost: 0, direct_cost: null, notes: '' };
  const prices = [{ product_variation_id: id, price: Number(price), currency, ...cost }];
  return { id, name, product_id: product.id, prices };
}

function catalogue(call: Call): Product[] {
  return call.world.products.filter(
    (one) => one.company_id === call.caller.companyId && !one.is_deleted,
  );
}

function productAnswer(product: Product): Record<string, unknown> {
  const { company_id: _, prices, variations: __, ...plain } = product;
  return {
    ...plain,
    category: null,
    is_linkable: true,
    visible_to: 3,
    billing_frequency: 'one-time',
    billing_frequency_cycles: null,
    prices: prices.map((one) => ({
      product_id: product.id,
      price: Number(one.price),
      currency: one.currency,
      cost: 0,
      direct_cost: null,
      notes: '',
    })),
    custom_fields: {},
  };
}
