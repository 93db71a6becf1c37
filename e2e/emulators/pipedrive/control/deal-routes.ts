import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { recordChange } from '../world/changes.ts';
import type { Emulator } from '../world/emulator.ts';
import { findDeal, findOrganization, findPerson } from '../world/find.ts';
import { mergeContacts, purgeContact } from '../world/merge-contacts.ts';
import { mergeDeals, purgeDeal } from '../world/merge-deals.ts';
import type {
  Deal,
  DealDiscount,
  DealProduct,
  FieldOwner,
  Installment,
  Organization,
  Person,
  Product,
} from '../world/rows.ts';
import { instant } from '../world/time.ts';
import type { World } from '../world/world.ts';

/**
 * Deal fields by API name, and rows of products, discounts and instalments; given lists replace the
 * existing ones.
 */
type DealEdit = Partial<Deal> & {
  companyId?: number;
  products?: (Partial<DealProduct> & { product_id: number })[];
  discounts?: Partial<DealDiscount>[];
  installments?: Pick<Installment, 'amount' | 'billing_date' | 'description'>[];
};

type MergeOrder = { companyId?: number; into: number; purge?: boolean };

/** Edits deals and fields like another user of the company, and reads notes for tests. */
export function controlDealRoutes(app: FastifyInstance, emulator: Emulator): void {
  app.post('/control/deals/:id', async (request, reply) => {
    const { id } = request.params as { id: string };
    const { companyId, products, discounts, installments, ...edit } = request.body as DealEdit;
    const { world } = emulator;
    const deal = findDeal(world, companyId ?? world.companies[0]?.id ?? 0, Number(id));
    if (!deal) return reply.code(404).send({ error: 'no such deal' });
    const before = structuredClone(deal);
    const custom_fields = { ...deal.custom_fields, ...edit.custom_fields };
    const known = Object.entries(edit).filter(([key]) => key in deal);
    Object.assign(deal, Object.fromEntries(known), { custom_fields, update_time: instant() });
    if (products) replaceProducts(world, deal, products);
    if (discounts) replaceDiscounts(world, deal, discounts);
    if (installments) replaceInstallments(world, deal, installments);
    recordChange(world, before, deal, deal.owner_id, 'app');
    emulator.changed(deal.company_id);
    return deal;
  });

  /** Sets the variations of a product. */
  app.post('/control/products/:id', async (request, reply) => {
    const { id } = request.params as { id: string };
    const { companyId, variations } = request.body as Pick<Product, 'variations'> & {
      companyId: number;
    };
    const product = emulator.world.products.find(
      (one) => one.company_id === companyId && one.id === Number(id),
    );
    if (!product) return reply.code(404).send({ error: 'no such product' });
    product.variations = variations;
    emulator.changed(companyId);
    return product;
  });

  /** Merges a deal like a user would; `purge` removes it, as Pipedrive does after thirty days. */
  app.post('/control/deals/:id/merge', async (request, reply) => {
    const { id } = request.params as { id: string };
    const { companyId, into, purge } = request.body as MergeOrder;
    const { world } = emulator;
    const dealOf = (dealId: number) =>
      findDeal(world, companyId ?? world.companies[0]?.id ?? 0, dealId);
    const [from, target] = [dealOf(Number(id)), dealOf(into)];
    if (!from || !target) return reply.code(404).send({ error: 'no such deal' });
    mergeDeals(world, from, target);
    if (purge) purgeDeal(world, from);
    emulator.changed(target.company_id);
    return target;
  });

  /** Merges an organization or person into another; `purge` removes it. */
  app.post('/control/:what(organizations|persons)/:id/merge', async (request, reply) => {
    const { what, id } = request.params as { what: 'organizations' | 'persons'; id: string };
    const {
      companyId = emulator.world.companies[0]?.id ?? 0,
      into,
      purge,
    } = request.body as MergeOrder;
    const { world } = emulator;
    const merged =
      what === 'organizations'
        ? mergeIn(
            world,
            'org_id',
            findOrganization(world, companyId, Number(id)),
            findOrganization(world, companyId, into),
          )
        : mergeIn(
            world,
            'person_id',
            findPerson(world, companyId, Number(id)),
            findPerson(world, companyId, into),
          );
    if (!merged) return reply.code(404).send({ error: 'no such record' });
    if (purge) purgeContact(world, merged.from);
    emulator.changed(companyId);
    return merged.into;
  });

  app.get('/control/notes', async (request) => {
    const { dealId, companyId } = request.query as { dealId?: string; companyId?: string };
    const notes = emulator.world.notes.filter(
      (note) =>
        (!dealId || note.deal_id === Number(dealId)) &&
        (!companyId || note.company_id === Number(companyId)),
    );
    return { notes };
  });

  app.get('/control/activities', async (request) => {
    const { dealId, companyId } = request.query as { dealId?: string; companyId?: string };
    const activities = emulator.world.activities.filter(
      (activity) =>
        (!dealId || activity.deal_id === Number(dealId)) &&
        (!companyId || activity.company_id === Number(companyId)),
    );
    return { activities };
  });

  /** Changes an activity, as another user can. */
  app.post('/control/activities/:id', async (request, reply) => {
    const { id } = request.params as { id: string };
    const activity = emulator.world.activities.find((one) => one.id === Number(id));
    if (!activity) return reply.code(404).send({ error: 'no such activity' });
    Object.assign(activity, request.body);
    emulator.changed(activity.company_id);
    return activity;
  });

  app.delete('/control/activities/:id', async (request) => {
    const { id } = request.params as { id: string };
    const { world } = emulator;
    world.activities = world.activities.filter((one) => one.id !== Number(id));
    emulator.changed(null);
    return {};
  });

  /** Deletes a custom field, as an admin can. */
  app.delete('/control/fields/:owner/:code', async (request) => {
    const { owner, code } = request.params as { owner: FieldOwner; code: string };
    const { world } = emulator;
    const left = world.fields.filter((one) => one.owner !== owner || one.field_code !== code);
    const deleted = world.fields.length - left.length;
    world.fields = left;
    emulator.changed(null);
    return { deleted };
  });
}

function mergeIn<Row extends Organization | Person>(
  world: World,
  link: 'org_id' | 'person_id',
  from: Row | undefined,
  into: Row | undefined,
): { from: Row; into: Row } | null {
  if (!from || !into || from === into) return null;
  mergeContacts(world, link, from, into);
  return { from, into };
}

function replaceProducts(
  world: World,
  deal: Deal,
  products: NonNullable<DealEdit['products']>,
): void {
  world.dealProducts = world.dealProducts.filter(
    (row) => row.company_id !== deal.company_id || row.deal_id !== deal.id,
  );
  products.forEach((given, index) => {
    const product = world.products.find(
      (one) => one.company_id === deal.company_id && one.id === given.product_id,
    );
    world.dealProducts.push({
      id: ++world.lastId,
      name: product?.name ?? `Product ${given.product_id}`,
      item_price: product?.prices[0]?.price ?? '0',
      quantity: '1',
      currency: deal.currency,
      tax: '0',
      tax_method: 'none',
      discount: '0',
      discount_type: 'percentage',
      comments: '',
      is_enabled: true,
      order_nr: index + 1,
      add_time: instant(),
      update_time: instant(),
      ...given,
      company_id: deal.company_id,
      deal_id: deal.id,
    });
  });
}

function replaceDiscounts(world: World, deal: Deal, discounts: Partial<DealDiscount>[]): void {
  world.dealDiscounts = world.dealDiscounts.filter(
    (one) => one.company_id !== deal.company_id || one.deal_id !== deal.id,
  );
  for (const given of discounts) {
    world.dealDiscounts.push({
      id: randomUUID(),
      type: 'percentage',
      amount: '0',
      description: '',
      created_at: instant(),
      created_by: deal.owner_id,
      ...given,
      company_id: deal.company_id,
      deal_id: deal.id,
    });
  }
}

function replaceInstallments(
  world: World,
  deal: Deal,
  installments: NonNullable<DealEdit['installments']>,
): void {
  world.installments = world.installments.filter(
    (one) => one.company_id !== deal.company_id || one.deal_id !== deal.id,
  );
  for (const given of installments) {
    world.installments.push({
      ...given,
      id: ++world.lastId,
      company_id: deal.company_id,
      deal_id: deal.id,
    });
  }
}
