import type { DealRow } from '../queries.ts';

/** The one that goes without asking: the only deal, or the only open one. */
export const obviousDeal = (deals: DealRow[]): number | null => {
  const open = deals.filter(({ status }) => status === 'open');
  const [only, ...others] = open.length > 0 ? open : deals;
  return only && others.length === 0 ? only.id : null;
};
