import { discountsOfDeal, productsOfDeal, rowSum } from '../world/deal-value.ts';
import type { Deal, DealProduct } from '../world/rows.ts';
import type { World } from '../world/world.ts';
import { visibleDeal, visibleDeals } from './deal-answer.ts';
import type { Call, Endpoint } from './endpoint.ts';
import { cursorPage, sorted } from './paging.ts';
import { forbidden, invalid } from './problem.ts';

const read = ['deals:read', 'deals:full', 'products:read', 'products:full'];
const sortable = ['id', 'add_time', 'update_time', 'order_nr', 'deal_id'];

/**
 * v2 endpoints for deal products, discounts and instalments.
 * https://developers.pipedrive.com/docs/api/v1/openapi-v2.yaml
 */
export function dealProductEndpoints(v2: Endpoint): void {
  v2('GET', '/deals/:id/products', { cost: 10, scopes: read }, (call) =>
    productPage(call, [visibleDeal(call)]),
  );
  v2('GET', '/deals/products', { cost: 10, scopes: read }, (call) =>
    productPage(call, dealsAsked(call)),
  );
  v2('GET', '/deals/:id/discounts', { cost: 10, scopes: read }, (call) => ({
    data: discountsOfDeal(call.world, visibleDeal(call)).map(({ company_id: _, ...one }) => ({
      ...one,
      amount: Number(one.amount),
      updated_at: one.created_at,
      updated_by: one.created_by,
    })),
  }));
  v2('GET', '/deals/installments', { cost: 10, scopes: read }, (call) => {
    const { companiesWithoutInstallments: without } = call.world.settings;
    if (without.includes(call.caller.companyId)) {
      throw forbidden('Installments are not available on your plan.');
    }
    const ids = dealsAsked(call).map((deal) => deal.id);
    const rows = call.world.installments
      .filter((one) => one.company_id === call.caller.companyId && ids.includes(one.deal_id))
      .map(({ company_id: _, ...one }) => ({ ...one, amount: Number(one.amount) }));
    return { data: sorted(rows, call.query, ['id', 'billing_date', 'deal_id']) };
  });
}

function dealsAsked(call: Call): Deal[] {
  const ids = call.query.ids('deal_ids');
  if (!ids?.length) throw invalid('Parameter deal_ids is required');
  return visibleDeals(call).filter((deal) => ids.includes(deal.id));
}

function productPage(call: Call, deals: Deal[]) {
  const rows = deals.flatMap((deal) => productsOfDeal(call.world, deal));
  const page = cursorPage(sorted(rows, call.query, sortable), call.query);
  return { ...page, data: page.data.map((row) => productRowAnswer(call.world, row)) };
}

/** A product row as the API returns it, with amounts as JSON numbers. */
export function productRowAnswer(world: World, row: DealProduct): Record<string, unknown> {
  const { company_id: _, ...plain } = row;
  return {
    ...plain,
    product_variation_id: row.product_variation_id ?? null,
    item_price: Number(row.item_price),
    quantity: Number(row.quantity),
    tax: Number(row.tax),
    discount: Number(row.discount),
    sum: rowSum(row, world.settings.sumIncludesTax).toNumber(),
    billing_frequency: row.billing_frequency ?? 'one-time',
    billing_frequency_cycles: row.billing_frequency_cycles ?? null,
    billing_start_date: row.billing_start_date ?? null,
  };
}
