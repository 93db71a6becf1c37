import { randomUUID } from 'node:crypto';
import * as story from '../../story.ts';
import type { Company, Deal, DealProduct, User } from './rows.ts';
import { customFieldCode } from './seed-fields.ts';
import type { DealStory, Template } from './template.ts';
import { dayFromNow, instant } from './time.ts';
import type { World } from './world.ts';

/** Adds a company's deals with products, discounts, instalments and an initial change. */
export function seedDeals(world: World, template: Template, company: Company, users: User[]): void {
  const ownerId = users[0]?.id ?? 0;
  Object.values(template.deals).forEach((one, index) => {
    const deal = toDeal(company, ownerId, one, index);
    world.deals.push(deal);
    seedProducts(world, template, deal);
    seedDiscounts(world, deal);
    for (const part of story.installments[one.id] ?? []) {
      world.installments.push({
        company_id: company.id,
        id: ++world.lastId,
        deal_id: deal.id,
        amount: part.amount,
        billing_date: dayFromNow(part.inDays),
        description: part.description,
      });
    }
    world.changes.push({
      company_id: company.id,
      id: ++world.lastId,
      deal_id: deal.id,
      user_id: ownerId,
      field_key: 'stage_id',
      old_value: 1,
      new_value: deal.stage_id,
      log_time: deal.stage_change_time ?? deal.add_time,
      change_source: 'app',
    });
  });
}

function toDeal(company: Company, ownerId: number, one: DealStory, index: number): Deal {
  const added = instant(-21 + index * 2);
  const moved = instant(-6 + index);
  return {
    company_id: company.id,
    id: one.id,
    title: one.title,
    value: one.value ?? '0',
    currency: one.currency,
    owner_id: ownerId,
    creator_user_id: ownerId,
    person_id: one.personId ?? null,
    org_id: one.organizationId ?? null,
    stage_id: 2 + (index % 3),
    pipeline_id: 1,
    status: 'open',
    probability: null,
    lost_reason: null,
    visible_to: 7,
    hidden_from: [],
    label_ids: [],
    expected_close_date: dayFromNow(14 + index * 5),
    add_time: added,
    update_time: moved,
    stage_change_time: moved,
    close_time: null,
    won_time: null,
    lost_time: null,
    is_archived: false,
    archive_time: null,
    is_deleted: false,
    custom_fields:
      index === 0 ? { [customFieldCode(company.id, 'deal', 'PO number')]: 'PO-20418' } : {},
  };
}

function seedProducts(world: World, template: Template, deal: Deal): void {
  (story.dealProducts[deal.id] ?? []).forEach((row, index) => {
    world.dealProducts.push({
      company_id: deal.company_id,
      id: ++world.lastId,
      deal_id: deal.id,
      product_id: row.product,
      name: template.products[row.product]?.name ?? `Product ${row.product}`,
      item_price: row.price,
      quantity: row.quantity,
      currency: deal.currency,
      tax: row.tax ?? '0',
      tax_method: taxMethod(deal.id),
      discount: (row.discount ?? '0').replace('%', ''),
      discount_type: row.discount && !row.discount.endsWith('%') ? 'amount' : 'percentage',
      comments: row.comments ?? '',
      is_enabled: !row.disabled,
      order_nr: index + 1,
      add_time: deal.add_time,
      update_time: deal.add_time,
    });
  });
}

/** One tax method per deal: exclusive when any row is taxed. */
function taxMethod(dealId: number): DealProduct['tax_method'] {
  const taxed = (story.dealProducts[dealId] ?? []).some((row) => Number(row.tax ?? 0) > 0);
  return taxed ? 'exclusive' : 'none';
}

function seedDiscounts(world: World, deal: Deal): void {
  for (const one of story.dealDiscounts[deal.id] ?? []) {
    world.dealDiscounts.push({
      company_id: deal.company_id,
      id: randomUUID(),
      deal_id: deal.id,
      type: one.amount.endsWith('%') ? 'percentage' : 'amount',
      amount: one.amount.replace('%', ''),
      description: one.description,
      created_at: deal.add_time,
      created_by: deal.owner_id,
    });
  }
}
