import type { Shop } from './shop.ts';

/** An invoice that somebody means to make. */
export type Intent = {
  shop: Shop;
  dealId: number;
  /** Decimal text; of each shop's intents only the two identical ones share theirs. */
  amount: string;
  customer: { kind: 'existing'; id: string; name: string } | { kind: 'new'; name: string };
  /** One of two that nothing but the deal tells apart. */
  twin: boolean;
};

/** In cents; no total of the story is near it. */
const firstAmount = 7_100_000;

const amountText = (cents: number) =>
  `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;

/**
 * What one shop bills: the first two over the same for the same customer on two deals, all others of an
 * amount of their own; every third for a new customer, the rest spread over three that are there. Told
 * by deal: on each, one after the other.
 */
export const intentsOf = (shop: Shop, count: number, lanes: number): Intent[][] => {
  const deals = Object.values(shop.company.deals).slice(0, lanes);
  const known = shop.before.customers.slice(0, 3);
  const all = Array.from({ length: count }, (_, n): Intent => {
    const twin = n < 2;
    const { Id: id = '', DisplayName: name = '' } = known[twin ? 0 : n % known.length] ?? {};
    const isNew = !twin && n % 3 === 0;
    return {
      shop,
      dealId: deals[n % deals.length] ?? 0,
      amount: amountText(firstAmount + (twin ? 0 : n)),
      customer: isNew ? { kind: 'new', name: `New customer ${n}` } : { kind: 'existing', id, name },
      twin,
    };
  });
  return deals.map((dealId) => all.filter((intent) => intent.dealId === dealId));
};
