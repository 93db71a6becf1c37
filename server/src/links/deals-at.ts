import { holderConnection } from '../connection/holder.ts';
import type { Ctx } from '../context.ts';
import type { PanelPlace } from '../invoices/contract.ts';
import { visiblePanelPlace } from '../invoices/place.ts';
import type { DealRow } from './contract.ts';

/** The deals of a place that this user may see; Pipedrive lists those changed last first. */
export const dealsAt = async (
  ctx: Ctx,
  { place }: { place: PanelPlace },
): Promise<{ deals: DealRow[] }> => {
  await holderConnection(ctx);
  const { deals } = await visiblePanelPlace(ctx, place);
  const rows = deals.map(({ id, title, status }) => ({ id, title, status }));
  const isOpen = ({ status }: DealRow) => status === 'open';
  return { deals: [...rows.filter(isOpen), ...rows.filter((row) => !isOpen(row))] };
};
