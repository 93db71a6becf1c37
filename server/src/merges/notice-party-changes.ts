import { and, eq, inArray, isNotNull } from 'drizzle-orm';
import type { Ctx } from '../context.ts';
import { transact } from '../db/transact.ts';
import { drafts } from '../drafts/tables.ts';
import type { Deal } from '../pipedrive/gateway.ts';
import { pipedriveRecord, recordRemoved } from './store.ts';

/** Deals of one refresh whose organization or person is compared. */
const mostDeals = 50;

/**
 * Compares the organization or person of deals with that of their drafts. A different one is looked
 * into: the deal was moved by hand, or the organizations or persons were merged.
 */
export const noticePartyChanges = async (
  ctx: Pick<Ctx, 'db' | 'clock' | 'companyId'>,
  realmId: string,
  deals: Deal[],
): Promise<void> => {
  const { db, companyId } = ctx;
  const byId = new Map(deals.slice(0, mostDeals).map((deal) => [deal.id, deal]));
  if (byId.size === 0) return;
  const rows = await db
    .selectDistinct({ dealId: drafts.dealId, party: drafts.party })
    .from(drafts)
    .where(
      and(
        eq(drafts.companyId, companyId),
        eq(drafts.realmId, realmId),
        inArray(drafts.dealId, [...byId.keys()]),
        isNotNull(drafts.party),
      ),
    );
  const changed = rows.flatMap(({ dealId, party }) => {
    const deal = byId.get(dealId);
    const now = party?.party === 'organization' ? deal?.organizationId : deal?.personId;
    return party && now != null && now !== party.partyId ? [{ ...party, now }] : [];
  });
  if (changed.length === 0) return;
  await transact(db, async (tx) => {
    for (const { party, partyId, now } of changed) {
      const record = pipedriveRecord(companyId, party, partyId);
      const hint = { candidateId: String(now), foundBy: 'read' as const };
      await recordRemoved(tx, { ...record, ...hint }, ctx.clock.now());
    }
  });
};
