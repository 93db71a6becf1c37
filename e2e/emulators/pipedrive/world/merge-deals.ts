import { productsOfDeal } from './deal-value.ts';
import type { Deal } from './rows.ts';
import { instant } from './time.ts';
import type { World } from './world.ts';

/** Fields that a merge never takes from the other deal. */
const own = new Set([
  'id',
  'company_id',
  'add_time',
  'update_time',
  'hidden_from',
  'custom_fields',
]);

/** Copies values of the other deal into empty fields only. */
function fillEmpty(into: Record<string, unknown>, from: Record<string, unknown>): void {
  for (const [key, value] of Object.entries(from)) {
    if (!own.has(key) && (into[key] === null || into[key] === undefined)) into[key] = value;
  }
}

/**
 * Merges one deal into another (Pipedrive: Merging two deals): moves its products, discounts,
 * notes, files and activities, then marks it `is_deleted` without a reference to the target.
 * Pipedrive purges it after thirty days.
 */
export function mergeDeals(world: World, from: Deal, into: Deal): void {
  fillEmpty(into.custom_fields, from.custom_fields);
  fillEmpty(into as unknown as Record<string, unknown>, { ...from });
  const after = productsOfDeal(world, into).length;
  const moved = [
    world.dealProducts,
    world.dealDiscounts,
    world.installments,
    world.notes,
    world.files,
    world.activities,
  ].flat();
  for (const row of moved) {
    if (row.company_id !== from.company_id || row.deal_id !== from.id) continue;
    row.deal_id = into.id;
    if ('order_nr' in row) row.order_nr += after;
  }
  world.merges.push({
    company_id: from.company_id,
    entity: 'deal',
    from: from.id,
    into: into.id,
  });
  Object.assign(into, { update_time: instant() });
  Object.assign(from, { status: 'deleted', is_deleted: true, update_time: instant() });
}

/** Removes a deleted deal, which then returns 404. */
export function purgeDeal(world: World, deal: Deal): void {
  world.deals = world.deals.filter((one) => one !== deal);
}
