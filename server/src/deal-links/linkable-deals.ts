import { ownedConnection } from '../connection/owned-connection.ts';
import type { Ctx } from '../context.ts';
import type { PanelContext } from '../invoices/contract.ts';
import { visiblePanelContext } from '../invoices/visible-context.ts';
import type { DealRow } from './contract.ts';

/**
 * The deals of a place that this user may see, open ones first, changed last first. Beside an organization
 * or a person without the archived ones, to which nothing is added any more.
 */
export const linkableDeals = async (
  ctx: Ctx,
  { context }: { context: PanelContext },
): Promise<{ deals: DealRow[] }> => {
  await ownedConnection(ctx);
  const { deals } = await visiblePanelContext(ctx, context);
  const current = deals.filter(({ archived }) => context.of === 'deal' || !archived);
  const rows = current.map(({ id, title, status }) => ({ id, title, status }));
  const isOpen = ({ status }: DealRow) => status === 'open';
  return { deals: [...rows.filter(isOpen), ...rows.filter((row) => !isOpen(row))] };
};
