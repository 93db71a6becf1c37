import { holderConnection } from '../connection/holder.ts';
import type { Ctx } from '../context.ts';
import type { PanelPlace } from '../invoices/contract.ts';
import { visiblePanelPlace } from '../invoices/place.ts';
import type { DealRow } from './contract.ts';

/**
 * The deals of a place that this user may see, open ones first, changed last first. Beside an organization
 * or a person without the archived ones, to which nothing is added any more.
 */
export const dealsAt = async (
  ctx: Ctx,
  { place }: { place: PanelPlace },
): Promise<{ deals: DealRow[] }> => {
  await holderConnection(ctx);
  const { deals } = await visiblePanelPlace(ctx, place);
  const current = deals.filter(({ archived }) => place.of === 'deal' || !archived);
  const rows = current.map(({ id, title, status }) => ({ id, title, status }));
  const isOpen = ({ status }: DealRow) => status === 'open';
  return { deals: [...rows.filter(isOpen), ...rows.filter((row) => !isOpen(row))] };
};
