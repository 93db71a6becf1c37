import type { DealRow } from '../queries.ts';

/** The deal to use without asking: the only one, or the only open one. */
export const obviousDeal = (deals: DealRow[]): number | null => {
  const open = deals.filter(({ status }) => status === 'open');
  const [only, ...others] = open.length > 0 ? open : deals;
  return only && others.length === 0 ? only.id : null;
};
